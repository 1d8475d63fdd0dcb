// Commands on errands. The loop of a connector sends the first two; people send the others.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/values.hpp"

namespace fettle {

struct BeginTry {
  struct Answer {
    std::int64_t number;
  };
  ErrandId errand;
  Text<1, 40> connector;
  Text<1, 60> action;
  Text<1, 200> subject;
  Text<1, 200> by;
  Whole<1, 86'400'000> for_ms;  // how long the call may take: others keep off until then
};
FETTLE_STRUCT(BeginTry::Answer, (number))
FETTLE_COMMAND(BeginTry, "Takes an errand before the call outside, so that nobody else calls.",
               (.aggregate = "errand"), (errand, connector, action, subject, by, for_ms))

struct FailTry {
  ErrandId errand;
  Whole<1, 1'000'000> number;
  Text<1, 100> code;
  bool reached;
  std::optional<Whole<0, 864'000'000>> retry_in_ms;  // absent: a dead letter
};
FETTLE_COMMAND(FailTry, "Records that a try brought no result.", (.aggregate = "errand"),
               (errand, number, code, reached, retry_in_ms))

struct RetryErrand {
  ErrandId errand;
};
FETTLE_COMMAND(RetryErrand, "Has a dead or waiting errand tried again, now.",
               (.aggregate = "errand", .routes = {{"POST", "/admin/errands/{errand}/retry"}},
                .roles = {role::manager, role::finance, role::warehouse}),
               (errand))

struct GiveUpErrand {
  ErrandId errand;
  Text<1, 500> reason;
};
FETTLE_COMMAND(GiveUpErrand,
               "Ends an errand that is dead, or waits for a system that is gone, and whose matter "
               "is settled in another way.",
               (.aggregate = "errand", .routes = {{"POST", "/admin/errands/{errand}/give-up"}},
                .roles = {role::manager}),
               (errand, reason))

// Of a commit; what is left is revived by the same command again.
inline constexpr std::int64_t errands_revived_max = 200;

struct RetryErrands {
  struct Answer {
    std::int64_t revived;
    bool more;  // are dead: ask again
  };
  Text<1, 40> connector;
  std::optional<Text<1, 100>> code;  // of the failure that they died of; absent: any
};
FETTLE_STRUCT(RetryErrands::Answer, (revived, more))
FETTLE_COMMAND(RetryErrands,
               "Has the dead errands of a connector tried again, up to 200 of them at once.",
               (.aggregate = "errand", .routes = {{"POST", "/admin/errands/retry"}},
                .roles = {role::manager, role::finance, role::warehouse}),
               (connector, code))

}  // namespace fettle
