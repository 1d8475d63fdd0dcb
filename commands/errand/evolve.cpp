#include "commands/errand/state.hpp"

namespace fettle {

void evolve(ErrandState& errand, const ErrandTried& e) {
  errand.connector = e.connector;
  errand.action = e.action;
  errand.subject = e.subject;
  errand.tries = e.number;
  errand.trying = CurrentTry{e.by, e.until};
}

void evolve(ErrandState& errand, const ErrandFailed&) { errand.trying.reset(); }

void evolve(ErrandState& errand, const ErrandDied&) {
  errand.standing = ErrandStanding::DEAD;
  errand.trying.reset();
}

void evolve(ErrandState& errand, const ErrandRevived&) { errand.standing = ErrandStanding::OPEN; }

void evolve(ErrandState& errand, const ErrandGivenUp&) {
  errand.standing = ErrandStanding::GIVEN_UP;
}

void evolve(ErrandState& errand, const ErrandDone&) {
  errand.standing = ErrandStanding::DONE;
  errand.trying.reset();
}

}  // namespace fettle
