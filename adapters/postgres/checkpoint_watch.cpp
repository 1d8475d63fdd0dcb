#include "adapters/postgres/checkpoint_watch.hpp"

#include <condition_variable>
#include <mutex>

#include "adapters/postgres/connection.hpp"
#include "adapters/postgres/served_checkpoints.hpp"

namespace fettle::postgres {
namespace {

constexpr std::chrono::milliseconds look_every{20};
constexpr std::chrono::milliseconds pause_after_fault{500};

}  // namespace

CheckpointWatch::CheckpointWatch(std::string url, const Shape& shape, std::string projection,
                                 fettle::Progress& progress)
    : url_(std::move(url)),
      shape_(shape),
      projection_(std::move(projection)),
      progress_(progress),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

CheckpointWatch::~CheckpointWatch() = default;

void CheckpointWatch::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any pause;
  while (!stop.stop_requested()) {
    auto wait = look_every;
    if (progress_.awaited() && !look()) {
      connection_.reset();
      wait = pause_after_fault;
    }
    std::unique_lock lock(mutex);
    pause.wait_for(lock, stop, wait, [] { return false; });
  }
}

Result<void> CheckpointWatch::look() {
  if (!connection_) connection_ = std::make_unique<Connection>(TRY(Connection::open(url_)));
  for (const auto& one : TRY(served_checkpoints(*connection_, shape_, projection_))) {
    progress_.reached(one);
  }
  return {};
}

}  // namespace fettle::postgres
