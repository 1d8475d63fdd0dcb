#include "adapters/kafka_log/membership.hpp"

#include <limits>

namespace fettle::kafka {
namespace {

using namespace std::chrono_literals;

constexpr int poll_ms = 100;
// Without a farewell the others wait for the end of the session.
constexpr std::chrono::milliseconds farewell_max = 5s;

using GroupMetadata = std::unique_ptr<rd_kafka_consumer_group_metadata_t,
                                      Destroyer<rd_kafka_consumer_group_metadata_destroy>>;

// Several are missed before the session ends, or the confirmation is too old. Who lives hears of a
// dead member by the answer to his beat; librdkafka 2.0.2 looks whether one is due only when it
// wakes, once a second unless there is something to do, such as a confirmation.
std::chrono::milliseconds beat(const KafkaSettings& settings) {
  return std::min<std::chrono::milliseconds>(settings.session_timeout / 12, 500ms);
}

Config config_for(const KafkaSettings& settings, const MembershipPlan& plan) {
  Config config(settings);
  config.set("group.id", plan.group)
      .set("enable.auto.commit", "false")
      .set("enable.auto.offset.store", "false")
      .set("auto.offset.reset", "latest")
      // Eager: in librdkafka 2.0.2 the cooperative way can hang (#4800, #4908, #4528).
      .set("partition.assignment.strategy", "range")
      .set("session.timeout.ms", settings.session_timeout)
      .set("heartbeat.interval.ms", beat(settings))
      .set("max.poll.interval.ms",
           std::max<std::chrono::milliseconds>(60s, settings.session_timeout))
      .set("fetch.wait.max.ms", "5000");
  if (!plan.client.empty()) config.set("client.id", plan.client);
  return config;
}

std::set<Partition> partitions_of(const rd_kafka_topic_partition_list_t& list) {
  std::set<Partition> found;
  for (int i = 0; i < list.cnt; ++i) {
    found.insert(Partition{static_cast<std::uint32_t>(list.elems[i].partition)});
  }
  return found;
}

}  // namespace

Membership::Membership(const KafkaSettings& settings, MembershipPlan plan)
    : settings_(settings),
      plan_(std::move(plan)),
      confirmed_(std::numeric_limits<Steady::rep>::min()) {}

Result<std::unique_ptr<Membership>> Membership::join(const KafkaSettings& settings,
                                                     MembershipPlan plan) {
  std::unique_ptr<Membership> made(new Membership(settings, std::move(plan)));
  auto config = config_for(settings, made->plan_);
  rd_kafka_conf_set_opaque(config.raw(), made.get());
  rd_kafka_conf_set_rebalance_cb(config.raw(), &Membership::rebalanced);
  rd_kafka_conf_set_offset_commit_cb(config.raw(), &Membership::committed);
  made->handle_ = TRY(config.consumer());
  rd_kafka_poll_set_consumer(made->handle_.get());
  const Partitions topics(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(topics.get(), made->plan_.topic.c_str(), RD_KAFKA_PARTITION_UA);
  if (const auto error = rd_kafka_subscribe(made->handle_.get(), topics.get())) {
    return fault_of(error, "join group " + made->plan_.group);
  }
  made->thread_ =
      std::jthread([self = made.get()](const std::stop_token& stop) { self->run(stop); });
  return made;
}

// One that nobody hears is left behind: its end would wait as long, and unpolled it calls nobody.
Membership::~Membership() {
  thread_ = {};
  if (handle_ && !say_farewell()) static_cast<void>(handle_.release());
}

// Not rd_kafka_consumer_close: 2.0.2 may wait for ever for brokers that are gone.
bool Membership::say_farewell() {
  const Queue last(rd_kafka_queue_new(handle_.get()));
  if (auto* error = rd_kafka_consumer_close_queue(handle_.get(), last.get())) {
    rd_kafka_error_destroy(error);
    return false;
  }
  const auto end = Steady::now() + farewell_max;
  while (rd_kafka_consumer_closed(handle_.get()) == 0) {
    if (Steady::now() > end) return false;
    rd_kafka_queue_poll_callback(last.get(), poll_ms);
  }
  return true;
}

void Membership::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const Message message(rd_kafka_consumer_poll(handle_.get(), poll_ms));
    // What stays wrong is told once, until partitions are dealt again.
    if (message && message->err != told_) {
      told_ = message->err;
      if (told_) plan_.on_fault(fault_of(told_, "membership of " + plan_.group));
    }
    if (Steady::now() - asked_ >= beat(settings_)) ask_for_confirmation();
  }
}

// A commit of the offset zero on the empty topic: the coordinator takes it from a member only.
void Membership::ask_for_confirmation() {
  std::set<Partition> ours;
  {
    const std::lock_guard lock(mutex_);
    ours = ours_;
  }
  if (asking_ || ours.empty()) return;
  if (standing() != standing_) return;
  const Partitions list(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(list.get(), plan_.topic.c_str(),
                                    static_cast<std::int32_t>(number(*ours.begin())))
      ->offset = 0;
  asked_ = Steady::now();
  asking_ = rd_kafka_commit(handle_.get(), list.get(), 1) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

// On the membership's thread, out of its poll.
void Membership::committed(rd_kafka_t*, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t*,
                           void* opaque) {
  auto& self = *static_cast<Membership*>(opaque);
  self.asking_ = false;
  // A commit is taken from no member too. It was this member's, in this generation, when both were
  // the same before and after.
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR || self.standing() != self.standing_) return;
  self.confirmed_ = self.asked_.time_since_epoch().count();
}

// Group, generation and member, as bytes that are only compared.
std::string Membership::standing() const {
  const GroupMetadata metadata(rd_kafka_consumer_group_metadata(handle_.get()));
  void* bytes = nullptr;
  std::size_t size = 0;
  if (!metadata) return {};
  if (auto* error = rd_kafka_consumer_group_metadata_write(metadata.get(), &bytes, &size)) {
    rd_kafka_error_destroy(error);
    return {};
  }
  std::string text(static_cast<const char*>(bytes), size);
  rd_kafka_mem_free(handle_.get(), bytes);
  return text;
}

void Membership::rebalanced(rd_kafka_t* handle, rd_kafka_resp_err_t what,
                            rd_kafka_topic_partition_list_t* partitions, void* opaque) {
  auto& self = *static_cast<Membership*>(opaque);
  if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    rd_kafka_assign(handle, partitions);
    self.standing_ = self.standing();
    self.deal(partitions_of(*partitions));
    self.asked_ = {};  // ask at once
    self.told_ = RD_KAFKA_RESP_ERR_NO_ERROR;
  } else {
    self.deal({});
    rd_kafka_assign(handle, nullptr);
  }
}

void Membership::deal(std::set<Partition> ours) {
  {
    const std::lock_guard lock(mutex_);
    ours_ = ours;
    confirmed_ = std::numeric_limits<Steady::rep>::min();
  }
  plan_.dealt(ours);
}

bool Membership::has(Partition partition) const {
  const std::lock_guard lock(mutex_);
  return ours_.contains(partition);
}

bool Membership::fresh() const {
  const auto confirmed = confirmed_.load();
  if (confirmed == std::numeric_limits<Steady::rep>::min()) return false;
  return Steady::now() - Steady::time_point(Steady::duration(confirmed)) <
         settings_.session_timeout / 2;
}

}  // namespace fettle::kafka
