// Compiles the erased table of the aggregate, once.
#include "commands/stock_count/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(StockCount)

}  // namespace fettle
