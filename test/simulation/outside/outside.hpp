// The systems outside, with books of their own: a warehouse system that posts a document once under
// its name, and a payment service that takes a trade once under its number. They do what they are
// asked for, and do not always say so.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/connector.hpp"
#include "core/money.hpp"
#include "schemas/ids.hpp"
#include "schemas/payment/outside.hpp"

namespace fettle::sim {

// By tenant and the document's name.
struct WarehouseBooks {
  std::map<std::string, std::int64_t> issued;    // pieces
  std::map<std::string, std::int64_t> returned;  // pieces
  std::uint64_t posted_twice = 0;
};

struct PaymentBooks {
  struct Trade {
    TenantId tenant{"-"};
    PaymentId payment{"-"};
    Money amount = Money::fen(0);
    bool paid = false, closed = false;
  };
  struct GivenBack {
    PaymentId payment{"-"};
    Money amount = Money::fen(0);
  };
  std::map<std::string, Trade> trades;       // by tenant and number
  std::map<std::string, GivenBack> refunds;  // by tenant and number
};

struct Outside {
  WarehouseBooks warehouse;
  PaymentBooks payments;
};

inline std::string of_tenant(const TenantId& tenant, std::string_view name) {
  return tenant.text() + "/" + std::string(name);
}

}  // namespace fettle::sim
