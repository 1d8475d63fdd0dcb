// What ships has no planted defect: seen at compile time.
#include "core/planted.hpp"

#ifndef FETTLE_PLANTED
namespace fettle {

#define FETTLE_IS_ABSENT(name, what) static_assert(!planted(Defect::name));
FETTLE_DEFECTS(FETTLE_IS_ABSENT)
#undef FETTLE_IS_ABSENT

}  // namespace fettle
#endif
