// Every command on a work order, tried in every state, through the running product.
#include <doctest/doctest.h>

#include "test/journey/support/order_commands.hpp"

using namespace fettle::journey;

namespace {

std::string if_match(std::int64_t version) { return "\"" + std::to_string(version) + "\""; }

Answer give(const OrderCommand& command, WorkOrder& order) {
  return order.post(command.by(order), command.pattern, command.body(order));
}

// Refused for the state, by name. With If-Match the refusal also says that the order still has the
// version it had before all the refusals: any event on it would make this a 412.
void check_refused(const OrderCommand& command, WorkOrder& order) {
  const auto answer = order.post(command.by(order), command.pattern, command.body(order),
                                 {{"If-Match", if_match(order.version())}});
  CHECK(answer.status == 409);
  const bool race =
      command.name == "AcceptWorkOrder" && order.state() != "CLOSED" && order.state() != "CANCELED";
  CHECK(answer.code() == (race ? "already_taken" : "wrong_state"));
  CHECK(answer.detail().find(order.state()) != std::string::npos);
}

void check_row_of_table(const std::string& state, WorkOrder& refusing, WorkOrder& careful) {
  for (const auto& command : order_commands()) {
    CAPTURE(state);
    CAPTURE(command.pattern);
    const auto listed = command.moves.find(state);
    if (listed == command.moves.end()) {
      check_refused(command, command.in_careful_store ? careful : refusing);
      continue;
    }
    auto order = ready_for(command, shop(), state);
    const auto answer = give(command, order);
    CHECK_MESSAGE(answer.accepted(), answer.text);
    CHECK(order.state() == listed->second);
  }
}

}  // namespace

TEST_CASE("[AR-05] each command moves a work order only where the ledger lists it") {
  for (const auto& state : all_states) {
    WorkOrder refusing(shop()), careful(shop(), shop().careful);
    refusing.to(state);
    careful.to(state);
    const auto before = refusing.shown();
    check_row_of_table(state, refusing, careful);
    CHECK(refusing.shown() == before);
    CHECK(before.at("status") == state);
  }
}

TEST_CASE("[AR-06:part] an order is given up in every state before it is paid, with a reason") {
  for (const auto& state : all_states) {
    CAPTURE(state);
    WorkOrder order(shop());
    order.to(state);
    const auto path = "/mp/work-orders/{work_order}/cancel";
    CHECK(order.post(order.customer, path).field_code("reason") == "field_missing");
    const bool payable = state != "PAID" && state != "CLOSED" && state != "CANCELED";
    const auto answer = order.post(order.customer, path, {{"reason", "车已卖"}});
    CHECK(answer.accepted() == payable);
    if (!payable) CHECK(answer.code() == "wrong_state");
    if (payable) CHECK(order.shown().at("cancel_reason") == "车已卖");
  }
}

TEST_CASE("[AR-06:part] a closed or canceled order takes no command") {
  for (const auto& state : {"CLOSED", "CANCELED"}) {
    WorkOrder order(shop()), careful(shop(), shop().careful);
    order.to(state);
    careful.to(state);
    for (const auto& command : order_commands()) {
      CAPTURE(command.pattern);
      check_refused(command, command.in_careful_store ? careful : order);
    }
  }
  // What follows a payment follows none: a closed order still takes these.
  WorkOrder unpaid(shop());
  unpaid.to("CANCELED");
  const auto invoice = unpaid.path("/mp/work-orders/{work_order}/invoice");
  CHECK(unpaid.customer.send("PUT", invoice, R"({"title":"李女士"})").code() == "wrong_state");
  CHECK(unpaid
            .post(shop().finance, "/admin/work-orders/{work_order}/issue-invoice",
                  {{"number", "F-0"}})
            .code() == "wrong_state");
  CHECK(unpaid
            .post(unpaid.customer, "/mp/work-orders/{work_order}/review",
                  {{"stars", 5}, {"tags", Json::array()}})
            .code() == "wrong_state");
}
