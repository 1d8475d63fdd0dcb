// A thread of work, injected: the simulator runs all of them in one thread under one seed.
#pragma once

#include <functional>

namespace fettle {

class Executor {
 public:
  virtual ~Executor() = default;
  // Runs the work later, once, in the order posted, on the executor's thread. Any thread may post.
  virtual void post(std::function<void()> work) = 0;
};

}  // namespace fettle
