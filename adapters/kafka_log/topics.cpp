#include "adapters/kafka_log/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <thread>

#include "adapters/kafka_log/handle.hpp"

namespace fettle::kafka {
namespace {

using NewTopic = std::unique_ptr<rd_kafka_NewTopic_t, Destroyer<rd_kafka_NewTopic_destroy>>;
using ConfigResource =
    std::unique_ptr<rd_kafka_ConfigResource_t, Destroyer<rd_kafka_ConfigResource_destroy>>;
using Metadata = std::unique_ptr<const rd_kafka_metadata_t, Destroyer<rd_kafka_metadata_destroy>>;
using Options = std::unique_ptr<rd_kafka_AdminOptions_t, Destroyer<rd_kafka_AdminOptions_destroy>>;

constexpr std::size_t reason_bytes = 512;
constexpr std::chrono::milliseconds look_again_after{50};
constexpr std::chrono::milliseconds first_patience{500};
// A topic that is there and may not be seen looks like one that is not.
constexpr std::string_view no_rights =
    " It is not there, or this user may not see it; ops/kafka-topics makes topics and gives "
    "rights.";

std::string in_sync_min(const KafkaSettings& settings) {
  return std::to_string(settings.copies / 2 + 1);
}

std::map<std::string, std::string> durable(const KafkaSettings& settings) {
  std::map<std::string, std::string> wanted{
      {"min.insync.replicas", in_sync_min(settings)},
      {"unclean.leader.election.enable", "false"},
      {"max.message.bytes", "1048576"},
  };
  // With one copy, an acknowledgement must mean the disk and not the broker's memory.
  if (settings.copies == 1) wanted["flush.messages"] = "1";
  return wanted;
}

TopicPlan compacted(std::string name, const KafkaSettings& settings) {
  TopicPlan plan{std::move(name), 1, durable(settings)};
  plan.settings["cleanup.policy"] = "compact";
  // What was overwritten or dropped is gone from the disk within two days.
  plan.settings["segment.ms"] = "86400000";
  plan.settings["max.compaction.lag.ms"] = "86400000";
  return plan;
}

class Admin {
 public:
  static Result<Admin> open(const KafkaSettings& settings) {
    Config config(settings);
    rd_kafka_conf_set_events(config.raw(), RD_KAFKA_EVENT_ERROR);
    return Admin(TRY(config.producer()), settings.answer_timeout);
  }

  struct Found {
    std::uint32_t partitions = 0;
    bool led = false;  // each of them has a leader
  };
  using FoundTopics = std::map<std::string, Found>;

  Result<FoundTopics> topics() const {
    const auto about = TRY(metadata());
    FoundTopics found;
    for (int i = 0; i < about->topic_cnt; ++i) {
      const auto& topic = about->topics[i];
      const auto end = topic.partitions + topic.partition_cnt;
      const bool led = std::all_of(topic.partitions, end, [](const auto& partition) {
        return partition.err == RD_KAFKA_RESP_ERR_NO_ERROR && partition.leader >= 0;
      });
      if (topic.partition_cnt > 0) {
        found[topic.topic] = {static_cast<std::uint32_t>(topic.partition_cnt),
                              led && topic.err == RD_KAFKA_RESP_ERR_NO_ERROR};
      }
    }
    return found;
  }

  // False: somebody else was quicker.
  Result<bool> create(const TopicPlan& plan, std::uint16_t copies) const;
  Result<std::map<std::string, std::string>> settings_of(const std::string& topic) const;

 private:
  Admin(Handle handle, std::chrono::milliseconds timeout)
      : handle_(std::move(handle)), queue_(rd_kafka_queue_new(handle_.get())), timeout_(timeout) {}
  Result<Metadata> metadata() const;
  std::optional<Fault> turned_away() const;
  int timeout_ms() const { return static_cast<int>(timeout_.count()); }
  Options options(rd_kafka_admin_op_t what) const;
  Result<Event> answer(std::string_view doing) const;

  Handle handle_;
  Queue queue_;
  std::chrono::milliseconds timeout_;
};

// Patience grows from one try to the next, so that a password that is wrong is soon said.
Result<Metadata> Admin::metadata() const {
  const auto deadline = std::chrono::steady_clock::now() + timeout_;
  for (auto patience = first_patience;; patience *= 2) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    const rd_kafka_metadata_t* about = nullptr;
    const auto error = rd_kafka_metadata(handle_.get(), 1, nullptr, &about,
                                         static_cast<int>(std::min(patience, left).count()));
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return Metadata(about);
    if (auto fault = turned_away()) return *std::move(fault);
    if (patience >= left) return fault_of(error, "ask for the topics");
  }
}

// A broker that is there and does not talk with us is silent to whoever asks it; why, the client
// tells aside.
std::optional<Fault> Admin::turned_away() const {
  const Queue told(rd_kafka_queue_get_main(handle_.get()));
  while (const Event event{rd_kafka_queue_poll(told.get(), look_again_after.count())}) {
    const auto error = rd_kafka_event_error(event.get());
    if (error != RD_KAFKA_RESP_ERR__AUTHENTICATION && error != RD_KAFKA_RESP_ERR__SSL) continue;
    auto fault = fault_of(error, "");
    fault.detail = fmt::format("{}; see the file that the setting kafka.properties_file names",
                               rd_kafka_event_error_string(event.get()));
    return fault;
  }
  return std::nullopt;
}

Options Admin::options(rd_kafka_admin_op_t what) const {
  Options made(rd_kafka_AdminOptions_new(handle_.get(), what));
  std::array<char, reason_bytes> why{};
  rd_kafka_AdminOptions_set_request_timeout(made.get(), timeout_ms(), why.data(), why.size());
  return made;
}

Result<Event> Admin::answer(std::string_view doing) const {
  Event event(rd_kafka_queue_poll(queue_.get(), 2 * timeout_ms()));
  if (!event) return fault_of(RD_KAFKA_RESP_ERR__TIMED_OUT, doing);
  if (const auto error = rd_kafka_event_error(event.get())) return fault_of(error, doing);
  return event;
}

Result<bool> Admin::create(const TopicPlan& plan, std::uint16_t copies) const {
  std::array<char, reason_bytes> why{};
  const NewTopic topic(rd_kafka_NewTopic_new(plan.name.c_str(), static_cast<int>(plan.partitions),
                                             copies, why.data(), why.size()));
  if (!topic) return Fault{FaultKind::invalid, "topic_plan_refused", why.data()};
  for (const auto& [name, value] : plan.settings) {
    rd_kafka_NewTopic_set_config(topic.get(), name.c_str(), value.c_str());
  }
  auto* one = topic.get();
  const auto with = options(RD_KAFKA_ADMIN_OP_CREATETOPICS);
  rd_kafka_CreateTopics(handle_.get(), &one, 1, with.get(), queue_.get());
  const auto doing = "create topic " + plan.name;
  const auto event = TRY(answer(doing));
  std::size_t count = 0;
  const auto* results =
      rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  const auto error = rd_kafka_topic_result_error(results[0]);
  if (error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return false;
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return true;
  auto fault = fault_of(error, doing);
  if (const char* said = rd_kafka_topic_result_error_string(results[0])) {
    fault.detail = fmt::format("{}: {}", doing, said);
  }
  if (error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED) fault.detail += no_rights;
  return fault;
}

Result<std::map<std::string, std::string>> Admin::settings_of(const std::string& topic) const {
  const ConfigResource asked(rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic.c_str()));
  auto* one = asked.get();
  const auto with = options(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
  rd_kafka_DescribeConfigs(handle_.get(), &one, 1, with.get(), queue_.get());
  const auto doing = "ask for the settings of " + topic;
  const auto event = TRY(answer(doing));
  std::size_t count = 0;
  const auto* resources = rd_kafka_DescribeConfigs_result_resources(
      rd_kafka_event_DescribeConfigs_result(event.get()), &count);
  if (const auto error = rd_kafka_ConfigResource_error(resources[0])) {
    return fault_of(error, doing);
  }
  const auto* entries = rd_kafka_ConfigResource_configs(resources[0], &count);
  std::map<std::string, std::string> found;
  for (std::size_t i = 0; i < count; ++i) {
    const char* value = rd_kafka_ConfigEntry_value(entries[i]);
    found[rd_kafka_ConfigEntry_name(entries[i])] = value == nullptr ? "" : value;
  }
  return found;
}

// A cluster that has just come, or is short of breath, takes its brokers for gone and says that
// they are too few. What timed out may have been done: then the next try finds the topic there.
Result<void> create_once_possible(const Admin& admin, const TopicPlan& plan,
                                  const KafkaSettings& settings) {
  const auto deadline = std::chrono::steady_clock::now() + 2 * settings.answer_timeout;
  while (true) {
    const auto made = admin.create(plan, settings.copies);
    if (made) return {};
    const bool passes = made.error().kind == FaultKind::unavailable;
    if (!passes || std::chrono::steady_clock::now() >= deadline) return made.error();
    std::this_thread::sleep_for(look_again_after);
  }
}

// Of a topic that was just made, one broker knows before another.
Result<std::map<std::string, std::string>> settings_once_known(const Admin& admin,
                                                               const std::string& topic,
                                                               std::chrono::milliseconds patience) {
  const auto unknown = fault_of(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, "").code;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto found = admin.settings_of(topic);
    if (found || found.error().code != unknown) return found;
    if (std::chrono::steady_clock::now() >= deadline) return found;
    std::this_thread::sleep_for(look_again_after);
  }
}

Result<void> compare_partitions(const TopicPlan& plan, std::uint32_t partitions) {
  if (partitions == plan.partitions) return {};
  return Fault{FaultKind::mismatch, "topic_partitions",
               fmt::format("topic {} has {} partitions and the setting says {}; their number is "
                           "for ever, since a tenant's partition follows from it: correct the "
                           "setting kafka.partitions, or name another topic prefix",
                           plan.name, partitions, plan.partitions)};
}

Result<void> compare_settings(const Admin& admin, const TopicPlan& plan,
                              std::chrono::milliseconds patience) {
  const auto found = TRY(settings_once_known(admin, plan.name, patience));
  std::string wrong;
  for (const auto& [name, value] : plan.settings) {
    const auto at = found.find(name);
    if (at != found.end() && at->second == value) continue;
    wrong += fmt::format("{}{}={}", wrong.empty() ? "" : ",", name, value);
  }
  if (wrong.empty()) return {};
  return Fault{FaultKind::mismatch, "topic_settings",
               fmt::format("topic {} would lose or refuse what must be kept; set it right: "
                           "kafka-configs --alter --entity-type topics --entity-name {} "
                           "--add-config {}",
                           plan.name, plan.name, wrong)};
}

// A topic that was just made has no leaders for a moment.
Result<Admin::FoundTopics> when_led(const Admin& admin, const std::vector<TopicPlan>& plans,
                                    std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    auto found = TRY(admin.topics());
    const auto missing = std::find_if(plans.begin(), plans.end(), [&](const auto& plan) {
      const auto at = found.find(plan.name);
      return at == found.end() || !at->second.led;
    });
    if (missing == plans.end()) return found;
    if (std::chrono::steady_clock::now() >= deadline) {
      return Fault{FaultKind::unavailable, "topic_without_leader",
                   fmt::format("no broker leads all partitions of topic {}", missing->name)};
    }
    std::this_thread::sleep_for(look_again_after);
  }
}

}  // namespace

TopicPlan events_topic(const KafkaSettings& settings) {
  TopicPlan plan{settings.events(), settings.partitions, durable(settings)};
  plan.settings.insert({{"cleanup.policy", "delete"},
                        {"retention.ms", "-1"},
                        {"retention.bytes", "-1"},
                        {"message.timestamp.type", "LogAppendTime"},
                        {"compression.type", "producer"}});
  return plan;
}

TopicPlan owners_topic(const KafkaSettings& settings) {
  return {settings.owners(), settings.partitions, {}};
}

TopicPlan routes_topic(const KafkaSettings& settings) {
  return compacted(settings.routes(), settings);
}

TopicPlan keys_topic(const KafkaSettings& settings) { return compacted(settings.keys(), settings); }

Result<void> ensure_topics(const KafkaSettings& settings, const std::vector<TopicPlan>& plans) {
  const auto admin = TRY(Admin::open(settings));
  auto found = TRY(admin.topics());
  for (const auto& plan : plans) {
    if (!found.contains(plan.name)) TRY(create_once_possible(admin, plan, settings));
  }
  found = TRY(when_led(admin, plans, settings.answer_timeout));
  for (const auto& plan : plans) {
    TRY(compare_partitions(plan, found.at(plan.name).partitions));
    TRY(compare_settings(admin, plan, settings.answer_timeout));
  }
  return {};
}

Result<std::uint32_t> make_when_missing(const KafkaSettings& settings, const TopicPlan& plan) {
  const auto admin = TRY(Admin::open(settings));
  auto found = TRY(admin.topics());
  if (!found.contains(plan.name)) TRY(create_once_possible(admin, plan, settings));
  found = TRY(when_led(admin, {plan}, settings.answer_timeout));
  return found.at(plan.name).partitions;
}

Result<void> find_topics(const KafkaSettings& settings, const std::vector<TopicPlan>& plans) {
  const auto admin = TRY(Admin::open(settings));
  const auto found = TRY(admin.topics());
  for (const auto& plan : plans) {
    const auto at = found.find(plan.name);
    if (at == found.end()) {
      return Fault{
          FaultKind::mismatch, "log_not_found",
          fmt::format("{} has no topic {} that this user may see; start `fettle serve` "
                      "once, give the user his rights, or correct the setting kafka.prefix",
                      settings.servers, plan.name)};
    }
    TRY(compare_partitions(plan, at->second.partitions));
  }
  return {};
}

}  // namespace fettle::kafka
