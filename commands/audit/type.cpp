// Compiles the erased table of the aggregate, once.
#include "commands/audit/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Audit)

}  // namespace fettle
