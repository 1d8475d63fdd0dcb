// Compiles the erased table of the aggregate, once.
#include "commands/case/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Case)

}  // namespace fettle
