// Whole commits out of a log, and a checkpoint that is found again or refused.
#include "core/commit_reader.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "test/doubles/memory_log.hpp"

using namespace fettle;
using namespace std::chrono_literals;
using fettle::test::MemoryLog;

namespace {

constexpr Partition only{0};
constexpr auto all_bytes = std::size_t{1} << 30;

// Writes commits as a shard would.
struct Owner {
  MemoryLog& log;
  Offset claim;
  std::uint64_t n;
  crypto::Digest head = chain_start;

  explicit Owner(MemoryLog& into, std::string_view nonce = "nonce")
      : log(into), claim(into.put(claim_record("owner", nonce))), n(first_number(nonce)) {}

  void put(std::string_view value, std::size_t index, std::size_t count) {
    Record record("tenant-1", value);
    record.add(header::commit_index, std::to_string(index));
    record.add(header::commit_count, std::to_string(count));
    head = chain_hash(head, record.view());
    add_claim(record, claim, n++);
    add_hash(record, head);
    log.put(std::move(record));
  }
  void commit(std::initializer_list<std::string_view> values) {
    std::size_t index = 0;
    for (const auto value : values) put(value, index++, values.size());
  }
};

CommitReader opened(MemoryLog& log, const Checkpoint& checkpoint) {
  auto reader = CommitReader::open(log, checkpoint);
  REQUIRE(reader);
  return std::move(reader).value();
}

CommitReader from_start(MemoryLog& log) {
  return opened(log, Checkpoint::beginning(log.id(), only));
}

std::string joined(const StoredCommit& commit) {
  std::string text;
  for (const auto& record : commit.records) text += std::string(record.value()) + " ";
  return text;
}

std::vector<std::string> read_all(CommitReader& reader, std::size_t bytes_max = all_bytes) {
  std::vector<std::string> found;
  const auto end = reader.checkpoint().next;
  for (auto before = end;; before = reader.checkpoint().next) {
    const auto commits = reader.next(bytes_max, 0ms);
    REQUIRE(commits);
    for (const auto& commit : *commits) found.push_back(joined(commit));
    if (commits->empty() && reader.checkpoint().next == before) return found;
  }
}

std::string refusal(MemoryLog& log, const Checkpoint& checkpoint) {
  const auto reader = CommitReader::open(log, checkpoint);
  REQUIRE_FALSE(reader);
  CHECK(reader.error().kind == FaultKind::mismatch);
  CHECK(reader.error().detail.find("rebuilt") != std::string::npos);  // names the remedy
  return reader.error().code;
}

}  // namespace

TEST_CASE("commits come whole, in order, with their offsets and their tenant") {
  MemoryLog log;
  Owner owner(log);
  owner.commit({"a", "b"});
  owner.commit({"c"});
  auto reader = from_start(log);
  const auto commits = reader.next(all_bytes, 0ms);
  REQUIRE(commits);
  REQUIRE(commits->size() == 2);
  CHECK(joined((*commits)[0]) == "a b ");
  CHECK((*commits)[0].first == Offset{1});
  CHECK((*commits)[0].last == Offset{2});
  CHECK((*commits)[0].tenant() == "tenant-1");
  CHECK(joined((*commits)[1]) == "c ");
  CHECK(reader.checkpoint().next == Offset{4});
  CHECK(reader.checkpoint().rule == ClaimState{Offset{0}, first_number("nonce") + 3});
  CHECK(reader.checkpoint().last_commit == CommitMark{Offset{3}, owner.head});
}

TEST_CASE("a commit larger than a read, or across reads, is returned whole") {
  MemoryLog log;
  Owner owner(log);
  owner.commit({"first"});
  const std::string large(5'000, 'x');
  owner.commit({large, large, large});
  owner.commit({"last"});
  auto reader = from_start(log);
  CHECK(read_all(reader, 1) ==
        std::vector<std::string>{"first ", large + " " + large + " " + large + " ", "last "});
}

TEST_CASE("the checkpoint stays before a commit that is not whole") {
  MemoryLog log;
  Owner owner(log);
  owner.commit({"a"});
  owner.put("b", 0, 2);
  auto reader = from_start(log);
  CHECK(read_all(reader) == std::vector<std::string>{"a "});
  CHECK(reader.checkpoint().next == Offset{2});
  CHECK(reader.checkpoint().rule.next_n == first_number("nonce") + 1);
  owner.put("c", 1, 2);
  CHECK(read_all(reader) == std::vector<std::string>{"b c "});
  CHECK(reader.checkpoint().next == Offset{4});
}

TEST_CASE("void records are left out, also inside a commit, and passed by the checkpoint") {
  MemoryLog log;
  Owner zombie(log);
  zombie.put("half", 0, 2);
  Owner owner(log);
  zombie.put("late", 1, 2);
  owner.put("a", 0, 2);
  zombie.commit({"stray"});
  owner.put("b", 1, 2);
  zombie.commit({"stray"});
  auto reader = from_start(log);
  CHECK(read_all(reader) == std::vector<std::string>{"a b "});
  CHECK(reader.checkpoint().next == log.end());
}

TEST_CASE("reading goes on from any checkpoint as if it had not stopped") {
  CHECK(rc::check([] {
    MemoryLog log;
    std::optional<Owner> owner(log);
    std::vector<std::string> expected;
    for (int i = *rc::gen::inRange(1, 20); i > 0; --i) {
      if (*rc::gen::inRange(0, 5) == 0) owner.emplace(log);
      const auto count = *rc::gen::inRange<std::size_t>(1, 4);
      std::string text;
      for (std::size_t index = 0; index < count; ++index) {
        const auto value =
            std::to_string(i) + std::string(*rc::gen::inRange<std::size_t>(0, 40), '.');
        owner->put(value, index, count);
        text += value + " ";
      }
      expected.push_back(text);
    }
    auto checkpoint = Checkpoint::beginning(log.id(), only);
    std::vector<std::string> found;
    while (found.size() < expected.size()) {
      auto reader = CommitReader::open(log, *parse_checkpoint(to_text(checkpoint)));
      RC_ASSERT(reader.has_value());
      const auto commits = reader->next(*rc::gen::inRange<std::size_t>(1, 600), 0ms);
      RC_ASSERT(commits.has_value());
      for (const auto& commit : *commits) found.push_back(joined(commit));
      checkpoint = reader->checkpoint();
    }
    RC_ASSERT(found == expected);
  }));
}

TEST_CASE("a checkpoint of another log is refused") {
  MemoryLog log;
  CHECK(refusal(log, Checkpoint::beginning(LogId("another"), only)) == "checkpoint_of_another_log");
}

TEST_CASE("a checkpoint ahead of a log that lost its end is refused, also when it grew again") {
  MemoryLog log;
  Owner owner(log);
  owner.commit({"kept"});
  owner.commit({"lost"});
  auto reader = from_start(log);
  read_all(reader);
  const auto checkpoint = reader.checkpoint();
  log.cut(Offset{2});
  CHECK(refusal(log, checkpoint) == "checkpoint_ahead_of_log");
  owner.n -= 1;
  owner.commit({"other"});
  owner.commit({"more"});
  CHECK(refusal(log, checkpoint) == "checkpoint_ahead_of_log");
}

// Two owners claimed at one offset, since the log lost the first one's claim; that one goes on, and
// all it writes is void.
TEST_CASE("a checkpoint under a lost claim is refused, though its commits lie on the log") {
  MemoryLog as_it_was, log;
  Owner(as_it_was, "lost").commit({"a"});
  auto reader = from_start(as_it_was);
  read_all(reader);
  Owner unaware(log, "in its place");
  unaware.n = first_number("lost");
  unaware.commit({"a"});
  CHECK(log.end() == as_it_was.end());
  CHECK(refusal(log, reader.checkpoint()) == "checkpoint_ahead_of_log");
}

TEST_CASE("a checkpoint behind void records is refused when commits came to lie in their place") {
  MemoryLog log;
  Owner zombie(log);
  Owner owner(log);
  owner.commit({"kept"});
  zombie.commit({"stray"});
  zombie.commit({"stray"});
  auto reader = from_start(log);
  read_all(reader);
  const auto checkpoint = reader.checkpoint();
  CHECK(CommitReader::open(log, checkpoint));
  log.cut(Offset{3});
  owner.commit({"other"});
  owner.commit({"more"});
  CHECK(refusal(log, checkpoint) == "checkpoint_ahead_of_log");
}

TEST_CASE("a reader refuses a log that lost its end and grew past it between two reads") {
  MemoryLog log;
  Owner first(log);
  first.commit({"kept"});
  std::optional<Owner> owner(log);
  owner->commit({"lost"});
  auto reader = from_start(log);
  CHECK(read_all(reader) == std::vector<std::string>{"kept ", "lost "});
  SUBCASE("with a claim behind what is lost, passed unseen") {
    log.cut(Offset{3});
    Owner(log).commit({"another", "history"});
  }
  SUBCASE("with a claim before the lost one, so that its records look like a stale owner's") {
    log.cut(Offset{1});
    Owner other(log);
    other.commit({"another"});
    other.commit({"history"});
    other.commit({"altogether"});
  }
  SUBCASE("with a claim that is seen") {
    log.cut(Offset{3});
    first.commit({"stray"});
    Owner(log).commit({"another", "history"});
  }
  for (int i = 0; i < 2; ++i) {
    const auto commits = reader.next(all_bytes, 0ms);
    REQUIRE_FALSE(commits);
    CHECK(commits.error().kind == FaultKind::mismatch);
    CHECK(commits.error().code == "checkpoint_ahead_of_log");
    CHECK(reader.checkpoint().next == Offset{4});
  }
}

TEST_CASE("what a reader cannot compare with the log now, it returns once it can") {
  struct AwayLog final : MemoryLog {
    bool away = false;
    Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
      if (away) return Fault{FaultKind::unavailable, "log_unreachable", "no answer"};
      return MemoryLog::read(partition, from);
    }
  } log;
  Owner(log).commit({"a"});
  auto reader = from_start(log);
  CHECK(read_all(reader) == std::vector<std::string>{"a "});
  Owner(log).commit({"b"});
  log.away = true;
  for (int i = 0; i < 2; ++i) {
    const auto commits = reader.next(all_bytes, 0ms);
    REQUIRE_FALSE(commits);
    CHECK(commits.error().code == "log_unreachable");
    CHECK(reader.checkpoint().next == Offset{2});
  }
  log.away = false;
  CHECK(read_all(reader) == std::vector<std::string>{"b "});
  CHECK(reader.checkpoint().next == Offset{4});
}

TEST_CASE("a checkpoint whose claim is not in the log is refused") {
  MemoryLog log;
  Owner owner(log);
  owner.commit({"a"});
  auto checkpoint = Checkpoint::beginning(log.id(), only);
  checkpoint.next = Offset{2};
  checkpoint.rule = {Offset{1}, 0};
  CHECK(refusal(log, checkpoint) == "checkpoint_ahead_of_log");
}

TEST_CASE("a checkpoint is read back from its text, and nothing else is") {
  auto checkpoint = Checkpoint::beginning(LogId("log-1"), Partition{3});
  CHECK(parse_checkpoint(to_text(checkpoint)) == checkpoint);
  checkpoint.next = Offset{12};
  checkpoint.rule = {Offset{4}, 7};
  checkpoint.last_commit = CommitMark{Offset{11}, chain_hash(chain_start, Record("k", "v").view())};
  const auto text = to_text(checkpoint);
  CHECK(parse_checkpoint(text) == checkpoint);
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    CHECK_FALSE(parse_checkpoint(text.substr(0, cut)));
  }
  CHECK_FALSE(parse_checkpoint("2" + text.substr(1)));
  CHECK_FALSE(parse_checkpoint(text + " "));
}
