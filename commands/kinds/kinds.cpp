#include "commands/kinds/kinds.hpp"

#include "commands/kinds/auto.hpp"

namespace fettle {

const Flow& flow_named(std::string_view name) {
  invariant(name == auto_repair::flow_name, "a job names a flow that is not known");
  return auto_repair::work_order_flow();
}

}  // namespace fettle
