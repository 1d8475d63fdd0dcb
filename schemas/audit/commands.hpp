// Commands on the audit stream.
#pragma once

#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct RecordDenial {
  Text<1, 64> account;
  Text<0, 32> role;
  Text<0, 32> face;
  Text<1, 200> command;
  Text<0, 64> subject;
  Text<1, 64> code;
  Whole<1, 1'000'000'000> count;
};
FETTLE_COMMAND(RecordDenial, "Keeps what a known caller was refused; the engine's own.",
               (.aggregate = "audit"), (account, role, face, command, subject, code, count))

}  // namespace fettle
