// The writer's half of claim-in-log: a log that fences nobody takes records from anyone, so an
// append counts when the offsets that the log reports are the expected ones, else when the log
// itself says so. The reader's half is core/claim_rule.hpp.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "core/claim_rule.hpp"
#include "core/ports/executor.hpp"
#include "core/ports/log.hpp"

namespace fettle {

// Who is told what became of a message.
class Delivery {
 public:
  virtual ~Delivery() = default;
  // Once a message, in order of sending within a partition. No offset: it is written, but the log
  // did not say where.
  virtual void delivered(Result<std::optional<Offset>> where) = 0;
};

// Reads the log from a commit boundary and finds which offsets the next `count` records have that
// continue the claim: the rule that every reader applies.
//   closed `claimed_by_another`: a newer claim came first.
//   unavailable:                 the log does not show them in time.
using AskLog = std::function<Result<std::vector<Offset>>(Offset from, const ClaimState& rule,
                                                         std::size_t count)>;

// Asks `reader`, opened at the boundary; goes on while `patient` says so.
Result<std::vector<Offset>> find_appended(LogReader& reader, const ClaimState& rule,
                                          std::size_t count, const std::function<bool()>& patient);

// The appends of one writer under its claim. Any thread; shared with messages on their way, which
// may outlive the writer.
class ClaimedAppends : public std::enable_shared_from_this<ClaimedAppends> {
 public:
  struct Ports {
    // `delivery` lives until it was told; it is told nothing of a record that is refused here.
    std::function<Result<void>(RecordView record, Delivery& delivery)> send;
    AskLog ask_log;  // may block: called on `asking`
    Executor& asking;
    std::function<void(Offset next)> durable;  // told of every end that was reached
  };

  ClaimedAppends(Ports ports, Offset claim, std::uint64_t first_n)
      : ports_(std::move(ports)), claim_(claim), expected_(fettle::next(claim)), next_n_(first_n) {}

  Offset claim() const { return claim_; }
  // As LogWriter::append.
  void append(std::vector<Record> records, LogWriter::Done done);
  // No answer is given any more.
  void abandon();

 private:
  // One append: the messages of its records report here.
  struct Batch final : Delivery {
    Batch(std::shared_ptr<ClaimedAppends> owner, std::vector<Record> to_send,
          LogWriter::Done on_done)
        : appends(std::move(owner)), records(std::move(to_send)), done(std::move(on_done)) {}
    void delivered(Result<std::optional<Offset>> where) override;

    std::shared_ptr<ClaimedAppends> appends;
    std::vector<Record> records;  // until they are sent
    std::size_t count = 0;        // of those that were sent
    LogWriter::Done done;
    std::size_t reported = 0;
    std::optional<Offset> first;
    bool in_a_row = true;  // each record's offset is known and follows the one before
    std::optional<Fault> fault;
  };

  void delivered(Batch& batch, Result<std::optional<Offset>> where);
  void send_waiting();
  Result<void> send(Batch& batch);
  void finish_front();
  void ask(const Batch& batch);
  void told(Result<std::vector<Offset>> offsets);
  void confirm_front(Offset first);
  void fail(const Fault& fault);

  const Ports ports_;
  const Offset claim_;

  std::mutex mutex_;
  std::deque<std::unique_ptr<Batch>> batches_;  // in order; the front is decided next
  std::size_t waiting_ = 0;                     // batches at the end that are not sent yet
  std::size_t on_their_way_ = 0;                // messages sent and not reported
  std::deque<std::unique_ptr<Batch>> failed_;   // whose messages are still to report
  Offset expected_;                             // of the front's first record
  std::uint64_t next_n_;                        // its number under the claim
  bool asking_ = false;
  bool abandoned_ = false;
  std::optional<Fault> over_;  // after the first failure
};

}  // namespace fettle
