// A writer that asks the log where its records lie.
#include "core/claimed_appends.hpp"

#include <doctest/doctest.h>

#include "core/header_names.hpp"
#include "test/doubles/memory_log.hpp"

using namespace fettle;

namespace {

constexpr Offset former{0}, ours{1}, theirs{3};

Record event(Offset claim, std::uint64_t n) {
  Record record("tenant-1", "{}");
  record.add(header::commit_index, "0");
  record.add(header::commit_count, "1");
  add_claim(record, claim, n);
  return record;
}

// Where number 2 under `ours` is found when these lie from offset 4 on; else the fault's code.
std::string asked(std::vector<Record> records) {
  test::MemoryLog log;
  log.put(claim_record("former", "1"));
  log.put(claim_record("we", "2"));
  log.put(event(ours, 0));
  log.put(event(ours, 1));
  for (auto& record : records) log.put(std::move(record));
  auto reader = log.read(Partition{0}, Offset{4});
  REQUIRE(reader);
  auto patience = 2;
  const auto found = find_appended(**reader, {ours, 2}, 1, [&] { return patience-- > 0; });
  return found ? std::to_string(number(found->front())) : found.error().code;
}

}  // namespace

TEST_CASE("behind a former owner's record, an append is found where it lies") {
  CHECK(asked({event(former, 0), event(ours, 2)}) == "5");
}

TEST_CASE("behind a newer claim an append does not count") {
  CHECK(asked({claim_record("they", "3"), event(ours, 2)}) == "claimed_by_another");
}

// The log lost our records and took more than we had: their claim lies before what we read.
TEST_CASE("records of a newer claim end a writer, wherever that claim lies") {
  CHECK(asked({event(theirs, 7), event(ours, 2)}) == "claimed_by_another");
}

TEST_CASE("an append that the log does not show stays in doubt") {
  CHECK(asked({}) == "append_not_found");
}
