// Answers that wait until everything they could rest on is durable: also refusals and repeats,
// because a client must never see a fact that is then lost.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "core/shard/answer_record.hpp"
#include "core/shard/submission.hpp"

namespace fettle {

// An acceptance whose position is known once its batch is durable.
struct Acceptance {
  std::shared_ptr<const AnswerRecord> answer;
  bool repeated = false;
};

using Verdict = std::variant<Acceptance, Accepted, Rejection, Fault>;

class HeldAnswers {
 public:
  // Holds an answer until batch `batch` is durable; batches never decrease.
  void hold(std::uint64_t batch, std::function<void(Outcome)> done, Verdict verdict) {
    held_.push_back({batch, std::move(done), std::move(verdict)});
  }
  struct Place {
    LogId log;
    Partition partition;
    std::optional<Position> newest;  // durable; nothing: nothing was written, ever
  };
  // Batches up to `batch` are durable. An answer that wrote nothing may speak of all that is.
  void release(std::uint64_t batch, const Place& place);
  void fail_all(const Fault& fault);
  std::size_t size() const { return held_.size(); }

 private:
  struct Held {
    std::uint64_t batch;
    std::function<void(Outcome)> done;
    Verdict verdict;
  };
  std::deque<Held> held_;
};

}  // namespace fettle
