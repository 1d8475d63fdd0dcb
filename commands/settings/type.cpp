// Compiles the erased table of the aggregate, once.
#include "commands/settings/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Settings)

}  // namespace fettle
