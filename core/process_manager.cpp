#include "core/process_manager.hpp"

#include <fmt/format.h>

#include <mutex>

#include "core/planted.hpp"
#include "core/trace.hpp"

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
  auto follower =
      TRY(EventFollower::open(domain, {ports.log, ports.keys, ports.dice}, options.partition));
  return std::unique_ptr<ProcessManagerLoop>(
      new ProcessManagerLoop(std::move(ports), manager, options, std::move(follower)));
}

ProcessManagerLoop::ProcessManagerLoop(Ports ports, ProcessManager& manager, Options options,
                                       EventFollower follower)
    : ports_(std::move(ports)),
      manager_(manager),
      options_(options),
      follower_(std::move(follower)),
      mailbox_(std::make_shared<Mailbox>()) {}

Result<void> ProcessManagerLoop::step(std::chrono::milliseconds wait) {
  TRY(follower_.follow(
      options_.read_bytes, items_.empty() ? wait : wait / 10,
      [this](std::string_view type) { return manager_.wants(type); },
      [this](const Envelope& envelope, const AnyEvent& event) { fold(envelope, event); }));
  take_answers();
  if (follower_.caught_up()) send_open_items();
  return {};
}

void ProcessManagerLoop::fold(const Envelope& envelope, const AnyEvent& event) {
  auto change = manager_.fold(envelope, event);
  if (change.closed && !planted(Defect::closed_item_stays))
    items_.erase(key_of(envelope.tenant, *change.closed));
  if (!change.opened) return;
  auto key = key_of(envelope.tenant, change.opened->id);
  items_.insert_or_assign(
      std::move(key),
      Item{TenantId{std::string(envelope.tenant)}, *std::move(change.opened),
           fmt::format("{}.{}", envelope.commit, envelope.index),
           std::string(envelope.correlation_id), std::string(envelope.traceparent)});
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
    if (planted(Defect::item_sent_once)) {
      items_.erase(item);
      continue;
    }
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
      .traceparent = item.trace.empty() ? begun_trace(ports_.dice) : item.trace,
      .done = [mailbox = mailbox_, key](const Outcome&) {
        const std::lock_guard lock(mailbox->mutex);
        mailbox->answered.push_back(key);
      }});
}

}  // namespace fettle
