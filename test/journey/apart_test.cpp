// Events come first, and whoever follows the log may stop: projector, notifier, Odoo sync.
#include <doctest/doctest.h>

#include <memory>

#include "test/journey/support/connected_shop.hpp"
#include "test/journey/support/exported.hpp"
#include "test/journey/support/notices.hpp"
#include "test/journey/support/outside.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr std::size_t trace_size = 55;  // of a traceparent
const std::string trace = "0af7651916cd43dd8448eb211c80319c";

// The only event of this type, with all that the ledger wants of it.
Json told(Served& served, const std::string& thing, const std::string& type,
          const std::string& order, const std::string& actor) {
  auto found = Json::array();
  for (const auto& event : exported(served, thing)) {
    if (event.at("type") == type) found.push_back(event);
  }
  CAPTURE(type);
  REQUIRE(found.size() == 1);
  const auto& event = found.at(0);
  CHECK((event.at("subject") == "job/" + order || event.at("data").at("job") == order));
  CHECK(event.at("actor") == actor);
  CHECK(event.at("time").get<std::string>().ends_with("Z"));
  CHECK(event.at("traceparent").get<std::string>().size() == trace_size);
  return event;
}

std::string checkpoints(Served& served) {
  return served.database().value(
      "SELECT string_agg(checkpoint::text, ' ' ORDER BY partition) FROM auto.checkpoints");
}

std::string status_row(Served& served, const WorkOrder& order) {
  return served.database().value("SELECT status FROM auto.work_orders WHERE id = '" + order.id +
                                 "'");
}

// Of one order, each of another version: none twice.
void check_timeline(const WorkOrder& order, std::size_t rows) {
  const auto timeline = order.shown().at("timeline");
  CHECK(timeline.size() == rows);
  for (std::size_t i = 1; i < timeline.size(); ++i) {
    CHECK(timeline.at(i).at("version") > timeline.at(i - 1).at("version"));
  }
}

// All parts of it together; each test takes one off and puts it on again.
ConnectedShop& all() {
  static const auto made = [] {
    auto shop = std::make_unique<ConnectedShop>();
    shop->stocked("PAD-1", 10);
    return shop;
  }();
  return *made;
}

WorkOrder order_of(const Caller& customer) {
  return {all().shop(), customer, all().shop().vehicle_of(customer), all().shop().store};
}

WorkOrder in_repair() {
  auto order = order_of(all().shop().customer());
  order.to("REPAIRING");
  return order;
}

void run_with(const std::set<Party>& parties) {
  all().connect(parties);
  all().served().restart();
}

bool is_posted(const std::string& requisition) {
  const auto path = "/admin/requisitions/" + requisition;
  return becomes_true(
      [&] { return all().shop().warehouse.get(path).body.at("status") == "POSTED"; });
}

// What the customer was told, of which kinds, in this order; waits for as many.
bool was_told(const std::string& openid, const std::vector<std::string>& kinds) {
  std::vector<std::string> found;
  const bool enough = becomes_true([&] {
    found.clear();
    for (const auto& message : all().messages()) {
      if (message.at("openid") == openid) found.push_back(message.at("template_id"));
    }
    return found.size() >= kinds.size();
  });
  return enough && found == kinds;
}

}  // namespace

TEST_CASE("[AR-03] an answered command is on the log, whatever happens after the answer") {
  auto& served = all().served();
  auto order = order_of(all().customer("answered"));
  const auto accept =
      order.post(order.technician, "/tech/work-orders/{work_order}/accept", {{"bay", "b1"}},
                 {{"traceparent", "00-" + trace + "-b7ad6b7169203331-01"}});
  served.kill();
  REQUIRE(accept.accepted());
  const auto& who = order.technician.account();
  const auto moved = told(served, "job/" + order.id, "JobMoved", order.id, who);
  CHECK(moved.at("traceparent").get<std::string>().find(trace) != std::string::npos);
  CHECK(moved.at("data").at("to") == "ACCEPTED");
  served.start();

  order.to("REPAIRING");
  const auto requisition = all().requisition(order, "PAD-1", 1);
  REQUIRE(is_posted(requisition));
  order.to("READY_TO_PAY");
  const auto payment = all().pay_by_wechat(order);
  served.kill();
  told(served, "requisition/" + requisition, "RequisitionPosted", order.id, "connector:odoo");
  told(served, "payment/" + payment, "PaymentSucceeded", order.id, "wechat_pay");
  for (const auto& event : exported(served, "job/" + order.id)) {
    CHECK(event.at("traceparent").get<std::string>().size() == trace_size);
  }
  served.start();
}

TEST_CASE("[AR-03] a projector that was stopped catches up from its offset, each change once") {
  auto& served = all().served();
  const auto customer = all().customer("projected");
  const auto openid = all().openid_of(customer);
  auto order = order_of(customer);
  order.to("ACCEPTED");
  CHECK(order.shown().at("status") == "ACCEPTED");
  served.set("node.roles", "command,query");
  served.restart();
  const auto stood_at = checkpoints(served);
  order.to("QUOTED");
  CHECK(was_told(openid, {"template-quote"}));  // others go on without it
  CHECK(status_row(served, order) == "ACCEPTED");
  CHECK(checkpoints(served) == stood_at);
  served.set("node.roles", "command,projector,query");
  served.restart();
  CHECK(order.shown().at("status") == "QUOTED");
  CHECK(checkpoints(served) != stood_at);
  check_timeline(order, 4);
  served.restart();
  order.to("CUSTOMER_CONFIRMED");
  check_timeline(order, 5);
}

TEST_CASE("[AR-03] a notifier that was stopped says later what it did not say, once") {
  const auto customer = all().customer("notified");
  const auto openid = all().openid_of(customer);
  auto order = order_of(customer);
  order.to("QUOTED");
  REQUIRE(was_told(openid, {"template-quote"}));
  run_with({Party::odoo, Party::wechat_pay});
  order.to("READY_TO_PAY");
  REQUIRE(notices_of(customer, 2).size() == 2);
  auto repair = in_repair();
  const auto requisition = all().requisition(repair, "PAD-1", 1);
  CHECK(is_posted(requisition));  // others go on without it
  CHECK(was_told(openid, {"template-quote"}));
  run_with(all_parties);
  CHECK(was_told(openid, {"template-quote", "template-pay"}));
  all().served().restart();
  all().pay_by_wechat(order);
  CHECK(was_told(openid, {"template-quote", "template-pay", "template-done"}));
}

TEST_CASE("[AR-03] an Odoo sync that was stopped posts later what was approved, once") {
  const auto customer = all().customer("posted");
  const auto openid = all().openid_of(customer);
  auto order = order_of(customer);
  order.to("REPAIRING");
  const auto before = all().pickings().size();
  run_with({Party::wechat_pay, Party::mini_program});
  const std::vector<std::string> wanted{all().requisition(order, "PAD-1", 1),
                                        all().requisition(order, "PAD-1", 1)};
  auto other = order_of(customer);
  other.to("QUOTED");
  CHECK(was_told(openid, {"template-quote", "template-quote"}));  // others go on without it
  CHECK(all().pickings().size() == before);
  run_with(all_parties);
  for (const auto& one : wanted) CHECK(is_posted(one));
  all().served().restart();
  CHECK(is_posted(all().requisition(order, "PAD-1", 1)));
  CHECK(all().pickings().size() == before + 3);
  for (const auto& one : wanted) {
    told(all().served(), "requisition/" + one, "RequisitionPosted", order.id, "connector:odoo");
  }
}
