// Compiles the erased table of the aggregate, once.
#include "commands/staff/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Staff)

}  // namespace fettle
