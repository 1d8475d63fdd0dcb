// What happens to an errand: a piece of work that a system outside is asked for. It is opened by
// an event of the business and has that event's id.
#pragma once

#include <optional>
#include <string>

#include "core/moment.hpp"
#include "schemas/declare.hpp"
#include "schemas/ids.hpp"

namespace fettle {

struct ErrandTried {
  std::string connector;  // odoo, wechat_pay, mini_program
  std::string action;     // one word a kind of call
  std::string subject;    // "<type>/<id>" of what it is about
  std::int64_t number;    // 1, 2, 3 … of the tries
  std::string by;         // the node that calls
  Moment until;           // from then on another may try
};
FETTLE_EVENT(ErrandTried, 1, "A node took the errand and calls outside.",
             (connector, action, subject, number, by, until))

struct ErrandFailed {
  std::int64_t number;
  std::string code;  // ours, never the other side's text
  bool reached;      // false: nobody was there, and the plan of retries is not used up
  Moment next_at;
};
FETTLE_EVENT(ErrandFailed, 1, "The try brought no result; there will be another.",
             (number, code, reached, next_at))

struct ErrandDied {
  std::int64_t number;
  std::string code;
};
FETTLE_EVENT(ErrandDied, 1, "No further try by itself: a person decides.", (number, code))

struct ErrandRevived {
  std::string by;
};
FETTLE_EVENT(ErrandRevived, 1, "A person had the errand tried again, from its first pause on.",
             (by))

struct ErrandGivenUp {
  std::string by;
  std::string reason;
  // Of one that nobody had tried.
  std::optional<std::string> connector;
  std::optional<std::string> action;
  std::optional<std::string> subject;
};
FETTLE_EVENT(ErrandGivenUp, 1, "A person settled the matter in another way.",
             (by, reason, connector, action, subject))

struct ErrandDone {
  std::string result;  // the command that recorded it
};
FETTLE_EVENT(ErrandDone, 1, "The result is recorded; nothing more is to be done.", (result))

}  // namespace fettle
