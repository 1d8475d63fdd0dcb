// Counts rows by name again and again, for metrics: on a thread and a connection of its own, so
// that a slow database holds up nobody.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "adapters/postgres/connection.hpp"

namespace fettle::postgres {

class CountWatch {
 public:
  using Counts = std::map<std::string, std::uint64_t>;

  // `sql` gives a name and a number a row. `on_counts` runs on the watch's thread; while the
  // database or its tables are not there it is not called.
  CountWatch(std::string url, std::string sql, std::chrono::milliseconds every,
             std::function<void(const Counts&)> on_counts);
  ~CountWatch();

 private:
  void run(const std::stop_token& stop);
  Result<Counts> count();

  const std::string url_, sql_;
  const std::chrono::milliseconds every_;
  const std::function<void(const Counts&)> on_counts_;
  std::unique_ptr<Connection> connection_;
  std::jthread thread_;
};

}  // namespace fettle::postgres
