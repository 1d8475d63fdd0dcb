// Compiles the erased table of the aggregate, once.
#include "commands/customer/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Customer)

}  // namespace fettle
