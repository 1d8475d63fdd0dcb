// The real `fettle serve` as a child process: a port of its own, a data folder of its own, a
// database of its own, and a log of its own: in the folder, or on the Kafka cluster that
// FETTLE_TEST_LOG names.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/position.hpp"
#include "test/journey/support/database.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::journey {

inline const std::string default_tenant = "demo";

// By name: {"rate.token_per_second", "5"}.
using Settings = std::map<std::string, std::string>;

struct Bearer {
  std::string account;
  std::string role;
  std::optional<std::string> store = {};
  std::string tenant = default_tenant;
  std::chrono::hours lifetime{8};
};

class Served {
 public:
  explicit Served(Settings more_settings = {});
  ~Served();
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  std::uint16_t port() const { return port_; }
  const std::filesystem::path& data_dir() const { return folder_.path(); }
  Database& database() { return database_; }
  // `fettle` with these words beside the running server, on the same installation.
  Finished command(std::vector<std::string> words) const;
  // Another program, whose `fettle` is on the same installation.
  Finished beside(std::vector<std::string> program) const;

  void set(const std::string& name, const std::string& value);  // from the next start on
  // What the server that runs now has written.
  std::string output() const { return program_->output(); }

  void start();
  void stop();  // as an operator does, waiting for its end
  void kill();  // as a crash does
  void restart();

  std::string token(const Bearer& bearer) const;
  std::string fresh(const std::string& word);  // an id that nobody had before: word-17
  std::string fresh_key();                     // a UUID

  // The newest positions that any answers named: what a query must wait for to see all of it.
  void saw(const std::string& position);
  std::string newest() const;

 private:
  std::vector<std::string> environment() const;
  void take_log(const std::string& url);
  void wait_until_ready() const;

  Settings settings_;
  test::TempFolder folder_;
  Database database_;
  std::unique_ptr<Program> program_;
  std::uint16_t port_ = 0;
  std::atomic<int> number_ = 0;
  mutable std::mutex mutex_;
  std::map<Partition, Position> newest_;
};

}  // namespace fettle::journey
