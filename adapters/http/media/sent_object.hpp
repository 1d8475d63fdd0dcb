// The bytes of an object as an answer: whole or a part, portion by portion, never held at once.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/media/media_link.hpp"
#include "adapters/http/media/work_lanes.hpp"
#include "core/ports/objects.hpp"

namespace fettle::http {

// What the request says of the part it wants and of what it has.
struct Wanted {
  std::optional<std::string> range, if_range, if_none_match;
};
Wanted wanted_of(const Headers& headers);

// 200, 206, 304 or 416; 404 when the store has no such object. Blocks. Store and lanes live as long
// as the server.
Response sent_object(ObjectStore& store, WorkLanes& lanes, const MediaLink& link,
                     const Wanted& wanted);

}  // namespace fettle::http
