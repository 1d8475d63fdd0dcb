// What every log promises (core/ports/log.hpp). A fixture gives `log`, its `id`, the last of its
// partitions as `partition`, and `reopen`, as a restart of the process would; CHECK_LOG_CONTRACT
// runs all of it on the fixtures that it is given.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <future>
#include <thread>

#include "core/claim_rule.hpp"
#include "core/header_names.hpp"

namespace fettle::test {
namespace {

using namespace std::chrono_literals;

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

// One commit of one record, the `n`-th under the writer's claim.
std::vector<Record> commit_of(const LogWriter& writer, std::uint64_t n, std::string_view value) {
  auto made = record(value);
  made.add(header::commit_index, "0");
  made.add(header::commit_count, "1");
  add_claim(made, writer.claim(), first_number("nonce") + n);
  std::vector<Record> commit;
  commit.push_back(std::move(made));
  return commit;
}

std::unique_ptr<LogWriter> claimed(auto& t, std::string_view owner = "me") {
  auto writer = t.log->claim(t.partition, owner, "nonce");
  REQUIRE(writer);
  return std::move(writer).value();
}

// Of a log whose brokers are back, and are not reached at once.
std::unique_ptr<LogWriter> claimed_again(auto& t) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  auto writer = t.log->claim(t.partition, "me", "nonce");
  while (!writer && std::chrono::steady_clock::now() < end) {
    writer = t.log->claim(t.partition, "me", "nonce");
  }
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

std::unique_ptr<LogReader> reader(auto& t, Offset from) {
  auto made = t.log->read(t.partition, from);
  REQUIRE(made);
  return std::move(made).value();
}

struct Read {
  Offset offset;
  std::string value;
  bool operator==(const Read&) const = default;
};

std::vector<Read> read_to_end(auto& t, Offset from, std::size_t bytes_max = all_bytes) {
  const auto source = reader(t, from);
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

TEST_CASE_TEMPLATE_DEFINE("a new log is empty and has one offset to read from", T, log_contract_1) {
  T t;
  CHECK(t.log->id() == t.id);
  CHECK(t.log->partitions() == number(t.partition) + 1);
  CHECK(*t.log->durable_end(t.partition) == Offset{0});
  CHECK(read_to_end(t, Offset{0}).empty());
}

TEST_CASE_TEMPLATE_DEFINE("a claim is a record that names owner and nonce", T, log_contract_2) {
  T t;
  const auto writer = claimed(t, "http://here");
  CHECK(writer->claim() == Offset{0});
  const auto source = reader(t, Offset{0});
  const auto found = source->next(all_bytes, 0ms);
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  const auto claim = found->front().record;
  CHECK(is_claim(claim));
  CHECK(claim.key().empty());
  CHECK(claim.value().empty());
  CHECK(claim.header(header::owner) == "http://here");
  CHECK(claim.header(header::nonce) == "nonce");
  CHECK(numeric_header(claim, header::n) == first_number("nonce"));
}

TEST_CASE_TEMPLATE_DEFINE("what was appended is read in order, as it was", T, log_contract_3) {
  T t;
  const auto writer = claimed(t);
  CHECK(appended(*writer, records({"a", "b"})) == Offset{1});
  CHECK(appended(*writer, records({"c"})) == Offset{3});
  CHECK(*t.log->durable_end(t.partition) == Offset{4});
  CHECK(read_to_end(t, Offset{1}) ==
        std::vector<Read>{{Offset{1}, "a"}, {Offset{2}, "b"}, {Offset{3}, "c"}});
  const auto source = reader(t, Offset{3});
  const auto found = source->next(all_bytes, 0ms);
  REQUIRE(found);
  CHECK(found->front().record.bytes() == record("c").bytes());
}

TEST_CASE_TEMPLATE_DEFINE("reading begins at any offset, also inside a batch", T, log_contract_4) {
  T t;
  const auto writer = claimed(t);
  for (int batch = 0; batch < 100; ++batch) {
    appended(*writer, records({"one", std::string(1'000, 'x'), "three"}));
  }
  const auto all = read_to_end(t, Offset{0});
  REQUIRE(all.size() == 301);
  for (std::uint64_t from = 0; from <= 301; from += 7) {
    const auto rest = read_to_end(t, Offset{from});
    CHECK(rest == std::vector<Read>(all.begin() + static_cast<std::ptrdiff_t>(from), all.end()));
  }
}

TEST_CASE_TEMPLATE_DEFINE("a read keeps about to its limit and skips nothing", T, log_contract_5) {
  T t;
  const auto writer = claimed(t);
  std::vector<Record> batch;
  for (int i = 0; i < 50; ++i) batch.push_back(record(std::string(1'000, 'y')));
  appended(*writer, std::move(batch));
  const auto source = reader(t, Offset{0});
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

TEST_CASE_TEMPLATE_DEFINE("a record may be as large as the limit, and larger than a segment", T,
                          log_contract_6) {
  T t;
  const auto writer = claimed(t);
  const std::string large(record_bytes_max - 100, 'z');
  appended(*writer, records({"before"}));
  appended(*writer, records({large}));
  appended(*writer, records({"after"}));
  CHECK(read_to_end(t, Offset{1}, 100) ==
        std::vector<Read>{{Offset{1}, "before"}, {Offset{2}, large}, {Offset{3}, "after"}});
}

TEST_CASE_TEMPLATE_DEFINE("answers come once each and in order of the appends", T, log_contract_7) {
  T t;
  const auto writer = claimed(t);
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

TEST_CASE_TEMPLATE_DEFINE("an answered append can be read and is still there after a restart", T,
                          log_contract_8) {
  T t;
  auto writer = claimed(t);
  appended(*writer, records({"kept", "too"}));
  const auto before = read_to_end(t, Offset{0});
  writer.reset();
  t.reopen();
  CHECK(t.log->id() == t.id);
  CHECK(read_to_end(t, Offset{0}) == before);
  CHECK(claimed(t)->claim() == Offset{3});
}

TEST_CASE_TEMPLATE_DEFINE("a second claim closes the first writer for good", T, log_contract_9) {
  T t;
  const auto first = claimed(t, "first");
  appended(*first, commit_of(*first, 0, "mine"));
  const auto second = claimed(t, "second");
  CHECK(second->claim() == Offset{2});
  for (std::uint64_t again = 0; again < 2; ++again) {
    const auto refused = append(*first, commit_of(*first, 1 + again, "late"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FaultKind::closed);
  }
  // What the first wrote behind the claim may lie there. It counts for nobody.
  const auto mine = appended(*second, commit_of(*second, 0, "now mine"));
  const auto after = appended(*second, commit_of(*second, 1, "and this"));
  CHECK(after == next(mine));
  const auto all = read_to_end(t, mine);
  CHECK(all == std::vector<Read>{{mine, "now mine"}, {after, "and this"}});
}

TEST_CASE_TEMPLATE_DEFINE("a reader that waits gets what is appended meanwhile", T,
                          log_contract_10) {
  T t;
  const auto writer = claimed(t);
  const auto source = reader(t, Offset{1});
  auto waiting = std::async(std::launch::async, [&] {
    const auto some = source->next(all_bytes, 60s);
    return some && !some->empty() ? std::string(some->front().record.value()) : "";
  });
  appended(*writer, records({"news"}));
  CHECK(waiting.get() == "news");
}

TEST_CASE_TEMPLATE_DEFINE("a reader returns empty when nothing comes, and early when woken", T,
                          log_contract_11) {
  T t;
  const auto source = reader(t, Offset{0});
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

TEST_CASE_TEMPLATE_DEFINE("an offset behind the end is refused by name", T, log_contract_12) {
  T t;
  const auto beyond = t.log->read(t.partition, Offset{1});
  REQUIRE_FALSE(beyond);
  CHECK(beyond.error().kind == FaultKind::mismatch);
  CHECK(beyond.error().code == "checkpoint_ahead_of_log");
}

}  // namespace fettle::test

#define CHECK_LOG_CONTRACT(...)                            \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_1, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_2, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_3, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_4, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_5, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_6, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_7, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_8, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_9, __VA_ARGS__);  \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_10, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_11, __VA_ARGS__); \
  TEST_CASE_TEMPLATE_INVOKE(log_contract_12, __VA_ARGS__)
