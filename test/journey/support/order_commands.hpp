// What the ledger says of each command on a work order: who gives it, with what body, in which
// states, and where it leads. Written down here a second time on purpose: the product's own table
// is what is tested.
#pragma once

#include <functional>
#include <map>

#include "test/journey/support/work_order.hpp"

namespace fettle::journey {

struct OrderCommand {
  std::string name;     // declared
  std::string pattern;  // "/tech/work-orders/{work_order}/accept"; all are POST
  std::function<const Caller&(WorkOrder&)> by;
  std::function<Json(WorkOrder&)> body;
  std::map<std::string, std::string> moves;  // from a state that takes it to the state after
  // What else must have happened in that state before it is taken; may be empty.
  std::function<void(WorkOrder&)> before = {};
  bool in_careful_store = false;
};

const std::vector<OrderCommand>& order_commands();

// An order in that state, ready for the command.
WorkOrder ready_for(const OrderCommand& command, Shop& shop, const std::string& state);

}  // namespace fettle::journey
