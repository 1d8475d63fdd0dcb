// Compiles the erased table of the aggregate, once.
#include "commands/errand/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Errand)

}  // namespace fettle
