// Commands on stock counts, and Odoo's answers about them.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/stock_sync/commands.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct OpenCount {
  Text<1, 40> period;  // 2026-11, or whatever the store calls it; once a store
  StoreId store;
  List<ProductId, 1, 500> products;
};
FETTLE_COMMAND(OpenCount, "Begins to count products of a store.",
               (.aggregate = "stock_count", .routes = {{"POST", "/admin/stock-counts"}},
                .roles = {role::warehouse, role::manager}),
               (period, store, products))

struct EnterCount {
  struct Answer {
    std::int64_t expected;
    std::int64_t difference;
  };
  CountId count;
  ProductId product;
  Whole<0, 1'000'000'000> counted;
  std::optional<Text<1, 200>> reason;
};
FETTLE_STRUCT(EnterCount::Answer, (expected, difference))
FETTLE_COMMAND(EnterCount, "Enters a counted number; a later one replaces it.",
               (.aggregate = "stock_count",
                .routes = {{"POST", "/admin/stock-counts/{count}/entries"}},
                .roles = {role::warehouse, role::manager}),
               (count, product, counted, reason))

struct ApproveCount {
  struct Answer {
    std::int64_t differences;
  };
  CountId count;
};
FETTLE_STRUCT(ApproveCount::Answer, (differences))
FETTLE_COMMAND(ApproveCount, "Has Odoo adjust what differs; every difference has its reason.",
               (.aggregate = "stock_count",
                .routes = {{"POST", "/admin/stock-counts/{count}/approve"}},
                .roles = {role::warehouse, role::manager}),
               (count))

struct WithdrawCount {
  CountId count;
  Text<1, 200> reason;
};
FETTLE_COMMAND(WithdrawCount, "Gives up a count that is not approved.",
               (.aggregate = "stock_count",
                .routes = {{"POST", "/admin/stock-counts/{count}/withdraw"}},
                .roles = {role::warehouse, role::manager}),
               (count, reason))

struct ResolveCountLine {
  CountId count;
  ProductId product;
  Text<1, 200> note;
};
FETTLE_COMMAND(ResolveCountLine,
               "A person settled in Odoo an adjustment that the system cannot make.",
               (.aggregate = "stock_count",
                .routes = {{"POST", "/admin/stock-counts/{count}/resolve"}},
                .roles = {role::warehouse, role::manager}),
               (count, product, note))

struct RecordCountPosting {
  CountId count;
  ProductId product;
  std::optional<ErrandId> errand;
  Pieces on_hand;                 // read again after the adjustment
  std::optional<Moment> done_at;  // by our clock when it was seen done; absent: now
};
FETTLE_COMMAND(RecordCountPosting, "Odoo has the counted figure.", (.aggregate = "stock_count"),
               (count, product, errand, on_hand, done_at))

struct RecordCountConflict {
  CountId count;
  ProductId product;
  ErrandId errand;
  Pieces on_hand;
};
FETTLE_COMMAND(RecordCountConflict, "Stock moved since it was counted: nothing was adjusted.",
               (.aggregate = "stock_count"), (count, product, errand, on_hand))

}  // namespace fettle
