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

void evolve(ErrandState& errand, const ErrandDied& e) {
  errand.standing = ErrandStanding::DEAD;
  errand.died_of = e.code;
  errand.trying.reset();
}

void evolve(ErrandState& errand, const ErrandRevived&) {
  errand.standing = ErrandStanding::OPEN;
  errand.died_of.reset();
}

void evolve(ErrandState& errand, const ErrandGivenUp& e) {
  errand.standing = ErrandStanding::GIVEN_UP;
  errand.trying.reset();
  if (e.connector) errand.connector = *e.connector;
  if (e.action) errand.action = *e.action;
  if (e.subject) errand.subject = *e.subject;
}

void evolve(ErrandState& errand, const ErrandDone&) {
  errand.standing = ErrandStanding::DONE;
  errand.trying.reset();
}

}  // namespace fettle
