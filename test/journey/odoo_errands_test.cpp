// What becomes of an errand to Odoo that fails, hangs or meets nobody, and what an operator sees.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

#include "test/http/client.hpp"
#include "test/journey/support/dead_errands.hpp"
#include "test/journey/support/metrics.hpp"
#include "test/journey/support/odoo_shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

const std::string odoo_label = "connector=\"odoo\"";

constexpr int pieces = 9;

// With all that these tests ask for: a look at Odoo that failed is not taken again soon.
std::unique_ptr<OdooShop> made_shop() {
  auto shop = std::make_unique<OdooShop>(
      18, 1, Settings{{"connectors.odoo_retry", "1"}, {"connectors.breaker_failures", "2"}});
  for (const auto* code : {"TRY-1", "CODE-1", "BREAK-1", "HANG-1"}) shop->stocked(code, pieces);
  return shop;
}

OdooShop& odoo_shop() {
  static const auto shop = made_shop();
  return *shop;
}

WorkOrder in_repair(OdooShop& shop) {
  WorkOrder order(shop.shop());
  order.to("REPAIRING");
  return order;
}

double tries(OdooShop& shop, const std::string& outcome) {
  return metric(shop.served(), "fettle_errand_tries_total",
                {odoo_label, "outcome=\"" + outcome + "\""});
}

double gauge(OdooShop& shop, const std::string& name) {
  return metric(shop.served(), name, {odoo_label});
}

bool becomes(const std::function<bool()>& condition) { return http::test::eventually(condition); }

void clear(OdooShop& shop) { shop.odoo().ask("/fake/clear", json::Document::object({})); }

Json errands_of(OdooShop& shop, const std::string& requisition) {
  return shop.shop().manager.list("/admin/errands?subject=requisition/" + requisition);
}

bool has_code(const Json& errands, const std::string& code) {
  return errands.size() == 1 && errands.at(0).at("last_code") == code;
}

std::size_t lines_with(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// A person revives what is dead meanwhile.
bool is_posted_at_last(OdooShop& shop, const std::string& requisition) {
  return becomes([&] {
    for (const auto& errand : errands_of(shop, requisition)) {
      if (errand.at("status") != "DEAD") continue;
      shop.shop().manager.post("/admin/errands/" + errand.at("id").get<std::string>() + "/retry");
    }
    return shop.requisition(requisition).at("status") == "POSTED";
  });
}

using Milliseconds = std::chrono::duration<double, std::milli>;

// Of each command on some new orders up to the diagnosis.
std::vector<double> command_times(OdooShop& shop, int orders) {
  std::vector<double> times;
  for (int n = 0; n < orders; ++n) {
    const auto customer = shop.shop().customer();
    const auto vehicle = shop.shop().vehicle_of(customer);
    auto begin = std::chrono::steady_clock::now();
    const auto lap = [&] {
      const auto now = std::chrono::steady_clock::now();
      times.push_back(Milliseconds(now - begin).count());
      begin = now;
    };
    WorkOrder order(shop.shop(), customer, vehicle, shop.shop().store);
    lap();
    order.to("ACCEPTED");
    lap();
    order.to("DIAGNOSING");
    lap();
  }
  std::ranges::sort(times);
  return times;
}

}  // namespace

TEST_CASE("the retry plan is a setting; each try is a line of the log and counted") {
  auto& shop = odoo_shop();
  auto order = in_repair(shop);
  const auto failed = tries(shop, "odoo_server_error"), done = tries(shop, "done");
  const auto measured = gauge(shop, "fettle_errand_seconds_count");
  const auto wanted = shop.requested(order, "TRY-1", 2);
  shop.odoo().fails("server_error", "create", 1'000);
  CHECK(shop.approve(wanted).accepted());
  const auto errand = dead_errand_of(shop.shop(), "requisition/" + wanted);
  const auto row = errands_of(shop, wanted).at(0);
  CHECK(row.at("tries") == 2);  // the plan has one pause
  CHECK(row.at("last_code") == "odoo_server_error");
  CHECK(tries(shop, "odoo_server_error") == failed + 2);
  CHECK(becomes([&] { return gauge(shop, "fettle_errands_dead") == 1; }));
  CHECK(becomes([&] { return gauge(shop, "fettle_errands_open") == 0; }));

  clear(shop);
  CHECK(shop.shop().manager.post("/admin/errands/" + errand + "/retry").accepted());
  REQUIRE(shop.becomes(wanted, "POSTED"));
  CHECK(becomes([&] { return gauge(shop, "fettle_errands_dead") == 0; }));
  CHECK(becomes([&] { return gauge(shop, "fettle_errands_open") == 0; }));
  CHECK(tries(shop, "odoo_server_error") == failed + 2);
  CHECK(tries(shop, "done") == done + 1);
  CHECK(gauge(shop, "fettle_errand_seconds_count") == measured + 3);
  CHECK(gauge(shop, "fettle_errand_seconds_sum") > 0);

  const auto output = shop.served().output();
  const auto line = "errand " + errand + " tenant=demo connector=odoo ";
  CHECK(lines_with(output, "errand " + errand + " ") == 3);
  CHECK(lines_with(output, line) == 3);
  for (const std::string one : {"try=1 outcome=odoo_server_error",
                                "try=2 outcome=odoo_server_error", "try=3 outcome=done"}) {
    CAPTURE(one);
    CHECK(lines_with(output, "subject=requisition/" + wanted + " " + one) == 1);
  }
}

TEST_CASE("[AR-69:part] each way in which Odoo fails is a code of ours at the faces, and no word") {
  auto& shop = odoo_shop();
  auto order = in_repair(shop);
  int left = pieces;
  struct Way {
    const char *fault, *code;
  };
  // A time-out is a reply that is missing, like one that was cut off.
  for (const auto& [fault, code] :
       {Way{"cut_before", "odoo_reply_missing"}, Way{"html_502", "odoo_html_reply"},
        Way{"server_error", "odoo_server_error"}, Way{"login_refused", "odoo_login_refused"},
        Way{"validation", "odoo_validation"}, Way{"user_error", "odoo_user_error"}}) {
    CAPTURE(fault);
    const auto wanted = shop.requested(order, "CODE-1", 1);
    shop.odoo().fails(fault, "create", 1'000);
    CHECK(shop.approve(wanted).accepted());
    CHECK(becomes([&] { return has_code(errands_of(shop, wanted), code); }));
    for (const auto& path :
         {"/admin/errands?subject=requisition/" + wanted, "/admin/requisitions/" + wanted}) {
      const auto text = shop.shop().manager.get(path).text;
      for (const auto* word : {"Traceback", "exceptions", "builtins", "division", "Bad Gateway",
                               "nginx", "cannot be completed", "127.0.0.1", "0123456789abcdef"}) {
        CAPTURE(word);
        CHECK(text.find(word) == std::string::npos);
      }
    }
    clear(shop);
    REQUIRE(is_posted_at_last(shop, wanted));
    CHECK(shop.on_hand("CODE-1") == --left);
  }
}

TEST_CASE("[AR-74:part] the breaker opens after its failures, and a probe closes it again") {
  auto& shop = odoo_shop();
  auto order = in_repair(shop);
  const auto wanted = shop.requested(order, "BREAK-1", 1);
  CHECK(becomes([&] { return gauge(shop, "fettle_connector_breaker_open") == 0; }));
  // A connection that Odoo took just before it went ends without a word.
  const auto without_answer = [&] {
    return tries(shop, "odoo_unreachable") + tries(shop, "odoo_reply_missing");
  };
  const auto before = without_answer();
  shop.odoo().is_down(true);
  CHECK(shop.approve(wanted).accepted());
  CHECK(becomes([&] { return gauge(shop, "fettle_connector_breaker_open") == 1; }));
  CHECK(without_answer() >= before + 2);
  // Left alone: what is asked for now is answered at once, and waits.
  const auto later = shop.requested(order, "BREAK-1", 1);
  CHECK(shop.approve(later).accepted());
  CHECK(shop.requisition(later).at("status") == "APPROVED");
  shop.odoo().is_down(false);
  CHECK(shop.becomes(wanted, "POSTED"));
  CHECK(shop.becomes(later, "POSTED"));
  CHECK(becomes([&] { return gauge(shop, "fettle_connector_breaker_open") == 0; }));
  CHECK(shop.on_hand("BREAK-1") == pieces - 2);
}

TEST_CASE("[AR-04:part] while Odoo hangs, commands are as quick as before, and queries answer") {
  auto& shop = odoo_shop();
  auto order = in_repair(shop);
  const auto wanted = shop.requested(order, "HANG-1", 1);
  const auto healthy = command_times(shop, 4);
  shop.odoo().ask("/fake/fault",
                  json::Document::object({{"kind", "slow"}, {"times", 100'000}, {"seconds", 20}}));
  const auto before = shop.calls();
  CHECK(shop.approve(wanted).accepted());
  REQUIRE(becomes([&] { return shop.calls() > before; }));
  const auto hanging = command_times(shop, 7);
  CHECK(shop.requisition(wanted).at("status") == "APPROVED");
  CHECK(order.shown().at("status") == "REPAIRING");
  CHECK(hanging.back() < 10'000);
  shop.odoo().kill();  // those calls end, and the fault with them
  REQUIRE(is_posted_at_last(shop, wanted));
  CHECK(shop.pickings("HANG-1").size() == 1);
  CHECK(shop.on_hand("HANG-1") == pieces - 1);
  const auto median = [](const std::vector<double>& times) { return times[times.size() / 2]; };
  // The machine may have become busier meanwhile, for the healthy too.
  const auto level = std::max(median(healthy), median(command_times(shop, 4)));
  CHECK(median(hanging) < 3 * level + 100);
}
