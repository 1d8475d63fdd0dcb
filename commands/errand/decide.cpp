#include "commands/errand/decide.hpp"

#include "commands/errand/asked.hpp"
#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

Rejection unknown(const ErrandId& id) {
  return not_found("errand_unknown", fmt::format("there is no errand {}", id.text()));
}

Checked<const ErrandState*> known(TenantView& view, const ErrandId& id) {
  const auto* errand = view.get<Errand>(id);
  if (errand != nullptr) return errand;
  return unknown(id);
}

Rejection wrong_standing(const ErrandState& errand) {
  return conflict("errand_standing",
                  fmt::format("the errand is {}", Codec<ErrandStanding>::name(errand.standing)));
}

Rejection taken(const CurrentTry& current) {
  return conflict("errand_taken",
                  fmt::format("{} tries it until {}", current.by, to_text(current.until)));
}

// What a try on its way brings still counts.
Checked<void> check_given_up(const ErrandState& errand, Moment now) {
  if (errand.standing == ErrandStanding::DEAD) return {};
  if (errand.standing != ErrandStanding::OPEN) return wrong_standing(errand);
  if (errand.trying && errand.trying->until > now) return taken(*errand.trying);
  return {};
}

ErrandGivenUp given_up(const Context& context, const GiveUpErrand& command) {
  return {.by = context.caller.account.text(),
          .reason = command.reason.text(),
          .connector = std::nullopt,
          .action = std::nullopt,
          .subject = std::nullopt};
}

}  // namespace

// A node of the same name is the same node after its death: its earlier try is over.
Checked<Decision> decide(TenantView& view, const Context& context, const BeginTry& command) {
  const auto* errand = view.get<Errand>(command.errand);
  if (errand != nullptr && errand->standing != ErrandStanding::OPEN) return wrong_standing(*errand);
  if (errand != nullptr && errand->trying && errand->trying->by != command.by.text() &&
      errand->trying->until > context.now) {
    return taken(*errand->trying);
  }
  const auto number = errand == nullptr ? 1 : errand->tries + 1;
  Decision decision;
  add<Errand>(decision, command.errand,
              ErrandTried{.connector = command.connector.text(),
                          .action = command.action.text(),
                          .subject = command.subject.text(),
                          .number = number,
                          .by = command.by.text(),
                          .until = context.now + std::chrono::milliseconds(command.for_ms)});
  answer(decision, BeginTry::Answer{number});
  return decision;
}

// Of a try that is not the current one: somebody else goes on, and his outcome counts.
Checked<Decision> decide(TenantView& view, const Context& context, const FailTry& command) {
  const auto* errand = TRY(known(view, command.errand));
  Decision decision;
  decision.id = command.errand.text();
  const bool current =
      errand->standing == ErrandStanding::OPEN && errand->trying && errand->tries == command.number;
  if (!current) return decision;
  if (!command.retry_in_ms) {
    add<Errand>(decision, command.errand, ErrandDied{errand->tries, command.code.text()});
    return decision;
  }
  add<Errand>(
      decision, command.errand,
      ErrandFailed{.number = errand->tries,
                   .code = command.code.text(),
                   .reached = command.reached,
                   .next_at = context.now + std::chrono::milliseconds(*command.retry_in_ms)});
  return decision;
}

// One that nobody has tried is on its way to its first try.
Checked<Decision> decide(TenantView& view, const Context& context, const RetryErrand& command) {
  const auto* errand = view.get<Errand>(command.errand);
  Decision decision;
  decision.id = command.errand.text();
  if (errand == nullptr && !asked_errand(view, command.errand)) return unknown(command.errand);
  if (errand == nullptr) return decision;
  const bool open = errand->standing == ErrandStanding::OPEN;
  if (!open && errand->standing != ErrandStanding::DEAD) return wrong_standing(*errand);
  add<Errand>(decision, command.errand, ErrandRevived{context.caller.account.text()});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const GiveUpErrand& command) {
  auto event = given_up(context, command);
  if (const auto* errand = view.get<Errand>(command.errand)) {
    TRY(check_given_up(*errand, context.now));
  } else {
    auto asked = asked_errand(view, command.errand);
    if (!asked) return unknown(command.errand);
    event.connector = std::string(asked->connector);
    event.action = std::string(asked->action);
    event.subject = std::move(asked->subject);
  }
  Decision decision;
  add<Errand>(decision, command.errand, std::move(event));
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const RetryErrands& command) {
  constexpr auto limit = static_cast<std::size_t>(errands_revived_max);
  const auto& connector = command.connector.text();
  auto dead = command.code ? view.find(dead_errands_of_code,
                                       dead_of(connector, command.code->text()), limit + 1)
                           : view.find(dead_errands, connector, limit + 1);
  const bool more = dead.size() > limit;
  if (more) dead.resize(limit);
  Decision decision;
  for (const auto& id : dead) {
    add<Errand>(decision, ErrandId(id), ErrandRevived{context.caller.account.text()});
  }
  if (dead.empty()) decision.id = connector;
  answer(decision, RetryErrands::Answer{static_cast<std::int64_t>(dead.size()), more});
  return decision;
}

}  // namespace fettle
