// A cluster of a test's own, by ops/kafka: one that may be killed or paused, or that asks for a
// password.
#pragma once

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "adapters/kafka_log/settings.hpp"
#include "test/support/fetched_kafka.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

class KafkaCluster {
 public:
  // `options` of `ops/kafka start`; a port, for those who must know it before there is a broker.
  explicit KafkaCluster(const std::string& options, unsigned port = port_of_a_cluster()) {
    start(options + " --port " + std::to_string(port));
  }
  // An orderly end of three takes half a minute, when not all are there.
  ~KafkaCluster() {
    for (int broker = 1; const auto process = process_of(broker); ++broker) {
      while (::kill(process, SIGKILL) == 0) std::this_thread::yield();
    }
  }
  KafkaCluster(const KafkaCluster&) = delete;
  KafkaCluster& operator=(const KafkaCluster&) = delete;

  // Those of its brokers that are gone; returns once all are there.
  void start(const std::string& options = "") {
    constexpr std::string_view scheme = "kafka://";
    const auto url = ops_kafka("start", options);
    REQUIRE(url.starts_with(scheme));
    servers_ = url.substr(scheme.size(), url.find('\n') - scheme.size());
  }
  void kill(int broker) const { signal(broker, SIGKILL); }
  // It takes connections and bytes, and answers nothing: those wait for it.
  void pause(int broker) const { signal(broker, SIGSTOP); }
  void resume(int broker) const { signal(broker, SIGCONT); }

  std::filesystem::path path() const { return folder_.path() / "kafka"; }
  const std::string& servers() const { return servers_; }

 private:
  pid_t process_of(int broker) const {
    pid_t process = 0;
    std::ifstream(path() / ("node-" + std::to_string(broker)) / "pid") >> process;
    return process;
  }
  void signal(int broker, int number) const {
    const auto process = process_of(broker);
    REQUIRE(process > 1);
    REQUIRE(::kill(process, number) == 0);
  }
  std::string ops_kafka(const std::string& action, const std::string& options) const {
    const auto line =
        "'" FETTLE_SOURCE_ROOT "/ops/kafka' " + action + " '" + path().string() + "' " + options;
    const auto run = run_command(line);
    CHECK(run.status == 0);
    return run.text;
  }

  TempFolder folder_;
  std::string servers_;
};

}  // namespace fettle::test
