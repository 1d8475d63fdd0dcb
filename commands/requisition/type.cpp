// Compiles the erased table of the aggregate, once.
#include "commands/requisition/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Requisition)

}  // namespace fettle
