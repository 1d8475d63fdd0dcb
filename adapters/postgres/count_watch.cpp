#include "adapters/postgres/count_watch.hpp"

#include <condition_variable>
#include <mutex>

#include "core/text_numbers.hpp"

namespace fettle::postgres {

CountWatch::CountWatch(std::string url, std::string sql, std::chrono::milliseconds every,
                       std::function<void(const Counts&)> on_counts)
    : url_(std::move(url)),
      sql_(std::move(sql)),
      every_(every),
      on_counts_(std::move(on_counts)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

CountWatch::~CountWatch() = default;

void CountWatch::run(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any pause;
  while (!stop.stop_requested()) {
    if (const auto counts = count()) {
      on_counts_(*counts);
    } else {
      connection_.reset();
    }
    std::unique_lock lock(mutex);
    pause.wait_for(lock, stop, every_, [] { return false; });
  }
}

Result<CountWatch::Counts> CountWatch::count() {
  if (!connection_) connection_ = std::make_unique<Connection>(TRY(Connection::open(url_)));
  const auto rows = TRY(connection_->run(sql_));
  Counts counts;
  for (int row = 0; row < rows.rows(); ++row) {
    counts[rows.text(row, 0)] = whole_number<std::uint64_t>(rows.text(row, 1)).value_or(0);
  }
  return counts;
}

}  // namespace fettle::postgres
