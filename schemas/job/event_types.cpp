#include "schemas/job/event_types.hpp"

namespace fettle {

FETTLE_EVENTS_HERE(FETTLE_JOB_EVENTS)

}  // namespace fettle
