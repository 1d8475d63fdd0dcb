// A defect for as long as this lives. Only a build with FETTLE_PLANTED can have one.
#pragma once

#include <algorithm>
#include <array>
#include <utility>

#include "core/planted.hpp"
#include "core/result.hpp"

namespace fettle::sim {

// What the checks have too: a rule of the trade is their own ground, so one that is wrong is wrong
// for whoever asks it again.
constexpr Defect of_the_trade(Defect defect) {
#define FETTLE_OF_THE_TRADE(name, what) Defect::name,
  constexpr std::array all{FETTLE_TRADE_DEFECTS(FETTLE_OF_THE_TRADE)};
#undef FETTLE_OF_THE_TRADE
  return std::ranges::find(all, defect) == all.end() ? Defect::none : defect;
}

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
