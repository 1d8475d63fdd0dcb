#include "commands/errand/decide.hpp"

#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

Checked<const ErrandState*> known(TenantView& view, const ErrandId& id) {
  const auto* errand = view.get<Errand>(id);
  if (errand != nullptr) return errand;
  return not_found("errand_unknown", fmt::format("there is no errand {}", id.text()));
}

Rejection wrong_standing(const ErrandState& errand) {
  return conflict("errand_standing",
                  fmt::format("the errand is {}", Codec<ErrandStanding>::name(errand.standing)));
}

}  // namespace

// A node of the same name is the same node after its death: its earlier try is over.
Checked<Decision> decide(TenantView& view, const Context& context, const BeginTry& command) {
  const auto* errand = view.get<Errand>(command.errand);
  if (errand != nullptr && errand->standing != ErrandStanding::OPEN) return wrong_standing(*errand);
  if (errand != nullptr && errand->trying && errand->trying->by != command.by.text() &&
      errand->trying->until > context.now) {
    return conflict("errand_taken", fmt::format("{} tries it until {}", errand->trying->by,
                                                to_text(errand->trying->until)));
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

Checked<Decision> decide(TenantView& view, const Context& context, const RetryErrand& command) {
  const auto* errand = TRY(known(view, command.errand));
  const bool open = errand->standing == ErrandStanding::OPEN;
  if (!open && errand->standing != ErrandStanding::DEAD) return wrong_standing(*errand);
  Decision decision;
  add<Errand>(decision, command.errand, ErrandRevived{context.caller.account.text()});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const GiveUpErrand& command) {
  const auto* errand = TRY(known(view, command.errand));
  if (errand->standing != ErrandStanding::DEAD) return wrong_standing(*errand);
  Decision decision;
  add<Errand>(decision, command.errand,
              ErrandGivenUp{context.caller.account.text(), command.reason.text()});
  return decision;
}

}  // namespace fettle
