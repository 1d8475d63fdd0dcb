// Callbacks of WeChat Pay at the door: each is kept as it came, and takes effect once or not at
// all.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "test/journey/support/exported.hpp"
#include "test/journey/support/metrics.hpp"
#include "test/journey/support/outside.hpp"
#include "test/support/full_disk.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr auto beyond_the_age = std::chrono::seconds(301);  // WeChat Pay's is five minutes

const std::string ledger = "/admin/payment-events";

Json made(OutsideShop& of, const std::string& number, const std::string& kind = "genuine") {
  return of.pay_control("make", {{"out_trade_no", number}, {"kind", kind}});
}

// Paid at WeChat Pay, which does not call back: the callback that it could send.
Json paid_in_silence(OutsideShop& of, const std::string& number) {
  of.pay_control("pay", {{"out_trade_no", number}, {"callback", false}});
  return made(of, number);
}

Json with_verdict(OutsideShop& of, const std::string& verdict) {
  return of.shop().finance.list(ledger + "?verify_result=" + verdict);
}

// Rows whose raw text is this one.
Json kept(OutsideShop& of, const std::string& raw) {
  Json rows = Json::array();
  for (const auto& row : of.shop().finance.list(ledger + "?kind=CallbackReceived")) {
    if (row.at("raw") == raw) rows.push_back(row);
  }
  return rows;
}

Json callbacks_of(OutsideShop& of, const WorkOrder& order) {
  return of.shop().finance.list(ledger + "?kind=CallbackReceived&work_order=" + order.id);
}

std::map<std::string, int> outcomes(const Json& rows) {
  std::map<std::string, int> count;
  for (const auto& row : rows) ++count[row.at("outcome").get<std::string>()];
  return count;
}

// What the alert FettleForgedCallbacks is raised by.
double bad_signatures(OutsideShop& of) {
  return metric(of.served(), "fettle_callbacks_total", {"verdict=\"BAD_SIGNATURE\""});
}

void check_unpaid(OutsideShop& of, WorkOrder& order) {
  CHECK(order.shown().at("status") == "READY_TO_PAY");
  CHECK(of.of_order("/admin/payments", order).at(0).at("status") == "PENDING");
}

// Of every callback: verdict, outcome and raw text, as the log has them.
std::multiset<std::string> on_the_log(OutsideShop& of) {
  std::multiset<std::string> events;
  std::istringstream lines(of.served().command({"replay", "--type", "CallbackReceived"}).output);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('{')) continue;
    const auto data = Json::parse(line).at("data");
    events.insert(data.at("verdict").get<std::string>() + data.at("outcome").get<std::string>() +
                  data.at("raw").get<std::string>());
  }
  return events;
}

std::multiset<std::string> in_the_rows(OutsideShop& of) {
  std::multiset<std::string> rows;
  for (const auto& row : of.served().database().rows(
           "SELECT verify_result || outcome || raw FROM auto.payment_events "
           "WHERE kind = 'CallbackReceived'")) {
    rows.insert(row.front().value());
  }
  return rows;
}

}  // namespace

TEST_CASE("[AR-43] every callback is one row of the ledger, word for word, for finance alone") {
  auto order = outside().order_to_pay(outside().customer("ledger"));
  const auto number = outside().begun(order);
  const std::map<std::string, std::string> refused{{"forged", "BAD_SIGNATURE"},
                                                   {"truncated", "BAD_SIGNATURE"},
                                                   {"stale", "STALE"},
                                                   {"probe", "PROBE"},
                                                   {"unknown_serial", "UNKNOWN_KEY"},
                                                   {"sealed_wrongly", "UNREADABLE"},
                                                   {"unsigned", "MALFORMED"}};
  for (const auto& [kind, verdict] : refused) {
    CAPTURE(kind);
    const auto callback = made(outside(), number, kind);
    CHECK(outside().deliver(callback) == 401);
    const auto& raw = callback.at("body").get_ref<const std::string&>();
    REQUIRE(becomes_true([&] { return kept(outside(), raw).size() == 1; }));
    const auto row = kept(outside(), raw).at(0);
    CHECK(row.at("raw_encoding") == "TEXT");
    CHECK(row.at("verify_result") == verdict);
    CHECK(row.at("outcome") == "NOT_VERIFIED");
  }
  const auto genuine = paid_in_silence(outside(), number);
  CHECK(outside().deliver(genuine) == 204);
  REQUIRE(becomes_true([&] { return callbacks_of(outside(), order).size() == 1; }));
  const auto row = callbacks_of(outside(), order).at(0);
  CHECK(row.at("raw") == genuine.at("body"));
  CHECK(row.at("verify_result") == "OK");
  CHECK(row.at("outcome") == "APPLIED");
  CHECK(row.at("payment_id") == number);

  CHECK(outside().shop().front_desk.get(ledger).status == 403);
  for (const char* method : {"PUT", "PATCH", "DELETE"}) {
    CHECK(outside().shop().finance.send(method, ledger, "{}").status == 405);
    const auto one = outside().shop().finance.send(method, ledger + "/some-id", "{}");
    CHECK((one.status == 404 || one.status == 405));
  }
  const auto events = on_the_log(outside());
  CHECK(events.size() > refused.size());
  CHECK(in_the_rows(outside()) == events);
}

TEST_CASE("[AR-43:part] a callback that is no text is kept byte by byte") {
  auto order = outside().order_to_pay(outside().customer("bytes"));
  const auto number = outside().begun(order);
  const std::string bytes = "AP8gbm90IEpTT04=";  // 00 FF " not JSON", as the stand-in sends it
  const auto before = kept(outside(), bytes).size();
  const auto answer =
      outside().pay_control("forge", {{"out_trade_no", number}, {"kind", "garbage"}});
  CHECK(answer.at("status") == 401);
  REQUIRE(becomes_true([&] { return kept(outside(), bytes).size() == before + 1; }));
  const auto row = kept(outside(), bytes).at(0);
  CHECK(row.at("raw_encoding") == "BASE64");
  CHECK(row.at("verify_result") == "UNREADABLE");
}

TEST_CASE("[AR-43:part] [AR-01:part] callbacks come by POST to the webhook's path, nowhere else") {
  auto order = outside().order_to_pay(outside().customer("paths"));
  const auto number = outside().begun(order);
  const auto genuine = paid_in_silence(outside(), number);
  for (const auto* path : {"/webhooks", "/webhooks/wechatpay", "/webhooks/alipay/paid",
                           "/mp/webhooks/wechatpay/paid", "/mp/payments", ledger.c_str()}) {
    CAPTURE(path);
    const auto status = outside().deliver(genuine, path);
    CHECK((status == 401 || status == 404 || status == 405));
  }
  for (const auto* method : {"GET", "PUT", "PATCH", "DELETE"}) {
    CAPTURE(method);
    const auto answer = outside().shop().finance.send(method, "/webhooks/wechatpay/paid", "");
    CHECK(answer.status == 405);
    CHECK(answer.header("allow").find("POST") != std::string::npos);
  }
  CHECK(kept(outside(), genuine.at("body")).empty());
  check_unpaid(outside(), order);
  CHECK(outside().deliver(genuine) == 204);
  CHECK(is_paid(order));
}

TEST_CASE("[AR-44] a callback with a bad signature changes nothing, and is kept and refused") {
  auto order = outside().order_to_pay(outside().customer("forged"));
  const auto number = outside().begun(order);
  const auto before = with_verdict(outside(), "BAD_SIGNATURE").size();
  const auto counted = bad_signatures(outside());
  const auto forged =
      outside().pay_control("forge", {{"out_trade_no", number}, {"kind", "forged"}});
  CHECK(forged.at("status") == 401);
  CHECK(
      becomes_true([&] { return with_verdict(outside(), "BAD_SIGNATURE").size() == before + 1; }));
  check_unpaid(outside(), order);
  CHECK(bad_signatures(outside()) == counted + 1);
}

TEST_CASE("[AR-45] one notice ten times at once pays once; nine are duplicates, all are taken") {
  auto order = outside().order_to_pay(outside().customer("ten"));
  const auto number = outside().begun(order);
  const auto notice = paid_in_silence(outside(), number);
  std::vector<unsigned> answers(10);
  {
    std::vector<std::jthread> senders;
    for (auto& answer : answers) {
      senders.emplace_back([&answer, &notice] { answer = outside().deliver(notice); });
    }
  }
  CHECK(answers == std::vector<unsigned>(10, 204));
  REQUIRE(is_paid(order));
  REQUIRE(becomes_true([&] { return callbacks_of(outside(), order).size() == 10; }));
  const auto rows = callbacks_of(outside(), order);
  CHECK(outcomes(rows) == std::map<std::string, int>{{"APPLIED", 1}, {"DUPLICATE", 9}});
  for (const auto& row : rows) CHECK(row.at("verify_result") == "OK");
  const auto paid =
      outside().shop().finance.list(ledger + "?kind=PaymentSucceeded&payment=" + number);
  CHECK(paid.size() == 1);
  const auto types = types_of(exported(outside().served(), "job/" + order.id));
  CHECK(std::ranges::count(types, "JobPaid") == 1);
  CHECK(order.shown().at("paid") == money(usual_fen));
}

TEST_CASE("a notice that WeChat Pay sends again, signed anew, is a duplicate as well") {
  auto order = outside().order_to_pay(outside().customer("again"));
  const auto number = outside().begun(order);
  outside().pay_control("pay", {{"out_trade_no", number}, {"times", 3}});
  REQUIRE(is_paid(order));
  REQUIRE(becomes_true([&] { return callbacks_of(outside(), order).size() == 3; }));
  CHECK(outcomes(callbacks_of(outside(), order)) ==
        std::map<std::string, int>{{"APPLIED", 1}, {"DUPLICATE", 2}});
}

TEST_CASE("a genuine callback that is replayed when it is old is refused") {
  OutsideShop alone;
  auto order = alone.order_to_pay(alone.customer("replayed"));
  const auto number = alone.begun(order);
  const auto unseen = paid_in_silence(alone, number);
  alone.advance(beyond_the_age);
  CHECK(alone.deliver(unseen) == 401);
  REQUIRE(becomes_true([&] { return kept(alone, unseen.at("body")).size() == 1; }));
  CHECK(kept(alone, unseen.at("body")).at(0).at("verify_result") == "STALE");
  check_unpaid(alone, order);
}

TEST_CASE("a genuine callback for another merchant, or another app, is kept and pays nothing") {
  auto order = outside().order_to_pay(outside().customer("merchant"));
  const auto number = outside().begun(order);
  for (const auto& [member, value] :
       {std::pair("mchid", "1900000999"), std::pair("appid", "wx0000000000000000")}) {
    CAPTURE(member);
    const auto before = with_verdict(outside(), "WRONG_MERCHANT").size();
    const auto answer = outside().pay_control(
        "forge", {{"out_trade_no", number}, {"kind", "genuine"}, {"changes", {{member, value}}}});
    CHECK(answer.at("status") == 401);
    REQUIRE(becomes_true(
        [&] { return with_verdict(outside(), "WRONG_MERCHANT").size() == before + 1; }));
    CHECK(with_verdict(outside(), "WRONG_MERCHANT").at(0).at("outcome") == "NOT_VERIFIED");
    check_unpaid(outside(), order);
  }
}

TEST_CASE("a refund notice for another merchant ends no refund") {
  OutsideShop alone;
  auto order = alone.order_to_pay(alone.customer("stranger"));
  const auto number = alone.begun(order);
  alone.pay_control("pay", {{"out_trade_no", number}});
  REQUIRE(is_paid(order));
  alone.pay_control("hold", {{"held", true}});
  const auto asked = accepted(alone.shop().finance.post(
      "/admin/payments/" + number + "/refunds", {{"amount", money(1'000)}, {"reason", "多收"}}));
  const std::string refund = asked.body.at("refund");
  const auto status = [&] { return alone.of_order("/admin/refunds", order).at(0).at("status"); };
  REQUIRE(becomes_true([&] { return alone.pay_state("refunds").size() == 1; }));
  const Json strange{{"out_trade_no", number},
                     {"out_refund_no", refund},
                     {"kind", "genuine"},
                     {"changes", {{"mchid", "1900000999"}}}};
  CHECK(alone.pay_control("forge", strange).at("status") == 401);
  CHECK(becomes_true([&] { return with_verdict(alone, "WRONG_MERCHANT").size() == 1; }));
  CHECK(status() == "ASKED");
  alone.pay_control("hold", {{"held", false}});
  CHECK(becomes_true([&] { return status() == "SUCCEEDED"; }));
}

TEST_CASE("a callback that was answered is on the log: a kill right behind the answer loses none") {
  OutsideShop alone;
  auto order = alone.order_to_pay(alone.customer("durable"));
  const auto number = alone.begun(order);
  const auto notice = paid_in_silence(alone, number);
  CHECK(alone.deliver(notice) == 204);
  alone.served().kill();
  alone.served().start();
  CHECK(is_paid(order));
  CHECK(outcomes(callbacks_of(alone, order)) == std::map<std::string, int>{{"APPLIED", 1}});
  CHECK(alone.deliver(notice) == 204);
  CHECK(becomes_true([&] { return callbacks_of(alone, order).size() == 2; }));
}

TEST_CASE("a callback that the log cannot take is answered 503, and taken when it comes again") {
  OutsideShop alone(Settings{{"log.segment_bytes", "1048576"}});
  auto order = alone.order_to_pay(alone.customer("full"));
  const auto number = alone.begun(order);
  const auto notice = paid_in_silence(alone, number);
  alone.served().stop();
  test::FullDisk disk(alone.served().data_dir());
  disk.put_under_children();
  {
    const test::Layer layer(FETTLE_FILL_DISK);
    alone.served().start();
  }
  disk.fill();
  const Json note{{"note", std::string(500, 'n')}};
  Answer last;
  for (int i = 0; i < 5'000 && (i == 0 || last.accepted()); ++i) {
    last = alone.shop().front_desk.post(order.path("/admin/work-orders/{work_order}/notes"), note);
  }
  REQUIRE(last.code() == "disk_full");
  CHECK(alone.deliver(notice) == 503);
  check_unpaid(alone, order);

  disk.free();
  CHECK(becomes_true([&] { return alone.deliver(notice) == 204; }));
  CHECK(is_paid(order));
}
