// How a process reaches its Kafka cluster, and what our topics are to be like.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace fettle {

struct KafkaSettings {
  std::string servers;            // "host:port,host:port"
  std::string prefix = "fettle";  // of the topics' and groups' names
  // Further properties of librdkafka (security.protocol, sasl.*, ssl.*), for every connection.
  std::map<std::string, std::string> properties = {};

  std::uint32_t partitions = 12;  // of the events, for ever
  // Copies of everything. 1: on the one broker's disk before it is acknowledged; 3: on two brokers.
  std::uint16_t copies = 1;

  // How long a message is tried before its commit is given up; what an owner may be wrong about
  // itself never outlives it.
  std::chrono::milliseconds message_timeout{8'000};
  std::chrono::milliseconds session_timeout{10'000};  // of group members
  std::chrono::milliseconds answer_timeout{10'000};   // of a broker, for whatever is asked

  std::string events() const { return prefix + ".events"; }
  std::string owners() const { return prefix + ".owners"; }
  std::string routes() const { return prefix + ".routes"; }
  std::string keys() const { return prefix + ".keys"; }
};

}  // namespace fettle
