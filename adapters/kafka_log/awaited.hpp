// A message whose fate somebody waits for.
#pragma once

#include <future>

#include "adapters/kafka_log/producer.hpp"

namespace fettle::kafka {

class Awaited final : public Delivery {
 public:
  void delivered(Result<std::optional<Offset>> where) override {
    done_.set_value(std::move(where));
  }
  Result<std::optional<Offset>> wait() { return done_.get_future().get(); }

 private:
  std::promise<Result<std::optional<Offset>>> done_;
};

}  // namespace fettle::kafka
