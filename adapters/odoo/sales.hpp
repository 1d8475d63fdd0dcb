// The optional side: customer, sale order and invoice in Odoo, each made once. None of them has a
// unique key in the database, so each is looked up by our key in a field of free text first, and
// only one poster may work on a database. What is not found after a call without a reply may come
// to be yet, so it is not made anew while that call can be at work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "adapters/odoo/quantity.hpp"
#include "adapters/odoo/transport.hpp"

namespace fettle::odoo {

struct CustomerCard {
  std::string key = {};  // becomes `ref`
  std::string name = {};
  std::string phone = {};  // may be empty
};

struct SaleLine {
  std::string name = {};
  Quantity quantity = {};
  std::int64_t unit_price = 0;  // hundredths
};

struct SaleOrder {
  std::string key = {};  // becomes `client_order_ref`, and `ref` of the invoice
  CustomerCard customer;
  // A service: with a storable product Odoo would make a second delivery of what a requisition
  // posted already.
  std::int64_t service_product = 0;
  std::vector<SaleLine> lines = {};
};

struct SaleDocuments {
  std::int64_t customer = 0;
  std::int64_t sale_order = 0;
  std::string sale_order_name = {};
  std::int64_t invoice = 0;
  std::string invoice_name = {};
};

// Whom an invoice shall name, in its owner's words; all but the title may be empty.
struct Buyer {
  std::string title = {};
  std::string tax_number = {};
  std::string email = {};
};

enum class Missing {
  make,      // nobody else can be making it
  may_come,  // an earlier call may
};

class Sales {
 public:
  explicit Sales(Transport& odoo, Missing missing = Missing::make)
      : odoo_(odoo), missing_(missing) {}

  // Makes what is missing of the three and confirms and posts them; may be called again after any
  // fault, but after one that leaves its outcome unknown only with `may_come` until that call is
  // surely over. key_not_unique: two of one kind have the key, both named; a person must remove
  // one. outcome_open: not there, and may come. document_cancelled: somebody cancelled it there.
  Result<SaleDocuments> ensure(const SaleOrder& order);

  // Written on the invoice itself, which may be posted already: its customer has one card for all
  // of his orders, and says for each whom the invoice shall name. A second call changes nothing.
  Result<void> name_buyer(std::int64_t invoice, const Buyer& buyer);

 private:
  struct Card {
    std::int64_t id = 0;
    std::string name;
    std::string state;
  };
  Result<std::optional<Card>> find(std::string_view model, Elements domain);
  Result<Card> find_or_make(std::string_view model, const Elements& domain, Members values);
  Result<Card> bring_on(std::string_view model, const Card& card, std::string_view from,
                        std::string_view action);
  Result<std::int64_t> customer(const CustomerCard& card);
  Result<Card> sale_order(const SaleOrder& order, std::int64_t customer);
  Result<Card> invoice(const SaleOrder& order, std::int64_t customer, const Card& sale);
  Result<Ids> lines_of(std::int64_t sale_order);

  Transport& odoo_;
  const Missing missing_;
};

}  // namespace fettle::odoo
