// The whole business: every aggregate and command that this binary knows.
#pragma once

#include "core/domain.hpp"

namespace fettle {

void fill(Domain& domain);

}  // namespace fettle
