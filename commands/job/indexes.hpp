// What the engine keeps beside a job's state: the time at which its labour timer stops itself, and
// the errand of an attempt to pay.
#pragma once

#include "commands/job/state.hpp"
#include "schemas/registration.hpp"

namespace fettle {

inline constexpr std::string_view labour_timer = "labour";
inline constexpr Index errands_of_attempts{"errands_of_attempts"};

inline void index(const JobState& job, IndexSink& sink) {
  if (job.timer) sink.timer(job.timer->stops_at, labour_timer);
  if (job.payment && job.payment->errand) {
    sink.put(errands_of_attempts, job.payment->errand->text());
  }
}

FETTLE_AGGREGATE_ELSEWHERE(Job)

}  // namespace fettle
