// Compiles the erased table of the aggregate, once.
#include "commands/store/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Store)

}  // namespace fettle
