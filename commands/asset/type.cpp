// Compiles the erased table of the aggregate, once.
#include "commands/asset/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Asset)

}  // namespace fettle
