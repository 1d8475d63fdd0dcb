#include "adapters/kafka_log/handle.hpp"

#include <fmt/format.h>

#include <array>

namespace fettle::kafka {
namespace {

constexpr std::size_t reason_bytes = 512;

// What the library says of its own goes the way of all our faults: with the call that failed.
void keep_silent(const rd_kafka_t*, int, const char*, const char*) {}

FaultKind kind_of(rd_kafka_resp_err_t error) {
  switch (static_cast<int>(error)) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      return FaultKind::mismatch;
    case RD_KAFKA_RESP_ERR__BAD_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
      return FaultKind::damaged;
    default:
      return FaultKind::unavailable;
  }
}

// "kafka_" and the library's own name of the error, in small letters: stable.
std::string code_of(rd_kafka_resp_err_t error) {
  std::string code = "kafka_";
  for (const char c : std::string_view(rd_kafka_err2name(error))) {
    if (c == '_' && code.back() == '_') continue;
    code += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  }
  return code;
}

}  // namespace

Config::Config(const KafkaSettings& settings) : conf_(rd_kafka_conf_new()) {
  rd_kafka_conf_set_log_cb(raw(), keep_silent);
  set("bootstrap.servers", settings.servers);
  set("client.id", settings.prefix);
  set("socket.nagle.disable", "true");
  set("socket.timeout.ms", settings.answer_timeout);
  set("reconnect.backoff.ms", "50");
  set("reconnect.backoff.max.ms", "1000");
  for (const auto& [name, value] : settings.properties) set(name.c_str(), value);
}

Config& Config::set(const char* name, const std::string& value) {
  std::array<char, reason_bytes> why{};
  const auto taken = rd_kafka_conf_set(raw(), name, value.c_str(), why.data(), why.size());
  if (taken != RD_KAFKA_CONF_OK && refused_.empty()) refused_ = why.data();
  return *this;
}

Config& Config::set(const char* name, std::chrono::milliseconds value) {
  return set(name, std::to_string(value.count()));
}

Result<Handle> Config::open(rd_kafka_type_t type) {
  if (!refused_.empty()) return Fault{FaultKind::invalid, "kafka_setting_refused", refused_};
  std::array<char, reason_bytes> why{};
  Handle handle(rd_kafka_new(type, raw(), why.data(), why.size()));
  if (!handle) return Fault{FaultKind::invalid, "kafka_setting_refused", why.data()};
  // The client has taken it over.
  [[maybe_unused]] const auto* taken = conf_.release();
  return handle;
}

Fault fault_of(rd_kafka_resp_err_t error, std::string_view doing) {
  return {kind_of(error), code_of(error), fmt::format("{}: {}", doing, rd_kafka_err2str(error))};
}

}  // namespace fettle::kafka
