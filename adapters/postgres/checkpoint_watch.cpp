#include "adapters/postgres/checkpoint_watch.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "adapters/postgres/connection.hpp"

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
  const auto serving = TRY(Generations(*connection_, shape_).serving());
  if (!serving) return {};
  const std::optional<std::string> parameters[] = {projection_};
  const auto answer = TRY(connection_->run(
      fmt::format("SELECT checkpoint FROM {}.checkpoints WHERE projection = $1 AND lane = 0",
                  schema_of(shape_.kind, *serving)),
      parameters));
  for (int row = 0; row < answer.rows(); ++row) {
    if (const auto checkpoint = parse_checkpoint(answer.text(row, 0))) {
      progress_.reached(*checkpoint);
    }
  }
  return {};
}

}  // namespace fettle::postgres
