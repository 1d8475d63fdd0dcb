// What known callers were refused for lack of a right. Kept apart from the thing itself, whose
// stream a denial never touches.
#pragma once

#include <string>

#include "schemas/declare.hpp"

namespace fettle {

struct CommandDenied {
  std::string account;
  std::string role;
  std::string face;
  std::string command;  // declared name, or method and path when there is none
  std::string subject;  // id of the addressed thing; empty: none
  std::string code;
  std::int64_t count;  // above the limit of single records, one stands for several
};
FETTLE_EVENT(CommandDenied, 1, "A known caller asked for what he may not do.",
             (account, role, face, command, subject, code, count))

}  // namespace fettle
