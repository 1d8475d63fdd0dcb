// Reviews: once, after the payment, by the owner.
#include "schemas/review/commands.hpp"
#include "schemas/review/events.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

GiveReview review_of(const JobId& order) {
  return {
      order, Whole<1, 5>(5), {Text<1, 20>("准时"), Text<1, 20>("专业")}, Text<1, 1000>("修得好")};
}

}  // namespace

TEST_CASE("[AR-53:part] the owner of a paid order reviews it once, and the technician is named") {
  Shop shop;
  const auto id = shop.order_in("PAID");
  shop.when(chen, review_of(id)).rejected(Refusal::not_found, "work_order_unknown");
  const auto given = shop.when(li, review_of(id));
  given.then({"ReviewGiven"});
  CHECK(given.decision().status == 201);
  CHECK(given.event<ReviewGiven>().technician == StaffId("wang"));
  CHECK(given.event<ReviewGiven>().tags == std::vector<std::string>{"准时", "专业"});
  shop.when(li, review_of(id)).rejected(Refusal::wrong_state, "review_given");
  shop.when(li, review_of(shop.order_in("READY_TO_PAY")))
      .rejected(Refusal::wrong_state, "wrong_state");
  shop.when(li, review_of(shop.order_in("CLOSED"))).then({"ReviewGiven"});
}

}  // namespace fettle::test
