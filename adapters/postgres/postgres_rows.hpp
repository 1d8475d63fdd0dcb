// Fills the RowStore port: statements go through libpq pipelines, many requests in flight on one
// connection, since a pool of blocking ones gives half as many answers on the same cores.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/ports/row_store.hpp"

namespace fettle {

struct PostgresRowsOptions {
  std::size_t connections = 1;       // for quick queries; a second one helps little and costs tail
  std::size_t waiting_max = 10'000;  // requests that wait; more are answered query_queue_full
  std::chrono::milliseconds quick_max{2'000};    // a statement's time
  std::chrono::milliseconds report_max{30'000};  // a report's, on a connection of its own
};

class PostgresRows : public RowStore {
 public:
  // `url` may be that of a read replica. Connects when first asked; reconnects by itself.
  PostgresRows(const std::string& url, const std::string& kind, PostgresRowsOptions options = {});
  ~PostgresRows() override;  // what is unanswered then gets `read_models_unavailable`

  void read(ReadRequest request, Done done) override;

 private:
  class Lane;
  std::vector<std::unique_ptr<Lane>> quick_;
  std::unique_ptr<Lane> reports_;
  std::atomic<std::size_t> next_ = 0;
};

}  // namespace fettle
