// Compiles the erased table of the aggregate, once.
#include "commands/counter/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Counter)

}  // namespace fettle
