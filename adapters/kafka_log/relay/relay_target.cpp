#include "adapters/kafka_log/relay/relay_target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "adapters/kafka_log/kafka_reader.hpp"
#include "adapters/kafka_log/topics.hpp"
#include "adapters/kafka_log/watermarks.hpp"

namespace fettle::kafka {
namespace {

constexpr std::uint64_t on_their_way_max = 1'000;
// Two relays that did not know of each other may have mixed so many records at the end.
constexpr std::uint64_t tail_records = 3 * on_their_way_max;
constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::seconds stillness{1};
constexpr std::chrono::milliseconds read_wait{100};

Fault not_alone(const std::string& topic, Partition partition) {
  return {FaultKind::closed, "relay_not_alone",
          fmt::format("another process writes to partition {} of topic {}: run one relay for a "
                      "topic; the last events may be there twice, with the same ce_id",
                      number(partition), topic)};
}

Fault not_ours(const std::string& topic, Partition partition, Offset at) {
  return {FaultKind::mismatch, "relay_target_not_ours",
          fmt::format("no relay wrote what topic {} has in partition {} at offset {}; name a topic "
                      "of its own",
                      topic, number(partition), number(at))};
}

}  // namespace

RelayTarget::Lane::~Lane() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return on_their_way_ == 0; });
}

Result<void> RelayTarget::Lane::send(RecordView record) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return fault_ || on_their_way_ < on_their_way_max; });
    if (fault_) return *fault_;
    ++on_their_way_;
  }
  auto sent = target_.producer_->send(target_.topic_.get(), partition_, record, *this);
  if (sent) return sent;
  const std::lock_guard lock(mutex_);
  --on_their_way_;
  return sent;
}

Result<void> RelayTarget::Lane::settle() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return on_their_way_ == 0; });
  if (fault_) return *fault_;
  return {};
}

void RelayTarget::Lane::delivered(Result<std::optional<Offset>> where) {
  const std::lock_guard lock(mutex_);
  --on_their_way_;
  if (!where) {
    if (!fault_) fault_ = where.error();
  } else if (*where && **where != expected_ && !fault_) {
    fault_ = not_alone(target_.name_, partition_);
  }
  expected_ = next(expected_);
  changed_.notify_all();
}

Result<std::unique_ptr<RelayTarget>> RelayTarget::open(const KafkaSettings& settings,
                                                       std::string topic,
                                                       std::uint32_t partitions) {
  auto wanted = settings;
  wanted.partitions = partitions;
  auto plan = events_topic(wanted);
  plan.name = topic;
  const auto has = TRY(make_when_missing(settings, plan));
  if (has != partitions) {
    return Fault{FaultKind::mismatch, "relay_partitions",
                 fmt::format("topic {} has {} partitions and the log {}; let the relay make the "
                             "topic, or make it with {}",
                             topic, has, partitions, partitions)};
  }
  std::unique_ptr<RelayTarget> target(new RelayTarget(settings, std::move(topic)));
  target->asker_ = TRY(Config(settings).consumer());
  target->producer_ = TRY(Producer::open(settings));
  target->topic_ = target->producer_->topic(target->name_);
  return target;
}

Result<RelayTarget::Tail> RelayTarget::tail(Partition partition) {
  const auto end = TRY(when_still(partition));
  Tail tail{end, std::nullopt};
  if (end == Offset{0}) return tail;
  const auto begin = TRY(ask_begin(asker_.get(), name_, partition, settings_.answer_timeout));
  Offset at{std::max(number(begin), number(end) - std::min(number(end), tail_records))};
  KnownEnd known;
  KafkaReader reader(TRY(consumers_.start(partition, at)), at, known, settings_.answer_timeout);
  while (at < end) {
    const auto records = TRY(reader.next(read_bytes, read_wait));
    if (records.empty()) break;
    for (const auto& [offset, record] : records) {
      auto mark = mark_of(record);
      if (!mark) return not_ours(name_, partition, offset);
      if (!tail.newest || tail.newest->place < mark->place) tail.newest = std::move(mark);
      at = next(offset);
    }
  }
  if (!tail.newest || at != end) return not_ours(name_, partition, at);
  return tail;
}

// An empty partition is not waited for: there was no relay before.
Result<Offset> RelayTarget::when_still(Partition partition) {
  const auto deadline = std::chrono::steady_clock::now() + settings_.answer_timeout;
  auto end = TRY(ask_end(asker_.get(), name_, partition, settings_.answer_timeout));
  while (end != Offset{0}) {
    std::this_thread::sleep_for(stillness);
    const auto later = TRY(ask_end(asker_.get(), name_, partition, settings_.answer_timeout));
    if (later == end) break;
    if (std::chrono::steady_clock::now() >= deadline) return not_alone(name_, partition);
    end = later;
  }
  return end;
}

}  // namespace fettle::kafka
