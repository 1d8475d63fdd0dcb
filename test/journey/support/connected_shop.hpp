// The running product with all that it can be connected to, each of which can be taken off: an
// Odoo, WeChat Pay and the mini-program, stand-ins in processes of their own.
#pragma once

#include <memory>
#include <set>

#include "adapters/web/curl_web.hpp"
#include "test/journey/support/work_order.hpp"
#include "test/support/fake.hpp"
#include "test/support/fake_odoo.hpp"

namespace fettle::journey {

enum class Party { odoo, wechat_pay, mini_program };

inline const std::set<Party> all_parties{Party::odoo, Party::wechat_pay, Party::mini_program};

class ConnectedShop {
 public:
  ConnectedShop();

  Served& served() { return *served_; }
  Shop& shop() { return *shop_; }

  // From the next start on the product speaks with these alone.
  void connect(const std::set<Party>& parties);

  // Who came in by a login and takes so many messages of each kind.
  Caller customer(const std::string& name);
  std::string openid_of(const Caller& customer);
  // So many pieces of it lie in Odoo; waits until the product knows.
  void stocked(const std::string& code, int pieces);
  // Begins to pay by WeChat, pays there, and waits until the order is paid; the payment.
  std::string pay_by_wechat(WorkOrder& order);
  // Of the order's technician, approved.
  std::string requisition(WorkOrder& order, const std::string& code, int pieces);

  // What the outside knows: messages to customers, pickings, orders and refunds at WeChat Pay.
  Json messages();
  Json pickings();
  Json at_wechat_pay(const std::string& table);
  // What anybody asked of any of them, and what was to change something in Odoo.
  Json requests();
  Json changes_in_odoo();

 private:
  web::CurlWeb web_{{}};
  test::FakeOdoo odoo_{web_, 17};
  test::Fake pay_{"wechat_pay", {"--retry-scale", "0.005"}};
  test::Fake mini_{"mini_program"};
  test::TempFolder folder_;
  std::uint16_t port_;
  std::unique_ptr<Served> served_;
  std::unique_ptr<Shop> shop_;
};

}  // namespace fettle::journey
