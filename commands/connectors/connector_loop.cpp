#include "commands/connectors/connector_loop.hpp"

#include <fmt/format.h>

#include "commands/connectors/connector_loop_parts.hpp"
#include "core/planted.hpp"
#include "schemas/connector/commands.hpp"
#include "schemas/errand/result.hpp"
#include "schemas/registration.hpp"

namespace fettle {

Result<std::unique_ptr<ConnectorLoop>> ConnectorLoop::open(const Domain& domain, Ports ports,
                                                           Connector& connector,
                                                           std::vector<TenantId> tenants,
                                                           Options options) {
  auto follower =
      TRY(EventFollower::open(domain, {ports.log, ports.keys, ports.dice}, options.partition));
  return std::unique_ptr<ConnectorLoop>(new ConnectorLoop(domain, std::move(ports), connector,
                                                          std::move(tenants), std::move(options),
                                                          std::move(follower)));
}

ConnectorLoop::ConnectorLoop(const Domain& domain, Ports ports, Connector& connector,
                             std::vector<TenantId> tenants, Options options, EventFollower follower)
    : domain_(domain),
      ports_(std::move(ports)),
      connector_(connector),
      tenants_(std::move(tenants)),
      options_(std::move(options)),
      follower_(std::move(follower)),
      book_(connector, options_.node),
      gauges_(std::make_unique<Gauges>(ports_.metrics, connector_.name(), options_.partition)),
      mailbox_(std::make_shared<Mailbox>()) {
  mailbox_->wake = [this] { follower_.wake(); };
}

ConnectorLoop::~ConnectorLoop() {
  const std::lock_guard lock(mailbox_->mutex);
  mailbox_->wake = nullptr;
}

void ConnectorLoop::wake() { follower_.wake(); }

Result<void> ConnectorLoop::step(std::chrono::milliseconds wait) {
  TRY(follower_.follow(
      options_.read_bytes, wait, [this](std::string_view type) { return book_.wants(type); },
      [this](const Envelope& envelope, const AnyEvent& event) { book_.fold(envelope, event); }));
  take_mail();
  if (!follower_.caught_up()) return {};
  connect();
  for (const auto& tenant : tenants_) serve(tenant);
  measure();
  return {};
}

// What is posted while it runs is for the next step.
void ConnectorLoop::take_mail() {
  std::vector<std::function<void()>> mail;
  {
    const std::lock_guard lock(mailbox_->mutex);
    mail.swap(mailbox_->mail);
  }
  for (const auto& letter : mail) letter();
}

void ConnectorLoop::connect() {
  const auto now = ports_.clock.now();
  for (const auto& tenant : tenants_) {
    auto& of_tenant = side(tenant);
    if (!book_.to_connect(tenant.text()) || now < of_tenant.connect_again) continue;
    of_tenant.connect_again = now + options_.record_again;
    const ConnectorId id{std::string(connector_.name())};
    const auto enable = result_of(EnableConnector{id});
    send(tenant, enable.name, enable.command, fresh_key(), nullptr, [](const Outcome&) {});
  }
}

void ConnectorLoop::serve(const TenantId& tenant) {
  auto& of_tenant = side(tenant);
  const auto now = ports_.clock.now();
  record_again(tenant, of_tenant);
  record_found_again(tenant, of_tenant);
  if (!book_.connected(tenant.text())) return;
  if (of_tenant.busy || !of_tenant.breaker.lets_through(now)) return;
  if (now >= of_tenant.look_at) return look(tenant, of_tenant);
  begin(tenant, page(tenant), of_tenant);
}

void ConnectorLoop::begin(const TenantId& tenant, Page& page, Side& side) {
  const auto now = ports_.clock.now();
  const auto limit = side.breaker.open() ? 1 : connector_.batch_max();
  auto batch = std::make_shared<Batch>();
  batch->tenant = tenant;
  std::vector<BookedErrand*> taken;
  while (taken.size() < limit) {
    auto* errand = page.take(now);
    if (errand == nullptr) break;
    taken.push_back(errand);
  }
  if (taken.empty()) return;
  side.busy = true;
  side.breaker.called();
  batch->awaited = taken.size();
  batch->kept_off = now + options_.call_max;
  for (auto* errand : taken) take(batch, *errand);
}

void ConnectorLoop::take(const std::shared_ptr<Batch>& batch, BookedErrand& errand) {
  errand.phase = BookedErrand::Phase::taking;
  const auto& due = errand.due;
  const auto begin = result_of(BeginTry{.errand = ErrandId(due.id),
                                        .connector = Text<1, 40>(std::string(connector_.name())),
                                        .action = Text<1, 60>(due.action),
                                        .subject = Text<1, 200>(due.subject),
                                        .by = Text<1, 200>(options_.node),
                                        .for_ms = Whole<1, 86'400'000>(options_.call_max.count())});
  send(batch->tenant, begin.name, begin.command, fresh_key(), &errand,
       [this, batch, id = due.id](const Outcome& outcome) { taken(batch, id, outcome); });
}

// Not taken: another node has it, its end is on the way to us, or the log cannot be written.
void ConnectorLoop::taken(const std::shared_ptr<Batch>& batch, const std::string& id,
                          const Outcome& outcome) {
  auto* errand = page(batch->tenant).find(id);
  if (errand != nullptr) {
    const auto* accepted = std::get_if<Accepted>(&outcome);
    if (accepted == nullptr) {
      page(batch->tenant).wait(*errand, ports_.clock.now() + options_.record_again);
    } else {
      errand->phase = BookedErrand::Phase::running;
      const auto begun = stored<BeginTry::Answer>("{" + accepted->members + "}");
      auto& due = errand->due;
      const auto before = begun ? begun->number - 1 : due.tries;
      if (errand->open_try != 0 && errand->open_try <= before) {
        due.unclear = true;
        due.unclear_since = ports_.clock.now();
      }
      batch->errands.push_back(due);
      batch->errands.back().tries = before;
      if (planted(Defect::try_not_told)) {
        batch->errands.back().tries = 0;
        batch->errands.back().unclear = false;
      }
      // The log may tell of this try only after its call is over.
      due.tries = std::max(due.tries, before + 1);
      errand->open_try = due.tries;
    }
  }
  if (--batch->awaited > 0) return;
  if (!batch->errands.empty()) return run(batch);
  side(batch->tenant).busy = false;
  side(batch->tenant).breaker.not_called();
}

void ConnectorLoop::run(const std::shared_ptr<Batch>& batch) {
  ports_.caller.post([this, mailbox = mailbox_, batch, &connector = connector_,
                      &clock = ports_.clock] {
    batch->look_first_if_late(clock.now());
    const auto began = std::chrono::steady_clock::now();
    auto outcomes = std::make_shared<std::vector<ErrandOutcome>>(connector.run(batch->errands));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    mailbox->post([this, batch, outcomes, took] { came_back(batch, std::move(*outcomes), took); });
  });
}

void ConnectorLoop::came_back(const std::shared_ptr<Batch>& batch,
                              std::vector<ErrandOutcome> outcomes, std::chrono::milliseconds took) {
  invariant(outcomes.size() == batch->errands.size(), "each errand of a batch has its outcome");
  auto& of_tenant = side(batch->tenant);
  of_tenant.busy = false;
  if (met_nobody(outcomes)) {
    of_tenant.breaker.failed(ports_.clock.now());
  } else {
    of_tenant.breaker.succeeded();
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    tell(batch->errands[i], outcomes[i], took);
    auto* errand = page(batch->tenant).find(batch->errands[i].id);
    if (planted(Defect::result_dropped)) continue;
    if (errand != nullptr) {
      settle(batch->tenant, *errand, outcomes[i]);
    } else {
      come_late(batch->errands[i], outcomes[i]);
    }
  }
}

// The errand ended while the call was on its way. What was done all the same is recorded: the rules
// know whether it is news.
void ConnectorLoop::come_late(const DueErrand& errand, const ErrandOutcome& outcome) {
  const auto* result = std::get_if<ErrandResult>(&outcome);
  if (result == nullptr) return;
  record_found(errand.tenant, {*result, fmt::format("{}/{}", errand.id, errand.tries + 1)});
}

void ConnectorLoop::settle(const TenantId& tenant, BookedErrand& errand,
                           const ErrandOutcome& outcome) {
  errand.phase = BookedErrand::Phase::recording;
  if (const auto* failure = std::get_if<ErrandFailure>(&outcome)) {
    return fail(tenant, errand, *failure);
  }
  record(tenant, errand.due.id,
         {std::get<ErrandResult>(outcome), fmt::format("{}/{}", errand.due.id, errand.due.tries)});
}

}  // namespace fettle
