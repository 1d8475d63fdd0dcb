// What is folded again is not done again: a rebuild, a replay and a start from nothing call nobody.
#include <doctest/doctest.h>

#include <memory>

#include "test/journey/support/connected_shop.hpp"
#include "test/journey/support/outside.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

// A day in which everybody outside was asked for something.
struct Day {
  ConnectedShop all;
  Caller customer = all.customer("day");
  WorkOrder order = next_order();
  std::string requisition, payment;
  Json one_posting;  // what Odoo was asked to change for it

  Day() {
    all.stocked("PAD-1", 10);
    order.to("REPAIRING");
    requisition = all.requisition(order, "PAD-1", 2);
    REQUIRE(is_posted(requisition));
    one_posting = all.changes_in_odoo();
    order.to("READY_TO_PAY");
    payment = all.pay_by_wechat(order);
    accepted(all.shop().finance.post("/admin/payments/" + payment + "/refunds",
                                     {{"amount", money(5'000)}, {"reason", "少修一项"}}));
    accepted(all.shop().warehouse.post("/admin/requisitions/" + requisition + "/returns",
                                       {{"quantity", 1}, {"reason", "没用上"}}));
    REQUIRE(becomes_true([&] { return all.messages().size() == 3 && is_refunded() && is_back(); }));
    REQUIRE(becomes_true([&] { return nothing_is_open(); }));
  }

  WorkOrder next_order() {
    return {all.shop(), customer, all.shop().vehicle_of(customer), all.shop().store};
  }
  bool is_posted(const std::string& id) {
    const auto path = "/admin/requisitions/" + id;
    return becomes_true(
        [&] { return all.shop().warehouse.get(path).body.at("status") == "POSTED"; });
  }
  bool is_refunded() {
    const auto refunds = all.shop().finance.list("/admin/refunds?payment=" + payment);
    return refunds.size() == 1 && refunds.at(0).at("status") == "SUCCEEDED";
  }
  bool is_back() {
    return all.shop().warehouse.get("/admin/requisitions/" + requisition).body.at("returned") == 1;
  }
  bool nothing_is_open() {
    for (const auto& errand : all.shop().manager.list("/admin/errands")) {
      if (errand.at("status") != "DONE") return false;
    }
    return true;
  }
  void run(std::vector<std::string> words) {
    const auto done = all.served().command(std::move(words));
    CHECK_MESSAGE(done.exit == 0, done.output);
  }
};

}  // namespace

TEST_CASE("a rebuild, a replay and a start from nothing call nobody outside") {
  Day day;
  auto& all = day.all;
  const auto shown = day.order.shown();
  const auto requests = all.requests(), changes = all.changes_in_odoo();
  day.run({"replay"});
  day.run({"doctor"});
  day.run({"rebuild"});
  CHECK(day.order.shown() == shown);
  CHECK(all.requests() == requests);

  all.served().stop();
  std::filesystem::remove_all(all.served().data_dir() / "snapshots");
  all.served().database().empty();
  all.served().start();
  // Each connector does what is new, so each has come to the log's end, and does nothing else.
  auto next = day.next_order();
  next.to("REPAIRING");
  const auto wanted = all.requisition(next, "PAD-1", 1);
  REQUIRE(day.is_posted(wanted));
  REQUIRE(becomes_true([&] { return all.messages().size() == 4; }));
  next.to("READY_TO_PAY");
  all.pay_by_wechat(next);
  REQUIRE(becomes_true([&] { return all.messages().size() == 6; }));
  REQUIRE(becomes_true([&] { return day.nothing_is_open(); }));

  CHECK(day.order.shown() == shown);
  CHECK(all.pickings().size() == 3);  // an issue and a return of the day, and the new issue
  auto expected = changes;
  for (const auto& [method, times] : day.one_posting.items()) {
    expected[method] = changes.at(method).get<int>() + times.get<int>();
  }
  CHECK(all.changes_in_odoo() == expected);
  CHECK(all.at_wechat_pay("orders").size() == 2);
  CHECK(all.at_wechat_pay("refunds").size() == 1);
  const auto now = all.requests();
  const auto more = [&](const char* party) {
    return now.at(party).get<int>() - requests.at(party).get<int>();
  };
  CHECK(more("wechat_pay") == 1 + 1);    // and its certificates
  CHECK(more("mini_program") == 3 + 1);  // and a token
}
