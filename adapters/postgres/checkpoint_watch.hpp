// Tells how far the rows have come, whichever process folds them: asks PostgreSQL for the
// checkpoints as long as a query waits for one.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "adapters/postgres/generations.hpp"
#include "core/progress.hpp"

namespace fettle::postgres {

class CheckpointWatch {
 public:
  CheckpointWatch(std::string url, const Shape& shape, std::string projection,
                  fettle::Progress& progress);
  ~CheckpointWatch();

 private:
  void run(const std::stop_token& stop);
  Result<void> look();

  const std::string url_;
  const Shape& shape_;
  const std::string projection_;
  fettle::Progress& progress_;
  std::unique_ptr<Connection> connection_;
  std::jthread thread_;
};

}  // namespace fettle::postgres
