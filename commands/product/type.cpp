// Compiles the erased table of the aggregate, once.
#include "commands/product/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Product)

}  // namespace fettle
