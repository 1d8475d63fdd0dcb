// What clients of one shop know of it, and what they ask for next: mostly what moves an order on,
// now and then anything, so that clients get in each other's way.
#pragma once

#include <string>
#include <vector>

#include "core/domain.hpp"
#include "test/simulation/engine/random.hpp"
#include "test/simulation/load/request.hpp"

namespace fettle::sim {

class Shop {
 public:
  Shop(const Domain& domain, TenantId tenant, Random random)
      : domain_(domain), tenant_(std::move(tenant)), random_(std::move(random)) {}

  const TenantId& tenant() const { return tenant_; }

  // The commands that open it, one after the other; then nothing.
  std::optional<Request> opening();
  // It is open without this one: it was done already.
  void skip() { ++opened_; }
  bool open() const { return opened_ >= openings; }
  // Something that some client would ask for. Precondition: it is open.
  Request anything();

  // What came of a request changes what clients know.
  void learn(const Request& request, const Accepted& accepted);

 private:
  static constexpr std::size_t openings = 13;
  struct Order {
    std::string id;
    std::string state;
    std::int64_t quote = 0;
    std::string technician = {};
  };

  Request ask(std::string_view command, const Caller& caller, std::string body,
              std::map<std::string, std::string> path = {});
  Request about(Order& order);
  Request on_the_way(const Order& order);
  Request beside(const Order& order);
  Request of_parts();
  Request of_money();
  Request new_order();
  Request new_figures();

  const Domain& domain_;
  TenantId tenant_;
  Random random_;
  std::uint64_t asked_ = 0;
  std::size_t opened_ = 0;
  Caller customer_{AccountId("li"), "customer", "mp", ""};  // then as WeChat knows him
  std::string vehicle_ = "unknown";                         // until it is registered
  std::vector<Order> orders_;
  std::vector<std::string> requisitions_, payments_;
};

}  // namespace fettle::sim
