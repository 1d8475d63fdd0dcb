// Compiles the erased table of the aggregate, once.
#include "commands/job/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Job)

}  // namespace fettle
