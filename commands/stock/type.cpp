// Compiles the erased table of the aggregate, once.
#include "commands/stock/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Stock)

}  // namespace fettle
