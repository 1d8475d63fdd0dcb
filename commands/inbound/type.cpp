// Compiles the erased table of the aggregate, once.
#include "commands/inbound/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Inbound)

}  // namespace fettle
