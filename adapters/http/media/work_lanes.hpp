// Threads for disks and networks, so that I/O threads and shards never wait for them. What belongs
// to one key is done in order, one after another.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "core/thread_executor.hpp"

namespace fettle::http {

class WorkLanes {
 public:
  static constexpr std::size_t lanes = 4;
  static constexpr std::size_t waiting_max = 128;  // pieces of up to a megabyte each

  WorkLanes();
  ~WorkLanes() { finish(); }
  WorkLanes(const WorkLanes&) = delete;
  WorkLanes& operator=(const WorkLanes&) = delete;

  // False: too much is waiting, or all is finished, and the work was not taken. Any thread.
  bool post(std::string_view key, std::function<void()> work);
  // Takes no more, and returns when all that was taken is done.
  void finish();

 private:
  std::atomic<std::size_t> waiting_ = 0;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ThreadExecutor>> threads_;
};

}  // namespace fettle::http
