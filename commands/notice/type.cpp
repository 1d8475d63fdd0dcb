// Compiles the erased table of the aggregate, once.
#include "commands/notice/indexes.hpp"

namespace fettle {

FETTLE_AGGREGATE_HERE(Notice)

}  // namespace fettle
