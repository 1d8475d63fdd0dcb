#include "adapters/kafka_log/kafka_writer.hpp"

#include <optional>
#include <utility>

namespace fettle::kafka {
namespace {

template <class T>
std::shared_ptr<T> not_owning(const std::shared_ptr<T>& owner) {
  return {std::shared_ptr<void>(), owner.get()};
}

KafkaWriter::Ports lent(KafkaWriter::Ports ports) {
  ports.producer = not_owning(ports.producer);
  ports.topic = not_owning(ports.topic);
  return ports;
}

}  // namespace

// Shared with messages on their way, which may outlive the writer.
class KafkaWriter::Appends : public std::enable_shared_from_this<Appends> {
 public:
  Appends(Ports ports, Partition partition, Offset claim)
      : ports_(std::move(ports)),
        partition_(partition),
        claim_(claim),
        expected_(fettle::next(claim)) {}

  Offset claim() const { return claim_; }
  void append(std::vector<Record> records, Done done);
  void abandon();

 private:
  // One append: the messages of its records report here.
  struct Batch final : Delivery {
    Batch(std::shared_ptr<Appends> owner, std::vector<Record> to_send, Done on_done)
        : appends(std::move(owner)), records(std::move(to_send)), done(std::move(on_done)) {}
    void delivered(Result<std::optional<Offset>> where) override;

    std::shared_ptr<Appends> appends;
    std::vector<Record> records;  // until they are sent
    std::size_t count = 0;        // of those that were sent
    Done done;
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
  const Partition partition_;
  const Offset claim_;

  std::mutex mutex_;
  std::deque<std::unique_ptr<Batch>> batches_;  // in order; the front is decided next
  std::size_t waiting_ = 0;                     // batches at the end that are not sent yet
  std::size_t on_their_way_ = 0;                // messages sent and not reported
  std::deque<std::unique_ptr<Batch>> failed_;   // whose messages are still to report
  Offset expected_;                             // of the front's first record
  std::uint64_t next_n_ = 0;                    // its number under the claim
  bool asking_ = false;
  bool abandoned_ = false;
  std::optional<Fault> over_;  // after the first failure
};

// A message's last report may end the batch, and with it the last hold on the writer's state.
void KafkaWriter::Appends::Batch::delivered(Result<std::optional<Offset>> where) {
  const auto keep = appends;
  keep->delivered(*this, std::move(where));
}

void KafkaWriter::Appends::append(std::vector<Record> records, Done done) {
  const std::lock_guard lock(mutex_);
  if (over_) {
    if (!abandoned_) done(*over_);
    return;
  }
  batches_.push_back(
      std::make_unique<Batch>(shared_from_this(), std::move(records), std::move(done)));
  ++waiting_;
  if (on_their_way_ == 0) send_waiting();
}

// All that came since the last burst goes in one: the library (2.0.2) has one request of a
// partition's on its way as soon as five messages are, and spins while others wait for it.
void KafkaWriter::Appends::send_waiting() {
  for (; !over_ && waiting_ > 0; --waiting_) {
    auto sent = send(*batches_[batches_.size() - waiting_]);
    if (!sent) return fail(std::move(sent).error());
  }
}

Result<void> KafkaWriter::Appends::send(Batch& batch) {
  for (const auto& record : std::exchange(batch.records, {})) {
    // When one is refused, what was sent before it can never be whole.
    TRY(ports_.producer->send(ports_.topic.get(), partition_, record.view(), batch));
    ++batch.count;
    ++on_their_way_;
  }
  return {};
}

void KafkaWriter::Appends::delivered(Batch& batch, Result<std::optional<Offset>> where) {
  const std::lock_guard lock(mutex_);
  ++batch.reported;
  --on_their_way_;
  if (!where) {
    if (!batch.fault) batch.fault = where.error();
  } else if (!*where) {
    batch.in_a_row = false;
  } else if (batch.reported == 1) {
    batch.first = **where;
  } else if (!batch.first || number(**where) != number(*batch.first) + batch.reported - 1) {
    batch.in_a_row = false;
  }
  if (over_) {
    if (batch.reported >= batch.count) {
      std::erase_if(failed_, [&](const auto& one) { return one.get() == &batch; });
    }
    return;
  }
  finish_front();
  if (on_their_way_ == 0) send_waiting();
}

// Decides the oldest append, and those behind it that have reported already.
void KafkaWriter::Appends::finish_front() {
  while (!over_ && !asking_ && batches_.size() > waiting_) {
    auto& front = *batches_.front();
    if (front.fault) return fail(*front.fault);
    if (front.reported < front.count) return;
#ifdef FETTLE_WITHOUT_OFFSET_CHECK
    confirm_front(front.first.value_or(expected_));
#else
    if (!front.in_a_row || front.first != expected_) return ask(front);
    confirm_front(expected_);
#endif
  }
}

// A record of somebody else lies before it, or the broker did not say where it is: a stale owner's
// record is void and harmless, a newer claim ends this writer. Only the log can tell.
void KafkaWriter::Appends::ask(const Batch& batch) {
  asking_ = true;
  ports_.asking.post(
      [self = shared_from_this(), from = expected_, rule = ClaimState{claim_, next_n_},
       count = batch.count] { self->told(self->ports_.ask_log(from, rule, count)); });
}

void KafkaWriter::Appends::told(Result<std::vector<Offset>> offsets) {
  const std::lock_guard lock(mutex_);
  asking_ = false;
  if (over_) return;
  if (!offsets) return fail(offsets.error());
  const auto& found = *offsets;
  if (number(found.back()) - number(found.front()) + 1 != found.size()) {
    return fail({FaultKind::unavailable, "append_interrupted",
                 "a void record lies between the records of one append"});
  }
  expected_ = found.front();
  confirm_front(found.front());
  finish_front();
}

void KafkaWriter::Appends::confirm_front(Offset first) {
  const auto batch = std::move(batches_.front());
  batches_.pop_front();
  expected_ = Offset{number(first) + batch->count};
  next_n_ += batch->count;
  ports_.durable(expected_);
  batch->done(first);
}

// With mutex_ held. Messages of what failed may still be on their way: their batches stay.
void KafkaWriter::Appends::fail(const Fault& fault) {
  over_ = fault;
  for (auto& batch : batches_) {
    if (!abandoned_) batch->done(fault);
    batch->done = nullptr;
    if (batch->reported < batch->count) failed_.push_back(std::move(batch));
  }
  batches_.clear();
  waiting_ = 0;
}

void KafkaWriter::Appends::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  if (!over_) fail({FaultKind::closed, "writer_gone", "its owner gave it up"});
}

KafkaWriter::KafkaWriter(Ports ports, Partition partition, Offset claim)
    : producer_(ports.producer),
      topic_(ports.topic),
      appends_(std::make_shared<Appends>(lent(std::move(ports)), partition, claim)) {}

KafkaWriter::~KafkaWriter() { appends_->abandon(); }

Offset KafkaWriter::claim() const { return appends_->claim(); }

void KafkaWriter::append(std::vector<Record> records, Done done) {
  appends_->append(std::move(records), std::move(done));
}

}  // namespace fettle::kafka
