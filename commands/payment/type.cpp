// Compiles the erased table of the aggregate, once.
#include "commands/payment/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Payment)

}  // namespace fettle
