// The reader rule: what continues the latest claim counts, all else is void.
#include "core/claim_rule.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/header_names.hpp"

using namespace fettle;
using Verdict = ClaimRule::Verdict;

namespace {

constexpr std::string_view nonce = "nonce";

ClaimState state(std::uint64_t claim, std::uint64_t n) {
  return {Offset{claim}, first_number(nonce) + n};
}

// Record `n` of the claim, counted from 0.
Record event(std::uint64_t claim, std::uint64_t n, std::uint64_t index, std::uint64_t count) {
  Record record("tenant-1", "{}");
  record.add(header::commit_index, std::to_string(index));
  record.add(header::commit_count, std::to_string(count));
  add_claim(record, Offset{claim}, first_number(nonce) + n);
  return record;
}

// Shows records to a rule at offsets 0, 1, 2 …
struct Partition0 {
  ClaimRule rule{ClaimState{}};
  std::uint64_t offset = 0;

  Verdict see(const Record& record) { return rule.see(Offset{offset++}, record.view()); }
  Verdict claim() { return see(claim_record("owner", nonce)); }
};

}  // namespace

TEST_CASE("records that number on from their claim count, commit by commit") {
  Partition0 log;
  CHECK(log.claim() == Verdict::claims);
  CHECK(log.see(event(0, 0, 0, 1)) == Verdict::completes);
  CHECK(log.see(event(0, 1, 0, 2)) == Verdict::continues);
  CHECK(log.rule.open());
  CHECK(log.see(event(0, 2, 1, 2)) == Verdict::completes);
  CHECK(log.rule.settled() == state(0, 3));
}

TEST_CASE("nothing counts before the first claim") {
  Partition0 log;
  CHECK(log.see(event(0, 0, 0, 1)) == Verdict::void_record);
  CHECK(log.rule.settled() == ClaimState{});
}

TEST_CASE("what a former owner sends behind a newer claim is void") {
  Partition0 log;
  log.claim();
  log.see(event(0, 0, 0, 1));
  log.claim();
  CHECK(log.see(event(0, 1, 0, 1)) == Verdict::void_record);
  CHECK(log.see(event(2, 0, 0, 1)) == Verdict::completes);
}

// The log lost a claim and took another one at its offset; its owner has not seen it yet.
TEST_CASE("records of a lost claim do not continue the one that lies in its place") {
  Partition0 log;
  log.see(claim_record("other", "another nonce"));
  CHECK(log.see(event(0, 0, 0, 1)) == Verdict::void_record);
}

TEST_CASE("a claim of a log that was written before claims said their first number begins at 0") {
  Partition0 log;
  Record old("", "");
  old.add(header::kind, "claim");
  log.see(old);
  CHECK(log.rule.settled() == ClaimState{Offset{0}, 0});
}

TEST_CASE("a record may belong to a claim that lies before it with room for those between") {
  const auto claim = claim_record("owner", nonce);
  const auto first = first_number(nonce);
  CHECK(may_belong(Offset{4}, claim.view(), Offset{5}, first));
  CHECK(may_belong(Offset{4}, claim.view(), Offset{9}, first + 4));
  CHECK_FALSE(may_belong(Offset{4}, claim.view(), Offset{9}, first + 5));
  CHECK_FALSE(may_belong(Offset{4}, claim.view(), Offset{9}, first - 1));
  CHECK_FALSE(may_belong(Offset{4}, claim.view(), Offset{4}, first));
  CHECK_FALSE(may_belong(Offset{4}, event(0, 0, 0, 1).view(), Offset{5}, first));
}

TEST_CASE("a repeated record, and all behind a hole, are void") {
  Partition0 log;
  log.claim();
  log.see(event(0, 0, 0, 1));
  CHECK(log.see(event(0, 0, 0, 1)) == Verdict::void_record);
  CHECK(log.see(event(0, 2, 0, 1)) == Verdict::void_record);
  CHECK(log.see(event(0, 1, 0, 1)) == Verdict::completes);
}

TEST_CASE("a claim voids the commit that it finds unfinished") {
  Partition0 log;
  log.claim();
  log.see(event(0, 0, 0, 2));
  CHECK(log.claim() == Verdict::claims);
  CHECK_FALSE(log.rule.open());
  CHECK(log.see(event(0, 1, 1, 2)) == Verdict::void_record);
}

TEST_CASE("inside a commit the state to store is that before the commit") {
  Partition0 log;
  log.claim();
  log.see(event(0, 0, 0, 1));
  log.see(event(0, 1, 0, 3));
  log.see(event(0, 2, 1, 3));
  CHECK(log.rule.settled() == state(0, 1));
}

TEST_CASE("a record whose numbers cannot be read is void") {
  for (const char* bad : {"", "x", "1x", " 0", "-1", "99999999999999999999"}) {
    Partition0 log;
    log.claim();
    Record record("tenant-1", "{}");
    record.add(header::commit_index, "0");
    record.add(header::commit_count, "1");
    record.add(header::claim, "0");
    record.add(header::n, bad);
    CHECK(log.see(record) == Verdict::void_record);
  }
  Partition0 log;
  log.claim();
  CHECK(log.see(event(0, 0, 0, 0)) == Verdict::void_record);
  CHECK(log.see(Record("tenant-1", "{}")) == Verdict::void_record);
}

// An owner writes commits under its claim; former owners and repeats are strewn between its
// records. What the rule accepts is exactly what the owner wrote.
TEST_CASE("no mixture of zombies and repeats adds or hides a record of the owner") {
  CHECK(rc::check([] {
    Partition0 log;
    std::uint64_t written = 0, accepted = 0;
    for (int owner = 0; owner < *rc::gen::inRange(1, 4); ++owner) {
      const auto claim = log.offset;
      log.claim();
      std::uint64_t n = 0;
      for (int commit = *rc::gen::inRange(0, 5); commit > 0; --commit) {
        const auto count = *rc::gen::inRange<std::uint64_t>(1, 4);
        for (std::uint64_t index = 0; index < count; ++index) {
          for (int noise = *rc::gen::inRange(0, 3); noise > 0; --noise) {
            const bool zombie = claim > 0 && *rc::gen::arbitrary<bool>();
            const auto stray = zombie ? event(*rc::gen::inRange<std::uint64_t>(0, claim), n, 0, 1)
                                      : event(claim, n + 1 + index, 0, 1);
            RC_ASSERT(log.see(stray) == Verdict::void_record);
          }
          const auto verdict = log.see(event(claim, n++, index, count));
          RC_ASSERT(verdict == (index + 1 == count ? Verdict::completes : Verdict::continues));
          ++accepted;
          ++written;
        }
      }
      RC_ASSERT(log.rule.settled() == state(claim, n));
    }
    RC_ASSERT(accepted == written);
  }));
}

TEST_CASE("going on from a stored state gives the same verdicts as reading from the start") {
  CHECK(rc::check([] {
    Partition0 whole;
    ClaimRule resumed{ClaimState{}};
    for (int step = 0; step < 40; ++step) {
      const auto kind = *rc::gen::inRange(0, 8);
      const auto state = whole.rule.settled();
      const auto claim = state.claim ? number(*state.claim) : 0;
      const auto record = kind == 0 ? claim_record("o", "n")
                                    : event(claim, state.next_n + (kind == 1 ? 1 : 0), 0, 1);
      if (!whole.rule.open()) resumed = ClaimRule(whole.rule.settled());
      const Offset offset{whole.offset};
      RC_ASSERT(resumed.see(offset, record.view()) == whole.see(record));
    }
  }));
}
