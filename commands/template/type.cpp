// Compiles the erased table of the aggregate, once.
#include "commands/template/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Template)

}  // namespace fettle
