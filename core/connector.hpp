// What is to be done by a system outside: an errand. A connector folds the log into open errands
// and runs them; the loop that takes them, pauses, gives up and asks again is core/connector_loop.
//
// An errand is opened by an event of the business (a payment asked for, a requisition approved),
// has that event's id, `<commit>.<index>`, and ends by an event ErrandDone in the commit that holds
// its result.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/domain.hpp"
#include "core/envelope.hpp"

namespace fettle {

struct DueErrand {
  std::string id;  // of the causing event
  TenantId tenant;
  std::string action;      // post_requisition, prepay, …: one word a kind of call
  std::string subject;     // "<type>/<id>" of what it is about
  Any details;             // what the connector folded; its own type by `action`
  std::int64_t tries = 0;  // begun before this one
  bool unclear = false;    // nobody knows what came of an earlier try: it may have succeeded
  // By then the last call of such a try was out; its work there may go on for a while.
  std::optional<Moment> unclear_since = {};
};

// Without `due` the errand is due at once.
struct OpenedErrand {
  std::string action;
  std::string subject;
  Any details;
  std::optional<Moment> due;
};

// What became of its subject makes an errand needless: a payment that succeeded is not asked after.
struct NeedlessErrand {
  std::string action;
  std::string subject;
};

struct ErrandChange {
  std::optional<OpenedErrand> opened;
  std::optional<NeedlessErrand> needless;
};

// The result of a try: a command that records it. Its decide ends the errand in the same commit,
// by end_errand of commands/errand; its struct has a field `errand`.
struct ErrandResult {
  std::string_view name;  // the command's, as declared
  Any command;
};

struct ErrandFailure {
  enum class Kind {
    unreachable,  // nobody there: no try of the plan is used up; the breaker counts it
    away,         // no answer of its own, and it may have acted: as retry until the breaker, which
                  // counts it, is open; from then on as unreachable
    retry,        // may succeed later, by the retry plan
    refused,      // never will without a person: a dead letter at once
  };
  Kind kind = Kind::retry;
  std::string code;    // stable, ours: odoo_access_denied; never the other side's text
  std::string detail;  // for the operator's eyes only: log and errand list of the manager
};

using ErrandOutcome = std::variant<ErrandResult, ErrandFailure>;

class Connector {
 public:
  virtual ~Connector() = default;
  virtual std::string_view name() const = 0;  // odoo, wechat_pay, mini_program
  // Tenants that have settings for it; errands of others wait.
  virtual bool serves(const TenantId& tenant) const = 0;
  virtual std::size_t batch_max() const { return 1; }

  // Pure; on the loop's thread.
  virtual bool wants(std::string_view event_type) const = 0;
  virtual ErrandChange fold(const Envelope& envelope, const AnyEvent& event) = 0;

  // Whether a call that failed by this code may still be at work there. Pure.
  virtual bool leaves_unclear(std::string_view) const { return false; }

  // Calls outside; on the connector's own thread, which may block. All of one tenant, at most
  // batch_max of them; one outcome each, in order. A try may come after one whose outcome nobody
  // knows: look first whether it was done.
  virtual std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) = 0;

  // Work without errands (reading products and stock in): asked for each served tenant now and
  // then, on the same thread as run. Gives commands to submit, each with its idempotency key.
  struct Findings {
    struct Found {
      ErrandResult command;
      std::string key;
    };
    std::vector<Found> found;
    std::optional<ErrandFailure> failure;
    std::chrono::milliseconds next_in{60'000};
    bool called = true;  // false: nobody was asked, so nothing is known of who is there
  };
  virtual std::optional<Findings> look(const TenantId&) { return std::nullopt; }
};

}  // namespace fettle
