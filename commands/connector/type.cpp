// Compiles the erased table of the aggregate, once.
#include "commands/connector/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Connection)

}  // namespace fettle
