#include "core/process_manager.hpp"

#include <fmt/format.h>

#include <mutex>

#include "core/header_names.hpp"

namespace fettle {
namespace {

std::string key_of(std::string_view tenant, std::string_view id) {
  return fmt::format("{}/{}", tenant, id);
}

}  // namespace

struct ProcessManagerLoop::Mailbox {
  std::mutex mutex;
  std::vector<std::string> answered;  // keys of items whose command came back, whatever it said
};

Result<std::unique_ptr<ProcessManagerLoop>> ProcessManagerLoop::open(const Domain& domain,
                                                                     Ports ports,
                                                                     ProcessManager& manager,
                                                                     Options options) {
  auto reader =
      TRY(CommitReader::open(ports.log, Checkpoint::beginning(ports.log.id(), options.partition)));
  const auto end = TRY(ports.log.durable_end(options.partition));
  return std::unique_ptr<ProcessManagerLoop>(
      new ProcessManagerLoop(domain, std::move(ports), manager, options, std::move(reader), end));
}

ProcessManagerLoop::ProcessManagerLoop(const Domain& domain, Ports ports, ProcessManager& manager,
                                       Options options, CommitReader reader, Offset silent_up_to)
    : domain_(domain),
      ports_(std::move(ports)),
      manager_(manager),
      options_(options),
      reader_(std::move(reader)),
      silent_up_to_(silent_up_to),
      mailbox_(std::make_shared<Mailbox>()) {}

Result<void> ProcessManagerLoop::step(std::chrono::milliseconds wait) {
  if (unfolded_.empty()) {
    auto commits = TRY(reader_.next(options_.read_bytes, items_.empty() ? wait : wait / 10));
    unfolded_.assign(commits.begin(), commits.end());
  }
  for (; !unfolded_.empty(); unfolded_.pop_front()) TRY(fold(unfolded_.front()));
  take_answers();
  if (reader_.checkpoint().next >= silent_up_to_) send_open_items();
  return {};
}

Result<void> ProcessManagerLoop::fold(const StoredCommit& commit) {
  for (const auto& record : commit.records) {
    if (manager_.wants(record.header(header::type).value_or(""))) TRY(fold(record));
  }
  return {};
}

// What cannot be read is passed over: the shard has stopped its tenant.
// unavailable: its keys cannot be read now; fold the commit again.
Result<void> ProcessManagerLoop::fold(const RecordView& record) {
  const auto envelope = Envelope::parse(record);
  if (!envelope) return {};
  const auto* type = domain_.event(envelope->type);
  if (type == nullptr) return {};
  const TenantId tenant{std::string(envelope->tenant)};
  Sealing sealing(tenant, ports_.keys, ports_.dice);
  auto data = type->decode(envelope->data, envelope->schema_version, &sealing);
  if (!data && data.error().kind == FaultKind::unavailable) return data.error();
  if (!data) return {};
  auto change = manager_.fold(*envelope, {type, *std::move(data)});
  if (change.closed) items_.erase(key_of(envelope->tenant, *change.closed));
  if (!change.opened) return {};
  auto key = key_of(envelope->tenant, change.opened->id);
  items_.insert_or_assign(std::move(key),
                          Item{tenant, *std::move(change.opened),
                               fmt::format("{}.{}", envelope->commit, envelope->index),
                               std::string(envelope->correlation_id)});
  return {};
}

void ProcessManagerLoop::take_answers() {
  std::vector<std::string> answered;
  {
    const std::lock_guard lock(mailbox_->mutex);
    answered.swap(mailbox_->answered);
  }
  in_flight_ -= answered.size();
  for (const auto& key : answered) {
    const auto item = items_.find(key);
    if (item == items_.end()) continue;  // its result was folded already
    item->second.in_flight = false;
    item->second.not_before = ports_.clock.now() + options_.retry_after;
  }
}

void ProcessManagerLoop::send_open_items() {
  const auto now = ports_.clock.now();
  for (auto& [key, item] : items_) {
    if (in_flight_ >= options_.in_flight_max) return;
    // A clock that was set back must not prolong the pause.
    const bool waited = item.not_before <= now || item.not_before > now + options_.retry_after;
    if (!item.in_flight && waited) send(key, item);
  }
}

void ProcessManagerLoop::send(const std::string& key, Item& item) {
  item.in_flight = true;
  ++in_flight_;
  ports_.submit(Submission{
      .tenant = item.tenant,
      .caller = {AccountId(fmt::format("pm:{}", manager_.name())), "engine", "engine", ""},
      .type = item.open.type,
      .command = item.open.command,
      .key = item.open.id,
      .request_hash = item.open.id,
      .route = std::string(item.open.type->name),
      .if_match = std::nullopt,
      .correlation_id = item.correlation,
      .causation_id = item.causation,
      .traceparent = {},
      .done = [mailbox = mailbox_, key](const Outcome&) {
        const std::lock_guard lock(mailbox->mutex);
        mailbox->answered.push_back(key);
      }});
}

}  // namespace fettle
