// The running product beside an Odoo that is a stand-in in a process of its own.
#pragma once

#include <memory>
#include <string>

#include "adapters/web/curl_web.hpp"
#include "test/journey/support/work_order.hpp"
#include "test/support/fake_odoo.hpp"

namespace fettle::journey {

class OdooShop {
 public:
  // `more`: further lines of the connection's table.
  explicit OdooShop(int version, const std::string& more = "");

  Shop& shop() { return *shop_; }
  Served& served() { return *served_; }
  test::FakeOdoo& odoo() { return odoo_; }

  // A product of Odoo with so many pieces in the store, read in by the product.
  void stocked(const std::string& code, int pieces);
  // The store's part as the technician's list shows it; null when it is not there yet.
  Json part(const std::string& code);
  Json requisition(const std::string& id);
  // Requested by the order's technician.
  std::string requested(WorkOrder& order, const std::string& code, int pieces);
  Answer approve(const std::string& requisition);
  // Pickings of Odoo that moved pieces of it.
  Json pickings(const std::string& code);
  double on_hand(const std::string& code);
  bool becomes(const std::string& requisition, const std::string& state);

 private:
  web::CurlWeb web_{{}};
  test::FakeOdoo odoo_;
  test::TempFolder folder_;
  std::unique_ptr<Served> served_;
  std::unique_ptr<Shop> shop_;
};

}  // namespace fettle::journey
