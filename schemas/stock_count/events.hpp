// What happens to a stock count: a store and a period, the products to count, the numbers found.
// Each line with a difference is posted by itself: a counted value can be compared with what Odoo
// has before it is written again, a whole list cannot.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct CountOpened {
  StoreId store;
  std::string period;
  std::vector<ProductId> products;
  std::string opened_by;
};
FETTLE_EVENT(CountOpened, 1, "The store counts these products.",
             (store, period, products, opened_by))

struct CountEntered {
  ProductId product;
  std::int64_t counted;
  std::int64_t expected;  // on hand in our view when it was entered
  std::optional<std::string> reason;
  std::string entered_by;
};
FETTLE_EVENT(CountEntered, 1, "A number was counted; a later one replaces it.",
             (product, counted, expected, reason, entered_by))

struct CountApproved {
  std::string approved_by;
  std::int64_t lines;
  std::int64_t differences;
};
FETTLE_EVENT(CountApproved, 1, "The numbers hold; Odoo is asked to adjust those that differ.",
             (approved_by, lines, differences))

struct CountLineApproved {
  StoreId store;
  ProductId product;
  std::int64_t odoo_id;
  std::int64_t counted;
  std::int64_t expected;
  std::string reason;
  std::optional<ErrandId> errand;  // this event's own; none: Odoo is not connected
};
FETTLE_EVENT(CountLineApproved, 1, "Odoo is asked to adjust one figure.",
             (store, product, odoo_id, counted, expected, reason, errand))

struct CountLinePosted {
  ProductId product;
  std::int64_t counted;
  std::int64_t on_hand;  // as Odoo has it now
  std::optional<ErrandId> errand;
  std::optional<std::string> settled_by;  // the person on whose word, if not on Odoo's
};
FETTLE_EVENT(CountLinePosted, 1, "Odoo has the counted figure.",
             (product, counted, on_hand, errand, settled_by))

struct CountLineOutdated {
  ProductId product;
  ErrandId errand;
  std::int64_t on_hand;  // neither what was counted nor what was expected
};
FETTLE_EVENT(CountLineOutdated, 1, "Stock moved since it was counted; it is to be counted again.",
             (product, errand, on_hand))

struct CountFinished {
  std::int64_t lines;
};
FETTLE_EVENT(CountFinished, 1, "Every line of the count is as Odoo has it.", (lines))

struct CountWithdrawn {
  std::string withdrawn_by;
  std::string reason;
};
FETTLE_EVENT(CountWithdrawn, 1, "The count was given up; nothing is adjusted.",
             (withdrawn_by, reason))

}  // namespace fettle
