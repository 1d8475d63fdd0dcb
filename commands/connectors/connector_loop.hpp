// Runs one connector on one partition: takes open errands, has them run on the connector's own
// thread, and records what came of it. A restart, a lost answer or a second node neither forgets
// an errand nor runs it beside another; a try whose outcome nobody knows is followed by one that
// looks first.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands/connectors/breaker.hpp"
#include "commands/connectors/errand_book.hpp"
#include "core/event_follower.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/executor.hpp"
#include "core/ports/metrics.hpp"
#include "core/shard/submission.hpp"

namespace fettle {

// One line an attempt, for the log of the process. Any thread.
struct ErrandAttempt {
  std::string_view connector, tenant, errand, action, subject;
  std::int64_t number = 0;
  std::string_view outcome;  // done, or the code of the failure
  std::string_view detail;   // of a failure, for the operator
  std::chrono::milliseconds took{0};
};

class ConnectorLoop {
 public:
  struct Options {
    Partition partition{};
    std::string node;                              // who tries, unique among the nodes
    std::chrono::milliseconds call_max{120'000};   // others keep off an errand for so long
    std::vector<std::chrono::milliseconds> retry;  // pauses after failures; then a dead letter
    Breaker::Options breaker;
    Micros record_again{std::chrono::seconds(1)};  // when the log does not take an outcome
    std::size_t read_bytes = 1 << 20;              // a step
  };
  struct Ports {
    Log& log;
    Keys& keys;
    Clock& clock;
    Dice& dice;
    Metrics& metrics;
    Executor& caller;  // the connector's thread, which calls outside
    std::function<void(Submission)> submit;
    std::function<void(const ErrandAttempt&)> on_attempt;
  };
  // `tenants`: those whose settings connect them; an EnableConnector is sent for each new one.
  static Result<std::unique_ptr<ConnectorLoop>> open(const Domain& domain, Ports ports,
                                                     Connector& connector,
                                                     std::vector<TenantId> tenants,
                                                     Options options);
  // The connector's thread must have ended, or never begin what was posted to it.
  ~ConnectorLoop();

  // Folds what the log has, waiting up to `wait` for more, then does what is due. One thread.
  // Faults are those of log and keys; call again.
  Result<void> step(std::chrono::milliseconds wait);
  void wake();  // any thread

 private:
  using Page = ErrandBook::Page;
  using Found = Connector::Findings::Found;
  struct Mailbox;
  struct Batch;
  struct Gauges;
  struct Side;  // what is known of one tenant beside its errands

  ConnectorLoop(const Domain& domain, Ports ports, Connector& connector,
                std::vector<TenantId> tenants, Options options, EventFollower follower);
  void take_mail();
  void connect();
  void serve(const TenantId& tenant);
  void begin(const TenantId& tenant, Page& page, Side& side);
  void take(const std::shared_ptr<Batch>& batch, BookedErrand& errand);
  void taken(const std::shared_ptr<Batch>& batch, const std::string& id, const Outcome& outcome);
  void run(const std::shared_ptr<Batch>& batch);
  void came_back(const std::shared_ptr<Batch>& batch, std::vector<ErrandOutcome> outcomes,
                 std::chrono::milliseconds took);
  void settle(const TenantId& tenant, BookedErrand& errand, const ErrandOutcome& outcome);
  void come_late(const DueErrand& errand, const ErrandOutcome& outcome);
  void fail(const TenantId& tenant, BookedErrand& errand, const ErrandFailure& failure);
  void record(const TenantId& tenant, const std::string& id, const Found& result);
  void record_again(const TenantId& tenant, const Side& side);
  void recorded(const TenantId& tenant, const std::string& id, const Found& result,
                const Outcome& outcome);
  void look(const TenantId& tenant, Side& side);
  void record_found(const TenantId& tenant, const Found& found);
  void record_found_again(const TenantId& tenant, Side& side);
  void looked(const TenantId& tenant, std::optional<Connector::Findings> findings);
  void send(const TenantId& tenant, std::string_view name, Any command, std::string key,
            const BookedErrand* errand, std::function<void(const Outcome&)> then);
  void tell(const DueErrand& errand, const ErrandOutcome& outcome, std::chrono::milliseconds took);
  Side& side(const TenantId& tenant);
  Page& page(const TenantId& tenant);
  std::string fresh_key();
  void measure();

  const Domain& domain_;
  Ports ports_;
  Connector& connector_;
  std::vector<TenantId> tenants_;
  Options options_;
  EventFollower follower_;
  ErrandBook book_;
  std::map<std::string, Side, std::less<>> sides_;  // by tenant
  std::unique_ptr<Gauges> gauges_;
  std::shared_ptr<Mailbox> mailbox_;  // shared with answers that may come when the loop is gone
};

}  // namespace fettle
