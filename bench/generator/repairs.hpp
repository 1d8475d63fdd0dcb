// Work orders from intake until the repair begins: seven commands each, by customer and manager.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>

#include "bench/generator/loads.hpp"

namespace fettle::bench {

class Repairs final : public Load {
 public:
  Repairs(const LoadSettings& settings, Acknowledged& acknowledged);

  Request next() override;
  Verdict judge(std::uint64_t number, const Answer& answer) override;

 private:
  struct Order {
    std::size_t store = 0;
    std::size_t step = 0;  // that comes next, or is on its way
    std::string id = {};
  };

  Order order_to_go_on_with();
  std::string rendered(const Order& order) const;

  const LoadSettings settings_;
  Acknowledged& acknowledged_;
  std::deque<Order> waiting_;  // whose last step was accepted
  std::unordered_map<std::uint64_t, Order> on_their_way_;
  std::string request_;
  std::uint64_t sent_ = 0;
  std::size_t opened_ = 0;
};

}  // namespace fettle::bench
