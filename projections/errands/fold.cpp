#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/errand/errand_row.hpp"
#include "schemas/errand/events.hpp"

namespace fettle::projections {
namespace {

ErrandRow tried(const ErrandTried& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .connector = e.connector,
          .action = e.action,
          .subject = e.subject,
          .status = "TRYING",
          .tries = e.number,
          .last_code = {},
          .settled_by = {},
          .reason = {},
          .next_at = {},
          .first_at = facts::time(f),
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

ErrandRow untried(const ErrandGivenUp& e, const EventFacts& f) {
  const auto text = [](const std::optional<std::string>& of) { return of.value_or(""); };
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .connector = text(e.connector),
          .action = text(e.action),
          .subject = text(e.subject),
          .status = "GIVEN_UP",
          .tries = 0,
          .last_code = {},
          .settled_by = {},
          .reason = {},
          .next_at = {},
          .first_at = facts::time(f),
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

template <class Event, class Change>
void change(ProjectionBuilder& to, std::string status, Change change) {
  to.change<ErrandRow, Event>(
      facts::own_key, [status, change](ErrandRow& row, const Event& e, const EventFacts& f) {
        row.status = status;
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
        row.next_at.reset();
        change(row, e);
      });
}

}  // namespace

void fold_errands(ProjectionBuilder& to) {
  to.make_or_change<ErrandRow, ErrandTried>(
      facts::own_key, tried, [](ErrandRow& row, const ErrandTried& e, const EventFacts& f) {
        row.status = "TRYING";
        row.tries = e.number;
        row.next_at.reset();
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
      });
  change<ErrandFailed>(to, "WAITING", [](ErrandRow& row, const ErrandFailed& e) {
    row.last_code = e.code;
    row.next_at = e.next_at;
  });
  change<ErrandDied>(to, "DEAD",
                     [](ErrandRow& row, const ErrandDied& e) { row.last_code = e.code; });
  change<ErrandRevived>(to, "WAITING", [](ErrandRow&, const ErrandRevived&) {});
  to.make_or_change<ErrandRow, ErrandGivenUp>(
      facts::own_key, untried, [](ErrandRow& row, const ErrandGivenUp& e, const EventFacts& f) {
        row.status = "GIVEN_UP";
        row.settled_by = e.by;
        row.reason = e.reason;
        row.next_at.reset();
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
      });
  change<ErrandDone>(to, "DONE", [](ErrandRow&, const ErrandDone&) {});
}

}  // namespace fettle::projections
