#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/stock_count/count_rows.hpp"
#include "schemas/stock_count/events.hpp"

namespace fettle::projections {
namespace {

StockCountRow opened(const CountOpened& e, const EventFacts& f) {
  return {.tenant = facts::tenant(f),
          .id = facts::id(f),
          .store_id = e.store.text(),
          .period = e.period,
          .status = "OPEN",
          .products = static_cast<std::int64_t>(e.products.size()),
          .differences = {},
          .opened_by = e.opened_by,
          .opened_at = facts::time(f),
          .approved_by = {},
          .reason = {},
          .approved_at = {},
          .ended_at = {},
          .updated_at = facts::time(f),
          .version = facts::version(f)};
}

std::vector<CountLineRow> lines(const CountOpened& e, const EventFacts& f) {
  std::vector<CountLineRow> rows;
  for (const auto& product : e.products) {
    rows.push_back({.tenant = facts::tenant(f),
                    .count_id = facts::id(f),
                    .product_id = product.text(),
                    .status = "OPEN",
                    .expected = {},
                    .counted = {},
                    .difference = {},
                    .reason = {},
                    .entered_by = {},
                    .entered_at = {},
                    .errand = {},
                    .on_hand = {},
                    .settled_by = {},
                    .posted_at = {}});
  }
  return rows;
}

// `status` is what the event makes of the count; empty: it stays.
template <class Event, class Change>
void change(ProjectionBuilder& to, std::string status, Change change) {
  to.change<StockCountRow, Event>(
      facts::own_key, [status, change](StockCountRow& row, const Event& e, const EventFacts& f) {
        if (!status.empty()) row.status = status;
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
        change(row, e, facts::time(f));
      });
}

constexpr auto unchanged = [](StockCountRow&, const auto&, Moment) {};

template <class Event, class Change>
void change_line(ProjectionBuilder& to, std::string status, Change change) {
  to.change<CountLineRow, Event>(
      [](const Event& e, const EventFacts& f) {
        return row_text::key(f.envelope.tenant, f.envelope.id, e.product.text());
      },
      [status, change](CountLineRow& row, const Event& e, const EventFacts& f) {
        row.status = status;
        change(row, e, facts::time(f));
      });
}

void fold_lines(ProjectionBuilder& to) {
  to.put_each<CountLineRow, CountOpened>(lines);
  change_line<CountEntered>(to, "COUNTED", [](CountLineRow& row, const CountEntered& e, Moment at) {
    row.expected = e.expected;
    row.counted = e.counted;
    row.difference = e.counted - e.expected;
    row.reason = e.reason;
    row.entered_by = e.entered_by;
    row.entered_at = at;
  });
  change_line<CountLineApproved>(to, "APPROVED",
                                 [](CountLineRow& row, const CountLineApproved& e, Moment) {
                                   row.errand = facts::text(e.errand);
                                 });
  change_line<CountLinePosted>(to, "POSTED",
                               [](CountLineRow& row, const CountLinePosted& e, Moment at) {
                                 row.on_hand = e.on_hand;
                                 row.settled_by = e.settled_by;
                                 row.posted_at = at;
                               });
  change_line<CountLineOutdated>(
      to, "OUTDATED",
      [](CountLineRow& row, const CountLineOutdated& e, Moment) { row.on_hand = e.on_hand; });
}

}  // namespace

void fold_stock_counts(ProjectionBuilder& to) {
  to.put<StockCountRow, CountOpened>(opened);
  change<CountEntered>(to, "", unchanged);
  change<CountApproved>(to, "APPROVED", [](StockCountRow& row, const CountApproved& e, Moment at) {
    row.approved_by = e.approved_by;
    row.differences = e.differences;
    row.approved_at = at;
  });
  change<CountLineApproved>(to, "", unchanged);
  change<CountLinePosted>(to, "", unchanged);
  change<CountLineOutdated>(to, "OPEN", unchanged);
  change<CountFinished>(to, "FINISHED", [](StockCountRow& row, const CountFinished&, Moment at) {
    row.ended_at = at;
  });
  change<CountWithdrawn>(to, "WITHDRAWN",
                         [](StockCountRow& row, const CountWithdrawn& e, Moment at) {
                           row.reason = e.reason;
                           row.ended_at = at;
                         });
  fold_lines(to);
}

}  // namespace fettle::projections
