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

// Those from before completed ones ended keep the end of their upload.
void evolve(MediaState& media, const MediaCompleted& e) {
  media.stage = MediaStage::COMPLETED;
  if (e.ends_at) media.ends_at = e.ends_at;
}

void evolve(MediaState& media, const MediaDropped&) {
  media.stage = MediaStage::DROPPED;
  media.ends_at.reset();
}

void evolve(MediaState& media, const MediaAttached& e) {
  media.ends_at.reset();
  if (std::ranges::find(media.jobs, e.job) == media.jobs.end()) media.jobs.push_back(e.job);
}

}  // namespace fettle
