// The one thread that decides for the tenants of a partition. The way of a command, in order:
//   handle: earlier answer? → decide → If-Match → fold → records → batch
//   commit: the batch goes to the log; appended: it is durable → answers leave → snapshots
// Everything here runs on the shard's own executor; the ports it is given do the waiting.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "core/commit_reader.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/executor.hpp"
#include "core/ports/lease.hpp"
#include "core/ports/log.hpp"
#include "core/shard/commit_builder.hpp"
#include "core/shard/event_time.hpp"
#include "core/shard/fold.hpp"
#include "core/shard/held_answers.hpp"
#include "core/shard/saver.hpp"
#include "core/shard/shard_view.hpp"

namespace fettle {

struct ShardPorts {
  Log& log;
  Snapshots& snapshots;
  Keys& keys;
  Clock& clock;
  Dice& dice;
  Executor& own;         // runs everything of this shard
  Executor& background;  // encodes and writes snapshots
};

struct ShardOptions {
  Partition partition{};
  std::string owner = "fettle";           // written into the claim
  std::size_t cached_max = 100'000;       // states kept in memory beside the unsaved ones
  std::size_t batches_in_flight_max = 8;  // beyond it the batch grows instead
  std::size_t batch_events_goal = 16;     // sent without waiting for more
  std::size_t batch_events_max = 4'096;   // beyond it, or the next, commands are refused
  std::size_t batch_bytes_max = 32 << 20;
  std::size_t held_answers_max = 20'000;
  Micros key_lifetime = std::chrono::hours(24 * 30);  // of an idempotency key, by event time
  Micros retry_after = std::chrono::seconds(1);       // between tries to take over
  Micros step_down_max = std::chrono::seconds(2);     // for what is on its way when ownership ends
  std::shared_ptr<const Lease> lease = std::make_shared<SoleLease>();
  // Shared with who takes out of the store what ended.
  std::shared_ptr<EventTime> event_time = std::make_shared<EventTime>();
  Saver::Options saver = {};
  // Told of each tenant that is stopped, with the event's offset and why; on the shard's thread,
  // and again after every take-over.
  std::function<void(std::string_view tenant, std::string_view why)> on_tenant_stopped = {};
  // Told of the claim under which it serves from now on; on the shard's thread.
  std::function<void(Offset claim)> on_serving = {};
  // Told why it does not serve: once for each reason until it serves again; on the shard's thread.
  std::function<void(const Fault& why)> on_down = {};
};

// The aggregate that says a tenant exists; its id is the tenant's name.
inline constexpr std::string_view tenant_aggregate = "tenant";

class Shard {
 public:
  Shard(const Domain& domain, ShardPorts ports, ShardOptions options);

  // Claims the partition and folds the log up to the claim. Blocks.
  Result<void> take_over();
  bool serving() const { return serving_; }

  // Decides one command; its `done` is called later, or at once when it rests on nothing pending.
  void handle(Submission&& submission);
  // Sends the commits decided so far. Call it when no more commands are waiting.
  void commit();
  // Fires due timers, ships snapshots, takes over again after a failure; gives up the partition
  // when the lease is another's, and folds along as its standby. Call it often.
  void tick();
  // Takes no more commands and writes everything down, so that the next start has nothing to fold.
  // Precondition: nothing is in flight.
  Result<void> close();

  bool idle() const { return in_flight_.empty() && batch_.records.empty(); }
  const Checkpoint& checkpoint() const { return checkpoint_; }
  const std::set<std::string>& stopped_tenants() const { return stopped_; }
  // How much it keeps of what is bounded.
  struct Kept {
    std::size_t cached = 0;    // states as stored
    std::size_t unstored = 0;  // keys that are newer in memory than in the store
    std::size_t unsaved = 0;   // changes, durable on the log, that wait for the store
    std::size_t changes = 0;   // these, and those of commits that are not durable yet
    std::size_t batches_in_flight = 0;
    std::size_t batch_events = 0;  // of the largest
    std::size_t held_answers = 0;
  };
  Kept kept() const;
  // Why no command is taken, in a word or two; nothing: they are, save those of stopped tenants.
  std::optional<std::string> trouble() const;

 private:
  using Yes = std::variant<Acceptance, Accepted>;
  using No = std::variant<Rejection, Fault>;

  struct Batch {
    std::uint64_t number = 1;
    std::vector<Record> records = {};
    std::size_t bytes = 0;  // of the records
    Changes changes = {};
    std::vector<std::pair<std::shared_ptr<AnswerRecord>, std::size_t>> answers =
        {};  // last record of
    ClaimCursor cursor = {};
    crypto::Digest last_hash{};
    std::uint64_t change = 0;  // of the last commit in it
  };

  // shard.cpp: deciding
  Expected<Yes, No> verdict_on(const Submission& submission);
  Expected<Yes, No> decide(ShardView& view, const Submission& submission);
  Expected<void, No> check_tenant(const Submission& submission);
  Expected<void, No> check_version(const Submission& submission, TenantView& view,
                                   std::string_view id);
  Expected<Yes, No> accept(const Submission& submission, const Context& context,
                           const Decision& decision);
  void hold(std::function<void(Outcome)> done, Verdict verdict);
  void release(std::uint64_t batch);
  std::uint64_t newest_batch() const;
  bool batch_full() const;

  // committing.cpp: batches and their outcome
  void appended(std::uint64_t epoch, std::uint64_t number, const Result<Offset>& first);
  void settle(Batch& batch, Offset first);
  Checkpoint behind(const Batch& batch, Offset first) const;
  void fail(const Fault& fault);
  void stay_down(const Fault& fault);

  // standby.cpp
  void step_down(Moment now);
  void give_up();
  void rest(Moment now);
  void follow(Moment now);
  Result<void> fold_along();
  void lose_track(const Fault& fault);

  // recovery.cpp
  Result<void> confirm_ownership() const;
  Result<CommitReader> begin_folding();
  Result<void> check_shape();
  Result<Checkpoint> stored_checkpoint();
  Result<void> load_stopped();
  Result<void> fold_up_to(Offset claim, CommitReader& reader);
  Result<void> fold_stored(const StoredCommit& commit);
  Result<void> fold_events(const StoredCommit& commit, const TenantId& tenant);
  void stop_tenant(const StoredCommit& commit, const Fault& why);
  void add_stopped(std::string tenant, std::string_view why);

  // timers.cpp
  bool may_try(Moment now);
  bool end_lost(Moment now);
  void fire_timers(Moment now);
  bool fire(std::string_view entry, Moment now);

  const Domain& domain_;
  ShardPorts ports_;
  ShardOptions options_;
  Memory memory_;
  Saver saver_;
  HeldAnswers held_;
  std::unique_ptr<LogWriter> writer_;
  Checkpoint checkpoint_;  // behind the last durable commit
  Batch batch_;
  std::deque<Batch> in_flight_;
  std::uint64_t change_ = 0;
  std::uint64_t epoch_ = 0;  // rises with every failure; answers of an earlier one are ignored
  bool serving_ = false;
  bool closing_ = false;
  Fault down_{FaultKind::unavailable, "starting", "the log is being folded"};
  Part part_ = Part::none;  // as of the last tick
  std::uint64_t term_ = 0;  // of the lease, when the last take-over began
  Moment try_again_{Micros{0}};
  Moment give_up_at_{Micros{0}};          // what is still on its way then is given up
  bool looking_ = false;                  // whether the log holds what it held
  Moment looked_at_{Micros{0}};           // when an idle one did last
  std::optional<Fault> lost_;             // why not, when it was seen not to
  std::optional<CommitReader> follower_;  // of a standby
  std::set<std::string> stopped_;
  std::set<std::string> fired_;  // timers whose firing changed nothing: asked once only
};

}  // namespace fettle
