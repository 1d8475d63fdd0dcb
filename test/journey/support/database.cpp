#include "test/journey/support/database.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "adapters/postgres/connection.hpp"

namespace fettle::journey {
namespace {

std::string server_url() {
  const char* url = std::getenv("FETTLE_TEST_POSTGRES");
  if (url == nullptr) throw std::runtime_error("FETTLE_TEST_POSTGRES names no server");
  return url;
}

std::string fresh_name() {
  static std::atomic<int> number = 0;
  return "fettle_journey_" + std::to_string(getpid()) + "_" + std::to_string(++number);
}

// The same server, another database: the name is the path of the URL.
std::string with_database(const std::string& url, const std::string& name) {
  const auto host = url.find("//") + 2;
  const auto path = url.find('/', host);
  const auto rest = url.find('?', host);
  if (path == std::string::npos) throw std::runtime_error("FETTLE_TEST_POSTGRES has no database");
  return url.substr(0, path + 1) + name + (rest == std::string::npos ? "" : url.substr(rest));
}

postgres::Answer run(const std::string& url, const std::string& sql) {
  auto connection = postgres::Connection::open(url);
  if (!connection) throw std::runtime_error(connection.error().detail);
  auto answer = connection->run(sql);
  if (!answer) throw std::runtime_error(answer.error().detail);
  return std::move(*answer);
}

}  // namespace

Database::Database() : server_url_(server_url()), name_(fresh_name()) {
  url_ = with_database(server_url_, name_);
  administer("CREATE DATABASE " + name_);
}

Database::~Database() {
  try {
    administer("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
  } catch (const std::exception&) {
    return;  // the server is gone, and the database with it
  }
}

void Database::administer(const std::string& sql) const { run(server_url_, sql); }

std::vector<Database::Row> Database::rows(const std::string& sql) const {
  const auto answer = run(url_, sql);
  std::vector<Row> rows;
  for (int i = 0; i < answer.rows(); ++i) {
    Row row;
    for (int column = 0; column < answer.columns(); ++column) {
      const auto field = answer.at(i, column);
      row.push_back(field ? std::optional(std::string(*field)) : std::nullopt);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string Database::value(const std::string& sql) const {
  const auto found = rows(sql);
  if (found.size() != 1) throw std::runtime_error("not one row: " + sql);
  return found.front().front().value_or("");
}

void Database::shut() {
  administer("ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS false");
  administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ +
             "'");
}

void Database::open() { administer("ALTER DATABASE " + name_ + " ALLOW_CONNECTIONS true"); }

void Database::empty() {
  administer("DROP DATABASE " + name_ + " WITH (FORCE)");
  administer("CREATE DATABASE " + name_);
}

}  // namespace fettle::journey
