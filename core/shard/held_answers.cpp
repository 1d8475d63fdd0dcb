#include "core/shard/held_answers.hpp"

namespace fettle {
namespace {

Outcome outcome_of(Verdict&& verdict, const HeldAnswers::Place& place) {
  if (auto* refused = std::get_if<Rejection>(&verdict)) return std::move(*refused);
  if (auto* failed = std::get_if<Fault>(&verdict)) return std::move(*failed);
  if (auto* plain = std::get_if<Accepted>(&verdict)) {
    plain->position = place.newest;
    return std::move(*plain);
  }
  const auto& acceptance = std::get<Acceptance>(verdict);
  const auto& answer = *acceptance.answer;
  return Accepted{answer.status,  answer.id,
                  answer.version, Position{place.log, place.partition, answer.offset},
                  answer.members, acceptance.repeated};
}

}  // namespace

void HeldAnswers::release(std::uint64_t batch, const Place& place) {
  while (!held_.empty() && held_.front().batch <= batch) {
    auto held = std::move(held_.front());
    held_.pop_front();
    held.done(outcome_of(std::move(held.verdict), place));
  }
}

void HeldAnswers::fail_all(const Fault& fault) {
  auto failed = std::move(held_);
  held_.clear();
  for (auto& held : failed) held.done(fault);
}

}  // namespace fettle
