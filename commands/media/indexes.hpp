// What the engine keeps beside a medium's state: when an upload without an end is dropped.
#pragma once

#include "commands/media/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr std::string_view upload_timer = "upload";

inline void index(const MediaState& media, IndexSink& sink) {
  if (media.ends_at) sink.timer(*media.ends_at, upload_timer);
}

FETTLE_AGGREGATE_ELSEWHERE(Media)

}  // namespace fettle
