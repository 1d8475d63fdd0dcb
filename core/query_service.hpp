// The way of a query: may the caller ask, has the read side come far enough, run, render.
#pragma once

#include <chrono>

#include "core/ports/log.hpp"
#include "core/progress.hpp"
#include "core/query.hpp"

namespace fettle {

class QueryService {
 public:
  // `wait_max`: how long a query waits for its positions.
  QueryService(RowStore& rows, Log& log, Progress& progress, std::chrono::milliseconds wait_max)
      : rows_(rows), log_(log), progress_(progress), wait_max_(wait_max) {}

  // `done` is called once, on any thread; it must not block. `type` must outlive the call of it.
  void run(const QueryType& type, QueryRequest request, QueryDone done);

 private:
  struct Asked;
  Checked<void> check_positions(const QueryRequest& request);
  void wait_for(std::size_t position, std::shared_ptr<Asked> asked);
  void read(const std::shared_ptr<Asked>& asked);

  RowStore& rows_;
  Log& log_;
  Progress& progress_;
  std::chrono::milliseconds wait_max_;
};

}  // namespace fettle
