#include "core/process_manager.hpp"

#include <fmt/format.h>

#include <mutex>

#include "core/header_names.hpp"

namespace fettle {
namespace {

constexpr std::size_t read_bytes = 1 << 20;

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
  return std::unique_ptr<ProcessManagerLoop>(
      new ProcessManagerLoop(domain, std::move(ports), manager, options, std::move(reader)));
}

ProcessManagerLoop::ProcessManagerLoop(const Domain& domain, Ports ports, ProcessManager& manager,
                                       Options options, CommitReader reader)
    : domain_(domain),
      ports_(std::move(ports)),
      manager_(manager),
      options_(options),
      reader_(std::move(reader)),
      mailbox_(std::make_shared<Mailbox>()) {}

Result<void> ProcessManagerLoop::step(std::chrono::milliseconds wait) {
  const auto commits = TRY(reader_.next(read_bytes, items_.empty() ? wait : wait / 10));
  for (const auto& commit : commits) TRY(fold(commit));
  take_answers();
  // In silence up to the end: an item may be closed by what was not read yet.
  if (commits.empty()) send_open_items();
  return {};
}

Result<void> ProcessManagerLoop::fold(const StoredCommit& commit) {
  for (const auto& record : commit.records) {
    if (!manager_.wants(record.header(header::type).value_or(""))) continue;
    const auto envelope = TRY(Envelope::parse(record));
    const auto* type = domain_.event(envelope.type);
    if (type == nullptr) continue;
    Sealing sealing(TenantId(std::string(envelope.tenant)), ports_.keys, ports_.dice);
    auto data = type->decode(envelope.data, envelope.schema_version, &sealing);
    if (!data) continue;  // the shard has stopped this tenant
    auto change = manager_.fold(envelope, {type, *std::move(data)});
    if (change.closed) items_.erase(key_of(envelope.tenant, *change.closed));
    if (!change.opened) continue;
    auto key = key_of(envelope.tenant, change.opened->id);
    items_.insert_or_assign(std::move(key),
                            Item{TenantId(std::string(envelope.tenant)), *std::move(change.opened),
                                 fmt::format("{}.{}", envelope.commit, envelope.index),
                                 std::string(envelope.correlation_id)});
  }
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
    if (!item.in_flight && item.not_before <= now) send(key, item);
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
