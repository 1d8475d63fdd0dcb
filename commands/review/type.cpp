// Compiles the erased table of the aggregate, once.
#include "commands/review/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Review)

}  // namespace fettle
