// What decide is given beside the command, and what it gives back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/id.hpp"
#include "core/moment.hpp"

namespace fettle {

struct Caller {
  AccountId account;
  std::string role;   // customer, technician, manager … as the credential says
  std::string face;   // mp, tech, admin …; "engine" for timers and process managers
  std::string store;  // empty: not bound to one store
};

// Time, ids and caller of one command: all that decide may know beside the view. The same context
// and view give the same decision.
struct Context {
  TenantId tenant;
  Moment now;
  Caller caller;
  CommitId commit;
  mutable unsigned ids_given = 0;

  // A new id, unique in the log: derived from the commit's.
  template <class Id>
  Id fresh() const {
    const auto n = ids_given++;
    return Id(n == 0 ? commit.text() : commit.text() + "-" + std::to_string(n));
  }
};

struct DecidedEvent {
  const AggregateType* aggregate = nullptr;
  std::string id;
  AnyEvent event;
};

// Empty events: accepted, nothing to do, nothing remembered. `answer` holds JSON members without
// braces, e.g. `"quote_version":2`; id, version and position are added by the shard.
struct Decision {
  std::vector<DecidedEvent> events;
  std::string id;  // of the aggregate that the answer speaks of
  std::string answer;
  std::uint16_t status = 200;
};

}  // namespace fettle
