// All that a serving process can be told. Where the values come from is settings.hpp's business.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

#include "adapters/http/rate_limit.hpp"
#include "adapters/http/server.hpp"
#include "adapters/kafka_log/settings.hpp"
#include "adapters/storage/s3/s3_settings.hpp"
#include "core/shard/shard.hpp"
#include "core/shard/shard_thread.hpp"

namespace fettle::cli {

// What a node does beside taking requests, which every node does.
struct Roles {
  bool command = true;    // owns partitions, or stands by for them
  bool projector = true;  // folds partitions into PostgreSQL
  bool query = true;      // answers queries from it
};

// How calls to systems outside are tried.
struct ConnectorSettings {
  using Pauses = std::vector<std::chrono::milliseconds>;  // after failures; then a dead letter
  Pauses wechat_pay_retry = seconds({1, 3, 10, 30, 60, 300, 900, 3'600});
  Pauses mini_program_retry = seconds({10, 60, 600, 3'600});
  Pauses odoo_retry = seconds({5, 30, 120, 600, 1'800, 3'600, 10'800});
  std::uint32_t breaker_failures = 5;
  std::chrono::milliseconds breaker_pause{15'000};

  static Pauses seconds(std::initializer_list<int> all) {
    Pauses pauses;
    for (const auto one : all) pauses.emplace_back(one * 1'000);
    return pauses;
  }
};

struct EngineSettings {
  // log/, keys/, snapshots/, tokens/, media/, master.key and revocations lie in it.
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

  std::filesystem::path connectors_file;  // of connections to systems outside; empty: none
  ConnectorSettings connectors;
  // Pictures and clips. Without an endpoint they are files in data_dir.
  storage::S3Settings s3{.endpoint = {},
                         .link_endpoint = {},
                         .bucket = "fettle-media",
                         .identity = {{}, {}, "us-east-1"}};
  std::filesystem::path s3_secret_file;
  std::chrono::seconds media_link_lifetime{300};

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
