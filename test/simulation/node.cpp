#include "test/simulation/node.hpp"

#include "test/simulation/outside/connectors.hpp"

namespace fettle::sim {
namespace {

using namespace std::chrono_literals;

constexpr Micros tick_every{20'000};
constexpr Micros step_every{50'000};
constexpr std::chrono::milliseconds no_wait{0};
constexpr std::size_t inbox_max = 1'000;       // of a tenant
constexpr std::size_t commit_events_max = 50;  // of any command
constexpr std::size_t changes_of_an_event_max = 20;

// A connector with the thread on which it calls outside.
struct Connection {
  std::unique_ptr<Connector> connector;
  std::unique_ptr<ProcessThread> caller;
  std::unique_ptr<ConnectorLoop> loop;
};

// One letter a partition.
std::string text_of(const std::vector<Dealt>& parts) {
  std::string text;
  for (const auto& [part, term] : parts) {
    text += part == Part::owner ? 'o' : part == Part::standby ? 's' : '-';
  }
  return text;
}

bool ends_projector(const Fault& fault) {
  return fault.kind == FaultKind::mismatch || fault.kind == FaultKind::damaged;
}

}  // namespace

NodeSettings NodeSettings::drawn(Random& random) {
  NodeSettings drawn;
  drawn.shard.cached_max = 1 + random.below(200);
  drawn.shard.batches_in_flight_max = 1 + random.below(8);
  drawn.shard.batch_events_goal = 1 + random.below(16);
  drawn.shard.batch_events_max = 4 * drawn.shard.batch_events_goal;
  drawn.shard.saver.unflushed_events = 1 + random.below(200);
  drawn.shard.saver.unsaved_max = 200 + random.below(5'000);
  drawn.commands_per_turn_max = 1 + random.below(16);
  drawn.projector.batch_bytes_max = 1 + random.below(1 << 18);
  drawn.projector.cached_rows_max = 1 + random.below(500);
  return drawn;
}

struct Node::Part_ {
  Part_(Stage stage, Process& process, SnapshotFolder& folder)
      : own(stage, process), background(stage, process), snapshots(stage, process, folder) {}

  Partition partition{};
  ProcessThread own, background;
  SimSnapshots snapshots;
  Inbox inbox{inbox_max};
  bool turning = false;
  std::unique_ptr<Shard> shard;
  OrderNotices notices;
  std::unique_ptr<ProcessManagerLoop> manager;
  std::vector<Connection> connections;
};

struct Node::Running {
  NodeSettings settings;
  std::unique_ptr<Log> log;
  BrokerLog* broker_log = nullptr;  // null on the embedded log
  std::unique_ptr<SimKeys> keys;
  std::unique_ptr<SimTables> tables;
  std::unique_ptr<Membership> membership;
  std::vector<std::unique_ptr<Projector>> projectors;  // by partition
  std::map<Partition, Fault> stopped;
  std::vector<std::unique_ptr<Part_>> parts;  // by partition
};

Node::Node(Stage stage, Site& site, std::string name)
    : stage_(stage),
      site_(site),
      process_(stage, std::move(name)),
      clock_(stage.schedule),
      folders_(site.partitions()) {
  process_.on_crash([this] { crash(); });
}

Node::~Node() {
  process_.end();
  running_.reset();
}

void Node::crash() {
  stage_.story.tell("crash", "{}", process_.name());
  process_.end();
  running_.reset();
  for (auto& folder : folders_) folder.crash(stage_.random);
  if (site_.embedded()) site_.files.crash(stage_);
}

void Node::start() {
  stage_.story.tell("start", "{}", process_.name());
  process_.begin();
  running_ = std::make_unique<Running>();
  auto& on = *running_;
  on.settings = NodeSettings::drawn(stage_.random);
  if (site_.embedded()) {
    on.log = std::make_unique<EmbeddedSimLog>(stage_, process_, site_.files);
  } else {
    auto log = std::make_unique<BrokerLog>(stage_, process_, site_.broker);
    on.broker_log = log.get();
    on.log = std::move(log);
    on.membership = std::make_unique<Membership>(stage_.schedule, site_.partitions());
  }
  on.keys = std::make_unique<SimKeys>(stage_, process_, site_.keys);
  on.tables = std::make_unique<SimTables>(stage_, process_, site_.tables);
  for (std::uint32_t p = 0; p < site_.partitions(); ++p) {
    const Partition partition{p};
    auto part = std::make_unique<Part_>(stage_, process_, folders_[p]);
    part->partition = partition;
    auto options = on.settings.shard;
    options.partition = partition;
    options.owner = process_.name();
    options.event_time = std::make_shared<EventTime>();
    if (on.membership) options.lease = std::make_shared<DealtLease>(*on.membership, partition);
    options.on_serving = [this, p](Offset claim) {
      stage_.story.tell("serves", "{}: partition {} from {}", process_.name(), p, number(claim));
    };
    options.on_down = [this, p](const Fault& why) {
      stage_.story.tell("down", "{}: partition {}, {}", process_.name(), p, why.code);
    };
    part->shard = std::make_unique<Shard>(site_.domain,
                                          ShardPorts{*on.log, part->snapshots, *on.keys, clock_,
                                                     stage_.random, part->own, part->background},
                                          std::move(options));
    on.parts.push_back(std::move(part));
    on.projectors.push_back(std::make_unique<Projector>(
        ProjectorPorts{*on.log, *on.tables, *on.keys, stage_.random, clock_}, site_.domain,
        site_.projection, CheckpointKey{site_.projection.name, partition, 0},
        on.settings.projector));
    process_.later(step_every, [this, partition] { project(partition); });
  }
  if (on.membership) process_.later(Micros{1}, [this] { ask_group(); });
  process_.later(Micros{2}, [this] { tick(); });
}

void Node::ask_group() {
  process_.later(ask_every, [this] { ask_group(); });
  if (running_->broker_log->cut_off()) return;
  const auto asked = stage_.schedule.now();
  auto holds = running_->membership->holds();
  process_.later(stage_.random.between(Micros{100}, Micros{5'000}), [this, asked, holds] {
    const auto parts = site_.group->ask(process_.name(), holds);
    process_.later(stage_.random.between(Micros{100}, Micros{5'000}), [this, asked, parts] {
      if (!running_->membership->told(parts, asked)) return;
      stage_.story.tell("dealt", "{}: {}", process_.name(), text_of(parts));
    });
  });
}

void Node::tick() {
  process_.later(tick_every, [this] { tick(); });
  for (const auto& part : running_->parts) look_into(*part);
}

void Node::look_into(Part_& part) {
  process_.may_crash();
  part.own.post([&part] { part.shard->tick(); });
  if (!owns(part.partition)) {
    part.manager.reset();
    part.connections.clear();
  } else if (!part.manager && part.shard->serving()) {
    if (start_companions(part)) accompany(part);
  }
}

Result<void> Node::start_companions(Part_& part) {
  auto& on = *running_;
  const auto submit = [this](Submission submission) { this->submit(std::move(submission)); };
  auto manager =
      TRY(ProcessManagerLoop::open(site_.domain, {*on.log, *on.keys, clock_, stage_.random, submit},
                                   part.notices, {.partition = part.partition}));
  std::vector<TenantId> tenants;
  for (const auto& tenant : site_.tenants) {
    if (site_.partition_of(tenant) == part.partition) tenants.push_back(tenant);
  }
  std::vector<Connection> connections(2);
  connections[0].connector = warehouse_connector(stage_, process_, site_.outside.warehouse);
  connections[1].connector = payment_connector(stage_, process_, site_.outside.payments);
  for (auto& one : connections) {
    one.caller = std::make_unique<ProcessThread>(stage_, process_);
    one.loop =
        TRY(ConnectorLoop::open(site_.domain,
                                {*on.log, *on.keys, clock_, stage_.random, metrics_, *one.caller,
                                 submit, [](const ErrandAttempt&) {}},
                                *one.connector, tenants,
                                {.partition = part.partition,
                                 .node = process_.name(),
                                 .call_max = 5'000ms,
                                 .retry = std::vector<std::chrono::milliseconds>(20, 500ms),
                                 .breaker = {.failures_max = 5, .pause = 1s, .pause_max = 2s}}));
  }
  part.manager = std::move(manager);
  part.connections = std::move(connections);
  return {};
}

// For as long as these companions live; others have a chain of their own.
void Node::accompany(Part_& part) {
  process_.later(step_every, [this, &part, self = part.manager.get()] {
    if (part.manager.get() != self) return;
    process_.may_crash();
    (void)part.manager->step(no_wait);
    for (const auto& one : part.connections) (void)one.loop->step(no_wait);
    accompany(part);
  });
}

bool Node::owns(Partition partition) const {
  if (!running_) return false;
  return !running_->membership || running_->membership->part(partition) == Part::owner;
}

void Node::submit(Submission submission) {
  const auto partition = site_.partition_of(submission.tenant);
  auto& part = *running_->parts[number(partition)];
  if (!owns(partition)) {
    return submission.done(Fault{FaultKind::unavailable, "not_owner", "another node owns it"});
  }
  if (!part.inbox.put(submission)) {
    return submission.done(Fault{FaultKind::unavailable, "tenant_queue_full", "too much waits"});
  }
  if (std::exchange(part.turning, true)) return;
  part.own.post([this, &part] { turn(part); });
}

Submission Node::witnessed(Submission submission) {
  if (site_.witness == nullptr) return submission;
  const auto command = std::make_shared<const Handed>(
      Handed{process_.name(), submission.tenant, submission.caller, submission.type,
             submission.command, submission.key, submission.request_hash, submission.if_match,
             stage_.schedule.now(), clock_.now()});
  site_.witness->handed(command);
  submission.done = [witness = site_.witness, command,
                     done = std::move(submission.done)](Outcome outcome) {
    witness->answered(*command, outcome);
    done(std::move(outcome));
  };
  return submission;
}

// As ShardThread does.
void Node::turn(Part_& part) {
  part.turning = false;
  std::vector<Submission> taken;
  part.inbox.take(running_->settings.commands_per_turn_max, taken);
  for (auto& submission : taken) part.shard->handle(witnessed(std::move(submission)));
  part.shard->commit();
  process_.may_crash();
  if (part.inbox.size() > 0 && !std::exchange(part.turning, true)) {
    part.own.post([this, &part] { turn(part); });
  }
}

void Node::project(Partition partition) {
  auto& on = *running_;
  auto wait = stage_.random.between(step_every / 5, step_every);
  const auto folded = on.projectors[number(partition)]->step(no_wait);
  if (!folded) {
    if (ends_projector(folded.error())) {
      stage_.story.tell("projector ends", "{} {}: {}", process_.name(), number(partition),
                        folded.error().code);
      on.stopped.emplace(partition, folded.error());
      return;
    }
    wait *= 4;
  }
  process_.later(wait, [this, partition] { project(partition); });
}

void Node::cut_off_until(Moment when) {
  if (running_ && running_->broker_log) running_->broker_log->cut_off_until(when);
}

std::vector<Fault> Node::stopped() const {
  std::vector<Fault> all;
  if (!running_) return all;
  for (const auto& [partition, fault] : running_->stopped) all.push_back(fault);
  return all;
}

bool Node::stopped_at(Partition partition) const { return running_->stopped.contains(partition); }

bool Node::refuses() const {
  if (!running_) return false;
  if (!running_->stopped.empty()) return true;
  for (const auto& part : running_->parts) {
    const auto why = part->shard->trouble();
    if (why == "checkpoint_ahead_of_log" || why == "log_damaged") return true;
  }
  return false;
}

const Shard* Node::shard(Partition partition) const {
  return running_ ? running_->parts[number(partition)]->shard.get() : nullptr;
}

void Node::each_size(const ShowSize& show) const {
  if (!running_) return;
  const auto& on = *running_;
  const auto& options = on.settings.shard;
  // What is on its way when commands begin to be refused comes on top.
  const auto coming = (options.batches_in_flight_max + 1) * options.batch_events_max;
  for (const auto& part : on.parts) {
    const auto kept = part->shard->kept();
    show("commands waiting", part->inbox.size(), inbox_max * site_.tenants.size());
    show("states cached", kept.cached, options.cached_max);
    show("batches on their way", kept.batches_in_flight, options.batches_in_flight_max);
    show("events in a batch", kept.batch_events, options.batch_events_max + commit_events_max);
    show("answers held", kept.held_answers, options.held_answers_max);
    show("changes not saved", kept.unsaved,
         options.saver.unsaved_max + coming * changes_of_an_event_max);
    if (part->shard->serving()) show("changes in memory", kept.unstored, kept.changes);
  }
  for (const auto& projector : on.projectors) {
    show("rows cached", projector->cached_rows(), on.settings.projector.cached_rows_max);
  }
}

bool Node::has_open_items() const {
  if (!running_) return false;
  for (const auto& part : running_->parts) {
    if (part->manager && part->manager->open_items() > 0) return true;
  }
  return false;
}

}  // namespace fettle::sim
