// The running product beside an Odoo that is a stand-in in a process of its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/web/curl_web.hpp"
#include "test/journey/support/work_order.hpp"
#include "test/support/fake_odoo.hpp"

namespace fettle::journey {

class OdooShop {
 public:
  // `look_seconds`: between two looks at all of its stock.
  explicit OdooShop(int version, int look_seconds = 1, const Settings& more = {});

  Shop& shop() { return *shop_; }
  Served& served() { return *served_; }
  test::FakeOdoo& odoo() { return odoo_; }

  // A product of Odoo with so many pieces in the store, read in by the product.
  void stocked(const std::string& code, int pieces);
  // The products of shelves.hpp, read in at a start of the server, however seldom it looks.
  void fill_shelves();
  // From now on Odoo has sale order, invoice and customer of each paid order.
  void make_sale_documents();
  // From the next start on nobody speaks with Odoo.
  void disconnect();
  void connect();
  void set(const std::string& line);  // of the table of this Odoo: transport = "json_2"
  // The store's part as the technician's list shows it; null when it is not there yet.
  Json part(const std::string& code);
  Json requisition(const std::string& id);
  // Requested by the order's technician.
  std::string requested(WorkOrder& order, const std::string& code, int pieces);
  Answer approve(const std::string& requisition);
  // Pickings of Odoo that moved pieces of it.
  Json pickings(const std::string& code);
  double on_hand(const std::string& code);
  // That came to Odoo since it was started and whose model and method begin so, as in
  // "stock.picking.create"; over one transport, or over any.
  int calls(std::string_view begin = "", std::string_view transport = "");
  bool becomes(const std::string& requisition, const std::string& state);

 private:
  void put_in_odoo(const std::string& code, int pieces, const std::string& tracking);
  void connect_by(const std::string& connections);
  void await(const std::string& code);

  web::CurlWeb web_{{}};
  test::FakeOdoo odoo_;
  test::TempFolder folder_;
  std::string connection_;
  std::unique_ptr<Served> served_;
  std::unique_ptr<Shop> shop_;
};

// Tables of connectors.file.
std::string odoo_connection(const test::FakeOdoo& odoo, int look_seconds);

// What the shop that all tests share stands beside.
OdooShop& beside_shop();

}  // namespace fettle::journey
