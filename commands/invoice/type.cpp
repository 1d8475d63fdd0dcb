// Compiles the erased table of the aggregate, once.
#include "commands/invoice/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Invoice)

}  // namespace fettle
