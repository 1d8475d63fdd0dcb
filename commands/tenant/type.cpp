// Compiles the erased table of the aggregate, once.
#include "commands/tenant/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Tenant)

}  // namespace fettle
