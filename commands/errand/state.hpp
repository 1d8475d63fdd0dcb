// What a decision must know of an errand. One that nobody has tried yet has no state.
#pragma once

#include <optional>
#include <string>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/errand/events.hpp"

namespace fettle {

enum class ErrandStanding { OPEN, DEAD, GIVEN_UP, DONE };
FETTLE_ENUM(ErrandStanding, OPEN, DEAD, GIVEN_UP, DONE)

// The try that is on its way. After `until` its outcome is unknown, and another may begin.
struct CurrentTry {
  std::string by;
  Moment until;
};
FETTLE_STRUCT(CurrentTry, (by, until))

struct ErrandState {
  std::string connector;
  std::string action;
  std::string subject;
  std::int64_t tries = 0;
  ErrandStanding standing = ErrandStanding::OPEN;
  std::optional<CurrentTry> trying;
  std::optional<std::string> died_of;  // of a dead one: the code
};
FETTLE_STRUCT(ErrandState, (connector, action, subject, tries, standing, trying, died_of))

struct Errand {
  static constexpr std::string_view type = "errand";
  static constexpr std::string_view shape = "2";
  using Key = ErrandId;
  using State = ErrandState;
  using Events = boost::mp11::mp_list<ErrandTried, ErrandFailed, ErrandDied, ErrandRevived,
                                      ErrandGivenUp, ErrandDone>;
};

void evolve(ErrandState&, const ErrandTried&);
void evolve(ErrandState&, const ErrandFailed&);
void evolve(ErrandState&, const ErrandDied&);
void evolve(ErrandState&, const ErrandRevived&);
void evolve(ErrandState&, const ErrandGivenUp&);
void evolve(ErrandState&, const ErrandDone&);

}  // namespace fettle
