#include "test/journey/support/outside.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "test/http/client.hpp"

namespace fettle::journey {
namespace {

// WeChat Pay is told where to call back before the server listens.
std::uint16_t free_port() {
  const int one = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(one, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     ::getsockname(one, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(one);
  if (!bound) throw std::runtime_error("no port is free");
  return ntohs(address.sin_port);
}

Json account_of(const test::Fake& pay) {
  std::ifstream file(pay.folder() / "merchant" / "account.json");
  return Json::parse(file);
}

std::string connections(const test::Fake& pay, const test::Fake& mini, std::uint16_t port) {
  const auto account = account_of(pay);
  const auto word = [&](const char* name) { return account.at(name).get<std::string>(); };
  return fmt::format(
      R"([demo.wechat_pay]
mch_id = "{}"
app_id = "{}"
serial = "{}"
private_key_file = "{}"
api_key = "{}"
notify_url = "http://127.0.0.1:{}/webhooks/wechatpay/paid"
base_url = "{}"

[demo.mini_program]
app_id = "{}"
secret = "a-secret-of-the-mini-program"
base_url = "{}"

[demo.mini_program.templates]
QUOTE_READY = "quote-template character_string1=short_number thing2=text"
TO_PAY = "pay-template character_string1=short_number thing2=text"
FINISHED = "done-template character_string1=short_number thing2=text"
)",
      word("mchid"), word("appid"), word("serial"),
      (pay.folder() / "merchant" / "key.pem").string(), word("api_key"), port, pay.url(),
      word("appid"), mini.url());
}

Json parsed(const json::Document& document) { return Json::parse(document.compact()); }

}  // namespace

OutsideShop::OutsideShop(const Settings& more) {
  const auto port = free_port();
  const auto file = folder_.path() / "connectors.toml";
  std::ofstream(file) << connections(pay, mini, port);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  Settings settings{{"rate.token_per_second", "0"},
                    {"rate.address_per_second", "0"},
                    {"http.port", std::to_string(port)},
                    {"connectors.file", file.string()},
                    {"test_mode", "true"}};
  for (const auto& [name, value] : more) settings[name] = value;
  served_ = std::make_unique<Served>(settings);
  shop_ = std::make_unique<Shop>(*served_);
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

bool becomes_true(const std::function<bool()>& condition) {
  return http::test::eventually(condition);
}

}  // namespace fettle::journey
