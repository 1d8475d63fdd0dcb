#include "test/journey/support/outside.hpp"

#include <fmt/format.h>

#include <fstream>

#include "test/http/client.hpp"
#include "test/journey/support/free_port.hpp"

namespace fettle::journey {
namespace {

Json account_of(const test::Fake& pay) {
  std::ifstream file(pay.folder() / "merchant" / "account.json");
  return Json::parse(file);
}

std::string word_of(const test::Fake& pay, const char* name) {
  return account_of(pay).at(name).get<std::string>();
}

Json parsed(const json::Document& document) { return Json::parse(document.compact()); }

}  // namespace

std::string pay_connection(const test::Fake& pay, std::uint16_t port) {
  return fmt::format(R"([demo.wechat_pay]
mch_id = "{}"
app_id = "{}"
serial = "{}"
private_key_file = "{}"
api_key = "{}"
notify_url = "http://127.0.0.1:{}/webhooks/wechatpay/paid"
base_url = "{}"

)",
                     word_of(pay, "mchid"), word_of(pay, "appid"), word_of(pay, "serial"),
                     (pay.folder() / "merchant" / "key.pem").string(), word_of(pay, "api_key"),
                     port, pay.url());
}

std::string mini_connection(const test::Fake& pay, const test::Fake& mini) {
  return fmt::format(R"([demo.mini_program]
app_id = "{}"
secret = "a-secret-of-the-mini-program"
base_url = "{}"

[demo.mini_program.templates]
QUOTE_READY = "template-quote character_string1=short_number thing2=text"
TO_PAY = "template-pay character_string1=short_number thing2=text"
FINISHED = "template-done character_string1=short_number thing2=text"

)",
                     word_of(pay, "appid"), mini.url());
}

void write_connections(const std::filesystem::path& file, const std::string& connections) {
  using std::filesystem::perms;
  std::ofstream(file) << connections;
  std::filesystem::permissions(file, perms::owner_read | perms::owner_write);
}

OutsideShop::OutsideShop(const Settings& more) {
  const auto port = free_port();  // WeChat Pay is told it before the server listens
  const auto file = folder_.path() / "connectors.toml";
  write_connections(file, pay_connection(pay, port) + mini_connection(pay, mini));
  Settings settings{{"rate.token_per_second", "0"},
                    {"rate.address_per_second", "0"},
                    {"http.port", std::to_string(port)},
                    {"connectors.file", file.string()},
                    {"test_mode", "true"}};
  for (const auto& [name, value] : more) settings[name] = value;
  served_ = std::make_unique<Served>(settings);
  shop_ = std::make_unique<Shop>(*served_);
  shop_->await_connections({"wechat_pay", "mini_program"});
}

Answer OutsideShop::login(const std::string& code) {
  return ask(*served_, "POST", "/mp/login", Json{{"code", code}}.dump(),
             {{"Content-Type", "application/json"}});
}

Caller OutsideShop::customer(const std::string& name) {
  const auto answer = accepted(login(served_->fresh("code-" + name)));
  return {*served_, {answer.body.at("account"), "customer"}};
}

WorkOrder OutsideShop::order_to_pay(const Caller& customer) {
  WorkOrder order(*shop_, customer, shop_->vehicle_of(customer), shop_->store);
  order.to("READY_TO_PAY");
  return order;
}

Answer OutsideShop::start(WorkOrder& order, const Headers& headers) {
  return order.post(order.customer, "/mp/work-orders/{work_order}/payments",
                    {{"quote_version", order.quote_version()}}, headers);
}

std::string OutsideShop::begun(WorkOrder& order) {
  Answer answer;
  const auto is_begun = [&] {
    answer = start(order);
    return answer.status == 200;
  };
  if (!becomes_true(is_begun)) throw std::runtime_error("no payment: " + answer.text);
  return answer.body.at("payment");
}

Json OutsideShop::of_order(const std::string& path, const WorkOrder& order) {
  return shop_->finance.list(path + "?work_order=" + order.id);
}

Json OutsideShop::pay_state(const std::string& table) {
  return parsed(pay.control("GET", "state")).at(table);
}

Json OutsideShop::order_at_wechat(const std::string& trade_no) {
  for (const auto& order : pay_state("orders")) {
    if (order.at("out_trade_no") == trade_no) return order;
  }
  return nullptr;
}

Json OutsideShop::pay_control(const std::string& control, const Json& wish) {
  return parsed(pay.control("POST", control, json::Document::of(wish.dump())));
}

std::int64_t OutsideShop::pay_calls(const std::string& name, const std::string& trade_no) {
  for (const auto& call : pay_state("calls")) {
    if (call.at("name") == name && call.at("about") == trade_no) return call.at("count");
  }
  return 0;
}

unsigned OutsideShop::deliver(const Json& callback, const std::string& path) {
  Headers headers{{"Content-Type", "application/json"}};
  for (const auto& [name, value] : callback.at("headers").items()) {
    headers[name] = value.get<std::string>();
  }
  return ask(*served_, "POST", path, callback.at("body").get<std::string>(), headers).status;
}

Json OutsideShop::mini_state(const std::string& table) {
  return parsed(mini.control("GET", "state")).at(table);
}

void OutsideShop::mini_control(const std::string& control, const Json& wish) {
  mini.control("POST", control, json::Document::of(wish.dump()));
}

void OutsideShop::advance(std::chrono::milliseconds span) {
  const auto answer =
      ask(*served_, "POST", "/test/clock", Json{{"advance_ms", span.count()}}.dump(),
          {{"Content-Type", "application/json"}});
  if (answer.status != 200) throw std::runtime_error("the clock does not move: " + answer.text);
}

bool is_paid(WorkOrder& order) {
  return becomes_true([&] { return order.shown().at("status") == "PAID"; });
}

OutsideShop& outside() {
  static OutsideShop shop;
  return shop;
}

bool becomes_true(const std::function<bool()>& condition) {
  return http::test::eventually(condition);
}

}  // namespace fettle::journey
