// Projected events a second, beside a plain COPY of the same rows into the same indexed tables, in
// one run on one machine:
//   FETTLE_BENCH_POSTGRES=postgresql://… bench_projector [orders]
//   FETTLE_BENCH_KAFKA=kafka://…         the same from a log on Kafka, too, in turns
// The log is the embedded one, filled with whole orders; each part runs three times.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "adapters/kafka_log/kafka_log.hpp"
#include "adapters/postgres/generations.hpp"
#include "adapters/postgres/postgres_tables.hpp"
#include "adapters/postgres/table_sql.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "bench/kafka/passing_topic.hpp"
#include "core/projector.hpp"
#include "core/row_text.hpp"
#include "projections/auto_repair.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/postgres.hpp"
#include "test/support/shop_day.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

namespace fettle {
namespace {

constexpr int rounds = 3;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

struct Bench {
  test::TempFolder folder;
  segment_log::PosixDisk disk;
  test::TestDice dice{1};
  test::MemoryKeys keys{dice};
  test::TestClock clock{Moment{Micros{1'763'712'000'000'000}}};
  Projection projection = projections::auto_repair();
  Domain domain;
  postgres::Shape shape{"auto", projection.tables, {}, 1};
};

// Orders run side by side as in a shop: their events lie mixed, a hundred orders at a time.
std::size_t fill(Bench& bench, Log& log, int orders) {
  constexpr int side_by_side = 100;
  test::ShopLog shop(log, bench.keys, bench.dice);
  std::mutex mutex;
  std::condition_variable durable;
  std::size_t written = 0, done = 0;
  test::open_shop(shop, "demo");
  for (int begin = 0; begin < orders; begin += side_by_side) {
    std::vector<std::vector<std::vector<DecidedEvent>>> stories;
    for (int n = begin; n < std::min(orders, begin + side_by_side); ++n) {
      stories.emplace_back();
      test::arrive(shop, "demo", std::to_string(n));
      test::whole_order(std::to_string(n), [&](const std::vector<DecidedEvent>& events) {
        stories.back().push_back(events);
      });
    }
    for (std::size_t step = 0; step < stories.front().size(); ++step) {
      for (const auto& story : stories) {
        shop.write(shop.build("demo", story[step]), [&](const Result<Offset>&) {
          const std::lock_guard lock(mutex);
          ++done;
          durable.notify_one();
        });
        ++written;
      }
    }
    std::unique_lock lock(mutex);
    durable.wait(lock, [&] { return done == written; });
  }
  return number(*log.durable_end(Partition{0}));
}

double project(Bench& bench, Log& log, const std::string& url, std::size_t records) {
  PostgresTables tables(url, bench.shape);
  Projector projector({log, tables, bench.keys, bench.dice, bench.clock}, bench.domain,
                      bench.projection, {"auto", Partition{0}, 0});
  const auto begin = Clock::now();
  while (!projector.checkpoint() || number(projector.checkpoint()->next) < records) {
    if (const auto folded = projector.step(std::chrono::milliseconds(0)); !folded) {
      throw std::runtime_error(folded.error().code + ": " + folded.error().detail);
    }
  }
  return seconds_since(begin);
}

struct Copied {
  std::size_t rows = 0;
  double seconds = 0;
};

// The rows as they are at the end, table by table, into empty tables with the same indexes.
Copied copy(Bench& bench, const std::string& url) {
  auto connection = test::connect(url);
  postgres::Generations generations(connection, bench.shape);
  const auto shadow = generations.shadow();
  if (!shadow) throw std::runtime_error(shadow.error().detail);
  Copied copied;
  PostgresTables parts(url, bench.shape, *shadow);
  static_cast<void>(parts.prepare_months(bench.clock.now()));
  static_cast<void>(connection.run("SET synchronous_commit TO off"));
  for (const auto* table : bench.shape.tables) {
    std::string lines;
    const auto rows =
        connection.run(fmt::format("SELECT {} FROM {} t", postgres::select_list(*table),
                                   postgres::qualified("auto_g1", table->name)));
    if (!rows) throw std::runtime_error(rows.error().detail);
    for (int row = 0; row < rows->rows(); ++row) {
      for (int column = 0; column < rows->columns(); ++column) {
        if (column != 0) lines += '\t';
        const auto value = rows->at(row, column);
        if (value) row_text::append(lines, *value);
        if (!value) row_text::append_null(lines);
      }
      lines += '\n';
    }
    copied.rows += static_cast<std::size_t>(rows->rows());
    const auto begin = Clock::now();
    const auto done = connection.copy_in(
        "COPY " + postgres::qualified(postgres::schema_of("auto", *shadow), table->name) +
            " FROM STDIN",
        lines);
    copied.seconds += seconds_since(begin);
    if (!done) throw std::runtime_error(done.error().detail);
  }
  return copied;
}

template <class Value>
Value need(Result<Value> result) {
  if (!result) throw std::runtime_error(result.error().code + ": " + result.error().detail);
  return *std::move(result);
}

// A log on Kafka with the same orders; nothing when no broker is named.
class OnKafka {
 public:
  explicit OnKafka(Bench& bench, int orders) : bench_(bench) {
    const char* url = std::getenv("FETTLE_BENCH_KAFKA");
    if (url == nullptr) return;
    const auto settings = bench::passing_settings(url, 1, 1);
    topic_.emplace(need(bench::PassingTopic::make(settings)));
    log_ = need(KafkaLog::open(settings, bench.dice));
    records_ = fill(bench, *log_, orders);
  }

  void compare(double embedded_events) {
    if (!log_) return;
    const test::TestDatabase database;
    const auto projecting = project(bench_, *log_, database.url(), records_);
    const auto events = static_cast<double>(records_) / projecting;
    fmt::print("  from Kafka {:.0f} events/s: {:.2f} of the embedded log's\n", events,
               events / embedded_events);
  }

 private:
  Bench& bench_;
  std::optional<bench::PassingTopic> topic_;
  std::unique_ptr<KafkaLog> log_;
  std::size_t records_ = 0;
};

void run(int orders) {
  Bench bench;
  const auto log = need(segment_log::SegmentLog::open(
      bench.disk, (bench.folder.path() / "log").string(), LogId("bench"), {}));
  for (const auto& [name, handlers] : bench.projection.events) bench.domain.add(*handlers.type);
  const auto records = fill(bench, *log, orders);
  OnKafka on_kafka(bench, orders);
  fmt::print("{} orders, {} records\n", orders, records);
  for (int round = 0; round < rounds; ++round) {
    const test::TestDatabase database;
    const auto projecting = project(bench, *log, database.url(), records);
    const auto copied = copy(bench, database.url());
    const auto events = static_cast<double>(records) / projecting;
    const auto rows = static_cast<double>(copied.rows) / copied.seconds;
    fmt::print(
        "projected {:.0f} events/s ({:.0f} final rows/s); COPY of the same {} rows "
        "{:.0f} rows/s; events to COPY {:.2f}, rows to COPY {:.2f}\n",
        events, static_cast<double>(copied.rows) / projecting, copied.rows, rows, events / rows,
        copied.seconds / projecting);
    on_kafka.compare(events);
  }
}

}  // namespace
}  // namespace fettle

int main(int arguments, char** values) {
  constexpr int orders_usually = 5000;
  try {
    if (const char* url = std::getenv("FETTLE_BENCH_POSTGRES"); url != nullptr) {
      setenv("FETTLE_TEST_POSTGRES", url, 1);
    }
    fettle::run(arguments > 1 ? std::atoi(values[1]) : orders_usually);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
