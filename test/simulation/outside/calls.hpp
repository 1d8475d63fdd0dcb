// One call outside: nobody may be there, or somebody who acts and says nothing.
#pragma once

#include "core/connector.hpp"
#include "test/simulation/engine/process.hpp"

namespace fettle::sim {

template <class Act>
ErrandOutcome call(const Stage& stage, Process& process, Act&& act) {
  process.may_crash();
  if (stage.random.chance(stage.faults.outside_away)) {
    return ErrandFailure{ErrandFailure::Kind::unreachable, "not_reached", "nobody is there"};
  }
  auto outcome = act();
  process.may_crash();
  if (stage.random.chance(stage.faults.outside_mute)) {
    stage.story.count("outside mute");
    return ErrandFailure{ErrandFailure::Kind::away, "reply_missing", "it may have acted"};
  }
  return outcome;
}

}  // namespace fettle::sim
