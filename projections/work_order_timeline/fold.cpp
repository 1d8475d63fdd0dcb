#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/job/events.hpp"
#include "schemas/job/timeline_row.hpp"

namespace fettle::projections {
namespace {

TimelineRow row(const EventFacts& f, std::string kind, std::optional<std::string> from,
                std::string to, std::optional<std::string> note) {
  return {facts::tenant(f), facts::id(f),  facts::version(f), std::move(kind),
          std::move(from),  std::move(to), facts::account(f), std::string(f.envelope.role),
          std::move(note),  facts::time(f)};
}

}  // namespace

void fold_work_order_timeline(ProjectionBuilder& to) {
  to.add<TimelineRow, JobOpened>(
      [](const JobOpened& e, const EventFacts& f) { return row(f, "OPENED", {}, e.state, {}); });
  to.add<TimelineRow, JobMoved>([](const JobMoved& e, const EventFacts& f) {
    return row(f, "MOVED", e.from, e.to, facts::value(e.note));
  });
  to.add<TimelineRow, NoteAdded>([](const NoteAdded& e, const EventFacts& f) {
    return row(f, "NOTE", e.state, e.state, e.note.value);
  });
}

}  // namespace fettle::projections
