// Compiles the erased table of the aggregate, once.
#include "commands/media/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Media)

}  // namespace fettle
