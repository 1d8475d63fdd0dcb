// A defect for as long as this lives. Only a build with FETTLE_PLANTED can have one.
#pragma once

#include <utility>

#include "core/planted.hpp"
#include "core/result.hpp"

namespace fettle::sim {

class Planting {
 public:
#ifdef FETTLE_PLANTED
  explicit Planting(Defect defect) : before_(std::exchange(planted_now, defect)) {}
  ~Planting() { planted_now = before_; }
#else
  explicit Planting(Defect defect) {
    invariant(defect == Defect::none, "only a build with FETTLE_PLANTED can plant a defect");
  }
  ~Planting() = default;
#endif
  Planting(const Planting&) = delete;
  Planting& operator=(const Planting&) = delete;

#ifdef FETTLE_PLANTED
 private:
  Defect before_;
#endif
};

}  // namespace fettle::sim
