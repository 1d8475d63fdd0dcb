// How the loop records what came of a call: a result, a failure, or what was found by looking.
#include <fmt/format.h>

#include "commands/connectors/connector_loop_parts.hpp"
#include "core/trace.hpp"
#include "core/ulid.hpp"
#include "schemas/errand/result.hpp"

namespace fettle {
namespace {

// A result that the log will never take: the rules refuse it, or a rule of ours is broken.
std::optional<ErrandFailure> refusal_of(const Outcome& outcome) {
  constexpr auto refused = ErrandFailure::Kind::refused;
  if (const auto* no = std::get_if<Rejection>(&outcome)) {
    return ErrandFailure{refused, "result_refused", fmt::format("{}: {}", no->code, no->detail)};
  }
  const auto* fault = std::get_if<Fault>(&outcome);
  if (fault == nullptr || fault->kind != FaultKind::broken) return std::nullopt;
  return ErrandFailure{refused, "result_broken", fault->detail};
}

// What the attempt of a look is told as.
DueErrand looking(const TenantId& tenant, std::string found = {}) {
  return {.id = "", .tenant = tenant, .action = "look", .subject = std::move(found), .details = {}};
}

}  // namespace

void ConnectorLoop::fail(const TenantId& tenant, BookedErrand& errand,
                         const ErrandFailure& failure) {
  using Kind = ErrandFailure::Kind;
  std::optional<std::chrono::milliseconds> pause;
  const bool nobody_there = failure.kind == Kind::unreachable ||
                            (failure.kind == Kind::away && side(tenant).breaker.open());
  if (nobody_there) {
    pause = std::chrono::duration_cast<std::chrono::milliseconds>(options_.breaker.pause);
  } else if (failure.kind != Kind::refused && errand.failures < options_.retry.size()) {
    pause = options_.retry[errand.failures];
  }
  FailTry command{.errand = ErrandId(errand.due.id),
                  .number = Whole<1, 1'000'000>(errand.due.tries),
                  .code = Text<1, 100>(failure.code),
                  .reached = !nobody_there,
                  .retry_in_ms = {}};
  if (pause) command.retry_in_ms = Whole<0, 864'000'000>(pause->count());
  const auto failed = result_of(std::move(command));
  send(tenant, failed.name, failed.command, fresh_key(), &errand,
       [this, tenant, id = errand.due.id](const Outcome& outcome) {
         auto* left = page(tenant).find(id);
         if (left == nullptr || std::holds_alternative<Accepted>(outcome)) return;
         page(tenant).wait(*left, ports_.clock.now() + options_.record_again);
       });
}

// Under one key until the log has it: a result is money or goods, and is never asked for twice
// because a node was away, or because a person gave the errand up meanwhile.
void ConnectorLoop::record(const TenantId& tenant, const std::string& id, const Found& result) {
  const auto* errand = page(tenant).find(id);
  if (errand == nullptr) {
    side(tenant).unrecorded.erase(id);
    return record_found(tenant, result);
  }
  side(tenant).unrecorded.insert_or_assign(
      id, Side::Unrecorded{result, ports_.clock.now() + options_.call_max});
  send(tenant, result.command.name, result.command.command, result.key, errand,
       [this, tenant, id, result](const Outcome& outcome) {
         recorded(tenant, id, result, outcome);
       });
}

// Recording changes the list that is gone through.
void ConnectorLoop::record_again(const TenantId& tenant, const Side& side) {
  std::vector<std::pair<std::string, Found>> due;
  for (const auto& [id, unrecorded] : side.unrecorded) {
    if (unrecorded.again <= ports_.clock.now()) due.emplace_back(id, unrecorded.result);
  }
  for (const auto& [id, result] : due) record(tenant, id, result);
}

void ConnectorLoop::recorded(const TenantId& tenant, const std::string& id, const Found& result,
                             const Outcome& outcome) {
  auto& unrecorded = side(tenant).unrecorded;
  const auto failure = refusal_of(outcome);
  if (!failure && std::holds_alternative<Fault>(outcome)) {
    const auto again = ports_.clock.now() + options_.record_again;
    unrecorded.insert_or_assign(id, Side::Unrecorded{result, again});
    return;
  }
  unrecorded.erase(id);
  auto* errand = page(tenant).find(id);
  if (errand == nullptr || !failure) return;
  tell(errand->due, *failure, {});
  fail(tenant, *errand, *failure);
}

void ConnectorLoop::look(const TenantId& tenant, Side& side) {
  side.busy = true;
  side.breaker.called();
  ports_.caller.post([this, tenant, mailbox = mailbox_, &connector = connector_] {
    auto findings = std::make_shared<std::optional<Connector::Findings>>(connector.look(tenant));
    mailbox->post([this, tenant, findings] { looked(tenant, std::move(*findings)); });
  });
}

void ConnectorLoop::looked(const TenantId& tenant, std::optional<Connector::Findings> findings) {
  auto& of_tenant = side(tenant);
  of_tenant.busy = false;
  const auto now = ports_.clock.now();
  if (!findings) {
    of_tenant.breaker.not_called();
    of_tenant.look_at = Moment(Micros::max());
    return;
  }
  of_tenant.look_at = now + findings->next_in;
  if (findings->failure) {
    tell(looking(tenant), *findings->failure, {});
  }
  if (!findings->called) {
    of_tenant.breaker.not_called();
  } else if (findings->failure && met_nobody({ErrandOutcome(*findings->failure)})) {
    of_tenant.breaker.failed(now);
  } else {
    of_tenant.breaker.succeeded();
  }
  for (const auto& found : findings->found) record_found(tenant, found);
}

// The connector does not find it a second time, so it is kept until the log has it. What the rules
// refuse is told: its cause is mostly a setting, and a person's to mend.
void ConnectorLoop::record_found(const TenantId& tenant, const Found& found) {
  send(tenant, found.command.name, found.command.command, found.key, nullptr,
       [this, tenant, found](const Outcome& outcome) {
         if (const auto refused = refusal_of(outcome))
           return tell(looking(tenant, found.key), *refused, {});
         if (!std::holds_alternative<Fault>(outcome)) return;
         side(tenant).found_again.emplace_back(ports_.clock.now() + options_.record_again, found);
       });
}

void ConnectorLoop::record_found_again(const TenantId& tenant, Side& side) {
  const auto now = ports_.clock.now();
  for (auto& [at, found] : std::exchange(side.found_again, {})) {
    if (at > now) {
      side.found_again.emplace_back(at, std::move(found));
    } else {
      record_found(tenant, found);
    }
  }
}

void ConnectorLoop::send(const TenantId& tenant, std::string_view name, Any command,
                         std::string key, const BookedErrand* errand,
                         std::function<void(const Outcome&)> then) {
  const auto* type = domain_.command(name);
  invariant(type != nullptr, "a connector sends commands that are declared");
  ports_.submit(Submission{
      .tenant = tenant,
      .caller = {AccountId(fmt::format("connector:{}", connector_.name())), "engine", "engine", ""},
      .type = type,
      .command = std::move(command),
      .key = key,
      .request_hash = key,
      .route = std::string(name),
      .if_match = std::nullopt,
      .correlation_id = errand == nullptr ? "" : errand->correlation,
      .causation_id = errand == nullptr ? "" : errand->causation,
      .traceparent =
          errand == nullptr || errand->trace.empty() ? begun_trace(ports_.dice) : errand->trace,
      .done = [mailbox = mailbox_, then = std::move(then)](Outcome outcome) {
        mailbox->post([then, outcome = std::move(outcome)] { then(outcome); });
      }});
}

void ConnectorLoop::tell(const DueErrand& errand, const ErrandOutcome& outcome,
                         std::chrono::milliseconds took) {
  const auto* failure = std::get_if<ErrandFailure>(&outcome);
  const std::string_view word = failure == nullptr ? "done" : std::string_view(failure->code);
  gauges_->metrics
      .counter({"fettle_errand_tries_total", "Calls outside, by what came of them."},
               {{"connector", gauges_->connector}, {"outcome", std::string(word)}})
      .add(1);
  gauges_->seconds.observe(std::chrono::duration<double>(took).count());
  ports_.on_attempt({.connector = connector_.name(),
                     .tenant = errand.tenant.text(),
                     .errand = errand.id,
                     .action = errand.action,
                     .subject = errand.subject,
                     .number = errand.tries + 1,
                     .outcome = word,
                     .detail = failure == nullptr ? "" : std::string_view(failure->detail),
                     .took = took});
}

ConnectorLoop::Side& ConnectorLoop::side(const TenantId& tenant) {
  return sides_.try_emplace(tenant.text(), options_.breaker).first->second;
}

ConnectorLoop::Page& ConnectorLoop::page(const TenantId& tenant) {
  return book_.pages()[tenant.text()];
}

std::string ConnectorLoop::fresh_key() { return make_ulid(ports_.clock.now(), ports_.dice); }

void ConnectorLoop::measure() {
  std::size_t open = 0, dead = 0;
  for (const auto& [tenant, page] : book_.pages()) {
    open += page.open();
    dead += page.dead();
  }
  gauges_->open.set(static_cast<double>(open));
  gauges_->dead.set(static_cast<double>(dead));
  // The settings name every tenant to every partition's loop; only its own may tell.
  for (const auto& [tenant, of_tenant] : sides_) {
    if (!book_.pages().contains(tenant)) continue;
    gauges_->metrics
        .gauge({"fettle_connector_breaker_open", "1 while a system outside is left alone."},
               {{"connector", gauges_->connector}, {"tenant", tenant}})
        .set(of_tenant.breaker.open() ? 1 : 0);
  }
}

}  // namespace fettle
