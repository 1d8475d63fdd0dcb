// A row of numbers of a tenant, one drawn after the other.
#pragma once

#include "schemas/declare.hpp"

namespace fettle {

struct NumberDrawn {
  std::int64_t number;
};
FETTLE_EVENT(NumberDrawn, 1, "The next number of a row was given away.", (number))

}  // namespace fettle
