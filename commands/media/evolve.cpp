#include <algorithm>

#include "commands/media/state.hpp"

namespace fettle {

void evolve(MediaState& media, const MediaBegun& e) {
  media = {.stage = MediaStage::BEGUN,
           .owner = e.owner,
           .role = e.role,
           .object = e.object,
           .ends_at = e.ends_at,
           .jobs = {}};
}

void evolve(MediaState& media, const MediaCompleted&) {
  media.stage = MediaStage::COMPLETED;
  media.ends_at.reset();
}

void evolve(MediaState& media, const MediaDropped&) {
  media.stage = MediaStage::DROPPED;
  media.ends_at.reset();
}

void evolve(MediaState& media, const MediaAttached& e) {
  if (std::ranges::find(media.jobs, e.job) == media.jobs.end()) media.jobs.push_back(e.job);
}

}  // namespace fettle
