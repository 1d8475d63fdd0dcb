// All that a serving process can be told. Where the values come from is settings.hpp's business.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "adapters/http/rate_limit.hpp"
#include "adapters/http/server.hpp"
#include "adapters/kafka_log/settings.hpp"
#include "core/shard/shard.hpp"
#include "core/shard/shard_thread.hpp"

namespace fettle::cli {

// What a node does beside taking requests, which every node does.
struct Roles {
  bool command = true;    // owns partitions, or stands by for them
  bool projector = true;  // folds partitions into PostgreSQL
  bool query = true;      // answers queries from it
};

struct EngineSettings {
  // log/, keys/, snapshots/, tokens/, master.key and revocations lie in it.
  std::filesystem::path data_dir = "var/fettle";
  std::filesystem::path master_key_file;  // empty: master.key in data_dir
  std::filesystem::path token_keys;       // a folder; empty: tokens/ in data_dir
  std::string log_level = "info";         // of the process's own lines
  bool scrub = true;                      // reads the log again in the background, for damage
  std::uint64_t segment_bytes = 64 << 20;
  bool create_master_key = true;  // off in production: the key then comes from elsewhere

  std::string log_url = "embedded";        // or kafka://host:port,host:port
  KafkaSettings kafka;                     // its servers are those of log_url
  std::filesystem::path kafka_properties;  // a file of librdkafka's own settings: TLS, SASL
  Roles roles;
  std::string node_url;                    // where other nodes reach this one; empty: http.address
  std::filesystem::path node_secret_file;  // empty: node.secret in data_dir, made when absent
  std::uint64_t standbys = 2;              // nodes that fold a partition beside its owner

  bool on_kafka() const { return log_url != "embedded"; }

  std::string postgres_url;        // of the projector; empty: no read side
  std::string query_postgres_url;  // of queries, a replica perhaps; empty: the same

  std::string default_tenant = "demo";
  http::ServerSettings http;
  http::RateSettings per_address{.per_second = 2'000, .burst = 4'000};
  http::RateSettings per_token{.per_second = 200, .burst = 400};
  std::size_t tokens_cached_max = 10'000;
  std::chrono::milliseconds query_wait_max{5'000};  // for Fettle-Position
  bool access_log = false;
  bool test_mode = false;  // a movable clock, and the route that moves it

  ShardOptions shard;
  ShardThread::Options shard_thread;
};

}  // namespace fettle::cli
