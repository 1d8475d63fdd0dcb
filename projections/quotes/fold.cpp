#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/job/events.hpp"
#include "schemas/job/quote_row.hpp"

namespace fettle::projections {
namespace {

std::string key_of(const EventFacts& f, std::int64_t version) {
  return row_text::key(f.envelope.tenant, f.envelope.id, version);
}

constexpr auto this_version = [](const auto& e, const EventFacts& f) {
  return key_of(f, e.quote_version);
};
constexpr auto version_before = [](const QuoteIssued& e, const EventFacts& f) {
  return key_of(f, e.quote_version - 1);
};

QuoteRow issued(const QuoteIssued& e, const EventFacts& f) {
  return {facts::tenant(f),
          facts::id(f),
          e.quote_version,
          e.needs_approval ? "WAITING_APPROVAL" : "ISSUED",
          false,
          e.needs_approval,
          e.total,
          facts::json(e.lines),
          facts::account(f),
          facts::time(f),
          {},
          {},
          {},
          {},
          facts::time(f)};
}

template <class Event>
void decided(QuoteRow& row, const Event&, const EventFacts& f) {
  row.decided_by = facts::account(f);
  row.decided_at = row.updated_at = facts::time(f);
}

}  // namespace

void fold_quotes(ProjectionBuilder& to) {
  to.put<QuoteRow, QuoteIssued>(issued);
  to.change<QuoteRow, QuoteIssued>(
      version_before,
      [](QuoteRow& row, const QuoteIssued&, const EventFacts&) { row.superseded = true; });
  to.change<QuoteRow, QuoteApproved>(
      this_version, [](QuoteRow& row, const QuoteApproved& e, const EventFacts& f) {
        row.state = "ISSUED";
        decided(row, e, f);
      });
  to.change<QuoteRow, QuoteRejected>(
      this_version, [](QuoteRow& row, const QuoteRejected& e, const EventFacts& f) {
        row.state = "REJECTED";
        row.rejection = e.reason.value;
        decided(row, e, f);
      });
  to.change<QuoteRow, QuoteConfirmed>(
      this_version, [](QuoteRow& row, const QuoteConfirmed&, const EventFacts& f) {
        row.state = "CONFIRMED";
        row.confirmed_at = row.updated_at = facts::time(f);
      });
}

}  // namespace fettle::projections
