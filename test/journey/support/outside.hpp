// The running product with systems outside that it is connected to: stand-ins in processes of their
// own, which speak the real protocols and sign with keys of theirs.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "test/journey/support/work_order.hpp"
#include "test/support/fake.hpp"

namespace fettle::journey {

class OutsideShop {
 public:
  explicit OutsideShop(const Settings& more = {});

  Served& served() { return *served_; }
  Shop& shop() { return *shop_; }

  // The answer of POST /mp/login with this code.
  Answer login(const std::string& code);
  // A customer who came in by a login; his openid is made of the name.
  Caller customer(const std::string& name);
  // An order of a customer who can pay by WeChat, up to READY_TO_PAY.
  WorkOrder order_to_pay(const Caller& customer);
  // StartPayment for the current version.
  Answer start(WorkOrder& order, const Headers& headers = {});
  // As start, until WeChat Pay knows of it: the payment's number there.
  std::string begun(WorkOrder& order);
  // What finance sees of it in this list.
  Json of_order(const std::string& path, const WorkOrder& order);
  // Of the product's clock; the stand-ins have the real one.
  void advance(std::chrono::milliseconds span);

  // What the stand-in of WeChat Pay has in this table: orders, refunds, callbacks, calls.
  Json pay_state(const std::string& table);
  Json order_at_wechat(const std::string& trade_no);
  Json pay_control(const std::string& control, const Json& wish);
  std::int64_t pay_calls(const std::string& name, const std::string& trade_no);
  // The status that a callback gets which the stand-in made and did not send.
  unsigned deliver(const Json& callback, const std::string& path = "/webhooks/wechatpay/paid");

  // What the stand-in of the mini-program has in this table: calls, consents, messages.
  Json mini_state(const std::string& table);
  void mini_control(const std::string& control, const Json& wish);

  test::Fake pay{"wechat_pay", {"--retry-scale", "0.005"}};
  test::Fake mini{"mini_program"};

 private:
  test::TempFolder folder_;
  std::unique_ptr<Served> served_;
  std::unique_ptr<Shop> shop_;
};

// Tables of connectors.file.
std::string pay_connection(const test::Fake& pay, std::uint16_t port);
std::string mini_connection(const test::Fake& pay, const test::Fake& mini);
// It holds secrets: others may not read it.
void write_connections(const std::filesystem::path& file, const std::string& connections);

// One that tests share which leave its parts and its clock as they are, by minutes.
OutsideShop& outside();

bool is_paid(WorkOrder& order);  // at last

// Waits until it holds, up to a deadline; false when it never did.
bool becomes_true(const std::function<bool()>& condition);

}  // namespace fettle::journey
