// What the poster decides without a call.
#include "adapters/odoo/picking_rules.hpp"

#include <doctest/doctest.h>

namespace fettle::odoo {
namespace {

constexpr auto three = Quantity::pieces(3), two = Quantity::pieces(2), none = Quantity{};

const PickingOrder order{.key = "WR/1", .lines = {{7, three}, {8, two}}};

std::vector<FoundMove> moves(const std::string& first, const std::string& second) {
  return {{1, 7, first, three, none}, {2, 8, second, two, two}};
}

}  // namespace

TEST_CASE("a picking is ready when each of its moves is, whatever the picking says") {
  CHECK(readiness(order, moves("assigned", "assigned")) == Readiness::ready);
  CHECK(readiness(order, moves("assigned", "partially_available")) == Readiness::partly);
  CHECK(readiness(order, moves("confirmed", "assigned")) == Readiness::partly);
  CHECK(readiness(order, moves("assigned", "done")) == Readiness::overtaken);
  CHECK(readiness(order, moves("assigned", "cancel")) == Readiness::differs);
  CHECK(readiness(order, {}) == Readiness::differs);
}

TEST_CASE("moves that Odoo has split or merged are still what was asked for") {
  const std::vector<FoundMove> split = {{1, 7, "assigned", two, two},
                                        {2, 8, "assigned", two, two},
                                        {3, 7, "assigned", Quantity::pieces(1), none},
                                        {4, 7, "cancel", three, none}};
  CHECK(readiness(order, split) == Readiness::ready);
  CHECK(lines_of(order, split) == std::vector<PickedLine>{{7, three, two}, {8, two, two}});
}

TEST_CASE("up to Odoo 16 a done quantity is written once, later each move is picked") {
  Profile old{.major = 16}, current{.major = 17, .has_picked = true};
  const auto both = moves("assigned", "assigned");
  const auto once = writings(old, both);
  REQUIRE(once.size() == 1);
  CHECK(once.front().quantity == three);
  CHECK(once.front().moves == Ids{1});
  CHECK(writings(current, both).size() == 2);
}

TEST_CASE("stock is reserved for what goes out, not for what comes back") {
  CHECK(needs_assigning(PickingKind::issue, PickingState::waiting));
  CHECK(needs_assigning(PickingKind::issue, PickingState::assigned));
  CHECK_FALSE(needs_assigning(PickingKind::issue, PickingState::done));
  CHECK(needs_assigning(PickingKind::give_back, PickingState::waiting));
  CHECK_FALSE(needs_assigning(PickingKind::give_back, PickingState::assigned));
}

}  // namespace fettle::odoo
