#include "core/event_follower.hpp"

#include <iterator>

#include "core/sealing.hpp"

namespace fettle {

Result<EventFollower> EventFollower::open(const Domain& domain, const Ports& ports,
                                          Partition partition) {
  auto reader =
      TRY(CommitReader::open(ports.log, Checkpoint::beginning(ports.log.id(), partition)));
  const auto end = TRY(ports.log.durable_end(partition));
  return EventFollower(domain, ports, std::move(reader), end);
}

Result<void> EventFollower::follow(std::size_t bytes, std::chrono::milliseconds wait,
                                   const Wants& wants, const OnEvent& on_event) {
  if (unshown_.empty()) {
    auto commits = TRY(reader_.next(bytes, wait));
    unshown_.assign(std::move_iterator(commits.begin()), std::move_iterator(commits.end()));
  }
  for (; !unshown_.empty(); unshown_.pop_front()) {
    for (const auto& record : unshown_.front().records) {
      TRY(show(record, wants, on_event));
    }
  }
  return {};
}

// What cannot be read is passed over: the shard has stopped its tenant.
// unavailable: its keys cannot be read now; the commit is shown again.
Result<void> EventFollower::show(const RecordView& record, const Wants& wants,
                                 const OnEvent& on_event) {
  const auto envelope = Envelope::parse(record);
  if (!envelope || !wants(envelope->type)) return {};
  const auto* type = domain_->event(envelope->type);
  if (type == nullptr) return {};
  Sealing sealing(TenantId{std::string(envelope->tenant)}, ports_.keys, ports_.dice);
  auto data = type->decode(envelope->data, envelope->schema_version, &sealing);
  if (!data && data.error().kind == FaultKind::unavailable) return data.error();
  if (data) on_event(*envelope, {type, *std::move(data)});
  return {};
}

}  // namespace fettle
