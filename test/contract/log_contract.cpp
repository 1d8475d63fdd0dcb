// What every log promises (core/ports/log.hpp), run on each of them.
#include <doctest/doctest.h>

#include <future>
#include <thread>

#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment_log.hpp"
#include "core/claim_rule.hpp"
#include "core/header_names.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace std::chrono_literals;

namespace {

// A log that can be reopened, as a restart of the process would. Small segments: many rolls.
struct OnSegments {
  test::TempFolder folder;
  segment_log::PosixDisk disk;
  std::unique_ptr<Log> log = opened();

  std::unique_ptr<Log> opened() {
    auto result = segment_log::SegmentLog::open(disk, folder.path() / "log", LogId("log-1"),
                                                {.segment_bytes = 64 << 10, .scrub = {}});
    REQUIRE(result);
    return std::move(result).value();
  }
  void reopen() {
    log.reset();
    log = opened();
  }
};

struct InMemory {
  std::unique_ptr<Log> log = std::make_unique<test::MemoryLog>();

  void reopen() {}  // what is in memory has nothing to reopen
};

#define EVERY_LOG OnSegments, InMemory

constexpr Partition only{0};
constexpr auto all_bytes = std::size_t{1} << 30;

Record record(std::string_view value) {
  Record made("tenant-1", value);
  made.add("ce_type", "Noted");
  return made;
}

std::vector<Record> records(std::initializer_list<std::string_view> values) {
  std::vector<Record> made;
  for (const auto value : values) made.push_back(record(value));
  return made;
}

std::unique_ptr<LogWriter> claimed(Log& log, std::string_view owner = "me") {
  auto writer = log.claim(only, owner, "nonce");
  REQUIRE(writer);
  return std::move(writer).value();
}

Result<Offset> append(LogWriter& writer, std::vector<Record> batch) {
  std::promise<Result<Offset>> done;
  auto answer = done.get_future();
  writer.append(std::move(batch), [&](Result<Offset> result) { done.set_value(result); });
  return answer.get();
}

Offset appended(LogWriter& writer, std::vector<Record> batch) {
  const auto offset = append(writer, std::move(batch));
  REQUIRE(offset);
  return *offset;
}

std::unique_ptr<LogReader> reader(Log& log, Offset from) {
  auto made = log.read(only, from);
  REQUIRE(made);
  return std::move(made).value();
}

struct Read {
  Offset offset;
  std::string value;
  bool operator==(const Read&) const = default;
};

std::vector<Read> read_to_end(Log& log, Offset from, std::size_t bytes_max = all_bytes) {
  const auto source = reader(log, from);
  std::vector<Read> found;
  while (true) {
    auto some = source->next(bytes_max, 0ms);
    REQUIRE(some);
    if (some->empty()) return found;
    for (const auto& stored : *some) {
      found.push_back({stored.offset, std::string(stored.record.value())});
    }
  }
}

}  // namespace

TEST_CASE_TEMPLATE("a new log is empty and has one offset to read from", T, EVERY_LOG) {
  T t;
  CHECK(t.log->id() == LogId("log-1"));
  CHECK(t.log->partitions() == 1);
  CHECK(*t.log->durable_end(only) == Offset{0});
  CHECK(read_to_end(*t.log, Offset{0}).empty());
}

TEST_CASE_TEMPLATE("a claim is a record that names owner and nonce", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log, "http://here");
  CHECK(writer->claim() == Offset{0});
  const auto source = reader(*t.log, Offset{0});
  const auto found = source->next(all_bytes, 0ms);
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  const auto claim = found->front().record;
  CHECK(is_claim(claim));
  CHECK(claim.key().empty());
  CHECK(claim.value().empty());
  CHECK(claim.header(header::owner) == "http://here");
  CHECK(claim.header(header::nonce) == "nonce");
}

TEST_CASE_TEMPLATE("what was appended is read in order, as it was", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  CHECK(appended(*writer, records({"a", "b"})) == Offset{1});
  CHECK(appended(*writer, records({"c"})) == Offset{3});
  CHECK(*t.log->durable_end(only) == Offset{4});
  CHECK(read_to_end(*t.log, Offset{1}) ==
        std::vector<Read>{{Offset{1}, "a"}, {Offset{2}, "b"}, {Offset{3}, "c"}});
  const auto source = reader(*t.log, Offset{3});
  const auto found = source->next(all_bytes, 0ms);
  REQUIRE(found);
  CHECK(found->front().record.bytes() == record("c").bytes());
}

TEST_CASE_TEMPLATE("reading begins at any offset, also inside a batch", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  for (int batch = 0; batch < 100; ++batch) {
    appended(*writer, records({"one", std::string(1'000, 'x'), "three"}));
  }
  const auto all = read_to_end(*t.log, Offset{0});
  REQUIRE(all.size() == 301);
  for (std::uint64_t from = 0; from <= 301; from += 7) {
    const auto rest = read_to_end(*t.log, Offset{from});
    CHECK(rest == std::vector<Read>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end()));
  }
}

TEST_CASE_TEMPLATE("a read keeps about to its limit and skips nothing", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  std::vector<Record> batch;
  for (int i = 0; i < 50; ++i) batch.push_back(record(std::string(1'000, 'y')));
  appended(*writer, std::move(batch));
  const auto source = reader(*t.log, Offset{0});
  Offset expected{0};
  while (true) {
    const auto some = source->next(3'000, 0ms);
    REQUIRE(some);
    if (some->empty()) break;
    CHECK(some->size() <= 4);
    for (const auto& stored : *some) {
      CHECK(stored.offset == expected);
      expected = next(expected);
    }
  }
  CHECK(expected == Offset{51});
}

TEST_CASE_TEMPLATE("a record may be as large as the limit, and larger than a segment", T,
                   EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  const std::string large(record_bytes_max - 100, 'z');
  appended(*writer, records({"before"}));
  appended(*writer, records({large}));
  appended(*writer, records({"after"}));
  CHECK(read_to_end(*t.log, Offset{1}, 100) ==
        std::vector<Read>{{Offset{1}, "before"}, {Offset{2}, large}, {Offset{3}, "after"}});
}

TEST_CASE_TEMPLATE("answers come once each and in order of the appends", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  constexpr std::size_t count = 500;
  std::vector<std::uint64_t> answers;
  std::promise<void> last;
  for (std::size_t i = 0; i < count; ++i) {
    writer->append(records({"v"}), [&](Result<Offset> offset) {
      REQUIRE(offset);
      answers.push_back(number(*offset));
      if (answers.size() == count) last.set_value();
    });
  }
  last.get_future().wait();
  for (std::size_t i = 0; i < count; ++i) CHECK(answers[i] == i + 1);
}

TEST_CASE_TEMPLATE("an answered append can be read and is still there after a restart", T,
                   EVERY_LOG) {
  T t;
  auto writer = claimed(*t.log);
  appended(*writer, records({"kept", "too"}));
  const auto before = read_to_end(*t.log, Offset{0});
  writer.reset();
  t.reopen();
  CHECK(t.log->id() == LogId("log-1"));
  CHECK(read_to_end(*t.log, Offset{0}) == before);
  CHECK(claimed(*t.log)->claim() == Offset{3});
}

TEST_CASE_TEMPLATE("a second claim closes the first writer for good", T, EVERY_LOG) {
  T t;
  const auto first = claimed(*t.log, "first");
  appended(*first, records({"mine"}));
  const auto second = claimed(*t.log, "second");
  CHECK(second->claim() == Offset{2});
  for (int again = 0; again < 2; ++again) {
    const auto refused = append(*first, records({"late"}));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FaultKind::closed);
  }
  CHECK(appended(*second, records({"now mine"})) == Offset{3});
  CHECK(read_to_end(*t.log, Offset{3}) == std::vector<Read>{{Offset{3}, "now mine"}});
}

TEST_CASE_TEMPLATE("a reader that waits gets what is appended meanwhile", T, EVERY_LOG) {
  T t;
  const auto writer = claimed(*t.log);
  const auto source = reader(*t.log, Offset{1});
  auto waiting = std::async(std::launch::async, [&] {
    const auto some = source->next(all_bytes, 60s);
    return some && !some->empty() ? std::string(some->front().record.value()) : "";
  });
  appended(*writer, records({"news"}));
  CHECK(waiting.get() == "news");
}

TEST_CASE_TEMPLATE("a reader returns empty when nothing comes, and early when woken", T,
                   EVERY_LOG) {
  T t;
  const auto source = reader(*t.log, Offset{0});
  auto none = source->next(all_bytes, 1ms);
  REQUIRE(none);
  CHECK(none->empty());
  source->wake();  // before the wait begins
  none = source->next(all_bytes, 60s);
  REQUIRE(none);
  CHECK(none->empty());
  auto waiting = std::async(std::launch::async, [&] { return source->next(all_bytes, 60s); });
  source->wake();  // before or within the wait
  CHECK(waiting.get()->empty());
}

TEST_CASE_TEMPLATE("an offset behind the end is refused by name", T, EVERY_LOG) {
  T t;
  const auto beyond = t.log->read(only, Offset{1});
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().kind == FaultKind::mismatch);
  CHECK(beyond.error().code == "checkpoint_ahead_of_log");
}
