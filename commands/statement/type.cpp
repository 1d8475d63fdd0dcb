// Compiles the erased table of the aggregate, once.
#include "commands/statement/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Statement)

}  // namespace fettle
