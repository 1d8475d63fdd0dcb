#include "bench/kafka/claims/history.hpp"

#include <sstream>

#include "core/header_names.hpp"

namespace fettle::bench {
namespace {

Step step_of(RecordView record) {
  Step step;
  std::istringstream(std::string(record.value())) >> step.account >> step.version >> step.command;
  return step;
}

}  // namespace

Record record_of(const Step& step, std::size_t index, std::size_t count) {
  std::ostringstream value;
  value << step.account << ' ' << step.version << ' ' << step.command;
  Record record("tenant", value.str());
  record.add(header::commit_index, std::to_string(index));
  record.add(header::commit_count, std::to_string(count));
  return record;
}

void History::see(const StoredRecord& stored) {
  next_ = fettle::next(stored.offset);
  const auto verdict = claim_rule_.see(stored.offset, stored.record);
  if (verdict == ClaimRule::Verdict::claims) {
    ++claims_;
    open_.clear();
    return;
  }
  const auto step = step_of(stored.record);
  if (rule_ == Rule::ignored) {
    apply(step);
    if (stored.record.header(header::commit_index) == "0") ++commands_[step.command];
    return;
  }
  if (verdict == ClaimRule::Verdict::void_record) return;
  open_.push_back(step);
  if (verdict == ClaimRule::Verdict::completes) apply_commit();
}

void History::apply_commit() {
  ++commands_[open_.front().command];
  for (const auto& step : open_) apply(step);
  open_.clear();
}

void History::apply(const Step& step) {
  ++steps_;
  auto& version = versions_.at(step.account);
  if (step.version != version) ++conflicts_;
  version = step.version + 1;
}

}  // namespace fettle::bench
