// Compiles the erased table of the aggregate, once.
#include "commands/stock_sync/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(StockSync)

}  // namespace fettle
