// A real PostgreSQL for tests: the cluster that FETTLE_TEST_POSTGRES names, or one of our own, and
// in it a database of one test, dropped at its end.
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

#include "adapters/postgres/connection.hpp"
#include "adapters/postgres/url.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

// A cluster that a test may stop and start.
class TestCluster {
 public:
  TestCluster() {
    std::filesystem::permissions(folder_.path(), std::filesystem::perms::all);
    start();
  }
  ~TestCluster() { stop(); }
  TestCluster(const TestCluster&) = delete;
  TestCluster& operator=(const TestCluster&) = delete;

  void start() { call("start", " --for-tests"); }
  void stop() { static_cast<void>(run("stop", "")); }
  std::string url() const {
    const auto path = folder_.path() / "url";
    call("url", " > " + path.string());
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
  }

 private:
  int run(const std::string& action, const std::string& rest) const {
    const auto quiet = rest.find('>') == std::string::npos ? " > /dev/null 2>&1" : "";
    return std::system((std::string(FETTLE_SOURCE_ROOT) + "/ops/postgres " + action + " " +
                        (folder_.path() / "cluster").string() + rest + quiet)
                           .c_str());
  }
  void call(const std::string& action, const std::string& rest) const {
    if (run(action, rest) != 0) throw std::runtime_error("ops/postgres " + action + " failed");
  }

  TempFolder folder_;
};

inline std::string cluster_url() {
  if (const char* named = std::getenv("FETTLE_TEST_POSTGRES"); named != nullptr) return named;
  static const TestCluster own;
  static const std::string url = own.url();
  return url;
}

inline postgres::Connection connect(const std::string& url) {
  auto connection = postgres::Connection::open(url);
  if (!connection) throw std::runtime_error(connection.error().detail);
  return *std::move(connection);
}

class TestDatabase {
 public:
  explicit TestDatabase(std::string server = cluster_url()) : server_(std::move(server)) {
    static int made = 0;
    name_ = "fettle_test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
    sql_at(server_, "CREATE DATABASE " + name_);
  }
  // A worker of the server's own may still be in it, and may not be ended by us.
  ~TestDatabase() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    auto connection = postgres::Connection::open(server_);
    while (connection && std::chrono::steady_clock::now() < deadline) {
      if (connection->run("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)")) return;
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  std::string url() const { return *postgres::with_database(server_, name_); }

  // The value of a statement's first row and column; empty when there is none.
  std::string sql(const std::string& statement) const { return sql_at(url(), statement); }

 private:
  static std::string sql_at(const std::string& url, const std::string& statement) {
    auto connection = connect(url);
    const auto answer = connection.run(statement);
    if (!answer) throw std::runtime_error(statement + ": " + answer.error().detail);
    return answer->rows() == 0 ? std::string() : answer->text(0, 0);
  }

  std::string server_, name_;
};

}  // namespace fettle::test
