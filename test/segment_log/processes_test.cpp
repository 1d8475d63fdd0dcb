// One process writes, others read beside it; threads of one process share the log.
#include <thread>

#include "test/segment_log/log_in_folder.hpp"

using namespace fettle;
using namespace fettle::test;
using segment_log::PosixDisk;
using segment_log::SegmentLog;
using namespace std::chrono_literals;

TEST_CASE("a second writing process is refused and told the pid of the first") {
  const LogInFolder place;
  PosixDisk disk;
  auto log = *place.open(disk);
  const auto second = place.open(disk);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "log_locked");
  CHECK(second.error().detail.find(std::to_string(getpid())) != std::string::npos);
  log.reset();
  CHECK(place.open(disk));
}

TEST_CASE("a read-only log follows the writer's durable end and may not write") {
  const LogInFolder place;
  PosixDisk disk;
  const auto log = *place.open(disk);
  const auto writer = claimed(*log);
  REQUIRE(append(*writer, {"before"}));
  const auto beside = SegmentLog::open_read_only(disk, place.directory);
  REQUIRE(beside);
  CHECK((*beside)->id() == LogId("log-1"));
  CHECK(*values(**beside) == std::vector<std::string>{"", "before"});
  const auto reader = *(*beside)->read(only, Offset{2});
  auto waiting = std::async(std::launch::async, [&] { return reader->next(all_bytes, 60s); });
  REQUIRE(append(*writer, {"after"}));
  const auto some = waiting.get();
  REQUIRE(some);
  CHECK(some->front().record.value() == "after");
  const auto claim = (*beside)->claim(only, "owner", "nonce");
  REQUIRE_FALSE(claim);
  CHECK(claim.error().code == "log_read_only");
}

TEST_CASE("a read-only log does not show what is written but not yet durable") {
  const LogInFolder place;
  FaultyDisk disk;
  const auto log = *place.open(disk);
  const auto writer = claimed(*log);
  REQUIRE(append(*writer, {"durable"}));
  disk.plan([](Operation operation, const std::string&) -> std::optional<Fault> {
    if (operation != Operation::sync) return std::nullopt;
    return Fault{FaultKind::unavailable, "disk_failed", "input/output error"};
  });
  REQUIRE_FALSE(append(*writer, {"written only"}));
  CHECK(bytes_of(place.segments()[0]).find("written only") != std::string::npos);
  const auto beside = *SegmentLog::open_read_only(disk, place.directory);
  CHECK(*values(*beside) == std::vector<std::string>{"", "durable"});
}

TEST_CASE("where there is no log, reading is refused by name") {
  const LogInFolder place;
  PosixDisk disk;
  const auto none = SegmentLog::open_read_only(disk, place.directory);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == "log_not_found");
}

// Several threads append under one claim while readers, here and as another process would, follow
// over many rolls.
TEST_CASE("readers see every record once and in order while it is written") {
  const LogInFolder place;
  PosixDisk disk;
  const auto log = *place.open(disk);
  const auto beside = *SegmentLog::open_read_only(disk, place.directory);
  constexpr std::uint64_t appends = 3'000;
  const std::string value(700, 'r');
  const auto follow = [&](Log& from) {
    const auto reader = *from.read(only, Offset{0});
    Offset expected{0};
    while (expected < Offset{1 + appends * 2}) {
      const auto some = reader->next(20'000, 10s);
      if (!some || some->empty()) return false;
      for (const auto& stored : *some) {
        const bool claim = expected == Offset{0};
        if (stored.offset != expected || stored.record.value() != (claim ? "" : value))
          return false;
        expected = next(expected);
      }
    }
    return true;
  };
  std::vector<std::future<bool>> readers;
  for (int i = 0; i < 2; ++i) {
    readers.push_back(std::async(std::launch::async, [&] { return follow(*log); }));
  }
  readers.push_back(std::async(std::launch::async, [&] { return follow(*beside); }));

  const auto writer = claimed(*log);
  std::atomic<std::uint64_t> answered = 0;
  std::vector<std::future<void>> writers;
  for (int i = 0; i < 3; ++i) {
    writers.push_back(std::async(std::launch::async, [&] {
      for (std::uint64_t n = 0; n < appends / 3; ++n) {
        std::vector<Record> pair;
        pair.push_back(record(value));
        pair.push_back(record(value));
        writer->append(std::move(pair), [&](Result<Offset> offset) { answered += offset ? 1 : 0; });
      }
    }));
  }
  for (auto& done : writers) done.get();
  for (auto& read : readers) CHECK(read.get());
  REQUIRE(append(*writer, {"last"}));  // answers come in order, so all others are here
  CHECK(answered == appends);
}
