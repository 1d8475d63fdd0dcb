// What the engine keeps beside a medium's state: when one that no order shows is dropped, and who
// has how many of these.
#pragma once

#include "commands/media/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr std::string_view upload_timer = "upload";
inline constexpr Index unshown_media{"unshown_media"};

inline void index(const MediaState& media, IndexSink& sink) {
  if (media.ends_at) sink.timer(*media.ends_at, upload_timer);
  const bool shown = media.stage == MediaStage::DROPPED || !media.jobs.empty();
  if (!shown && media.object) sink.put(unshown_media, media.owner);
}

FETTLE_AGGREGATE_ELSEWHERE(Media)

}  // namespace fettle
