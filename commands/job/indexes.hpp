// What the engine keeps beside a job's state: the time at which its labour timer stops itself.
#pragma once

#include "commands/job/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr std::string_view labour_timer = "labour";

inline void index(const JobState& job, IndexSink& sink) {
  if (job.timer) sink.timer(job.timer->stops_at, labour_timer);
}

FETTLE_AGGREGATE_ELSEWHERE(Job)

}  // namespace fettle
