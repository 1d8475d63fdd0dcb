// All products of an Odoo under the names that we give them: their code, if it can be a name and
// is nobody else's.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "adapters/odoo/products.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "schemas/product/commands.hpp"

namespace fettle::odoo {

struct Catalogue {
  static constexpr std::size_t products_max = 50'000;

  struct Entry {
    ProductId id;
    Product product;
    std::string supplier;  // the first one; may be empty
    bool active = true;    // false: in Odoo's archive
  };
  // The archived ones first: another may have got their code.
  std::vector<Entry> entries;
  std::set<std::string> twice_used;  // codes of active ones; nobody is named by them
  bool complete = true;              // false: there are more than products_max
};

// Odoo says which codes are used twice only to who has read them all.
Result<Catalogue> read_catalogue(Transport& odoo);

// odoo-<id> unless the code can be a name.
ProductId product_id(const Product& product, const std::set<std::string>& twice_used);

SyncedProduct synced(const Catalogue::Entry& entry, Currency currency);

}  // namespace fettle::odoo
