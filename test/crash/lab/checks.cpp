#include "test/crash/lab/checks.hpp"

#include "adapters/cli/tools/check_snapshots.hpp"
#include "core/commit_reader.hpp"
#include "core/envelope.hpp"
#include "test/support/memory_snapshots.hpp"

namespace fettle::lab {
namespace {

constexpr std::size_t read_bytes = 1 << 20;

struct OnLog {
  std::string id;
  std::uint64_t offset = 0;  // of the commit's last record
  int times = 0;
};
using KeysOnLog = std::map<std::string, OnLog, std::less<>>;

std::string text_of(const Fault& fault) { return fault.code + ": " + fault.detail; }

Result<KeysOnLog> keys_on(Log& log) {
  KeysOnLog found;
  const auto end = TRY(log.durable_end(Partition{0}));
  auto reader = TRY(CommitReader::open(log, Checkpoint::beginning(log.id(), Partition{0})));
  while (reader.checkpoint().next < end) {
    for (const auto& commit : TRY(reader.next(read_bytes, std::chrono::milliseconds(0)))) {
      const auto first = TRY(Envelope::parse(commit.records.front()));
      if (!first.first) continue;  // a timer's
      auto& there = found[std::string(first.first->key)];
      there = {std::string(first.id), number(commit.last), there.times + 1};
    }
  }
  return found;
}

void check_accepted(const std::string& key, const Answer& answer, const KeysOnLog& keys,
                    const Report& report) {
  const auto there = keys.find(key);
  if (there == keys.end()) return report.lost(key + " of offset " + std::to_string(answer.offset));
  if (there->second.id != answer.id || there->second.offset != answer.offset) {
    report.wrong(key + " was answered with " + answer.id + " at " + std::to_string(answer.offset) +
                 ", on the log is " + there->second.id + " at " +
                 std::to_string(there->second.offset));
  }
}

bool key_is_there(Shop& shop, const std::string& person, const Report& report) {
  const auto found = shop.keys().find(demo, person + "/1");
  if (!found) report.wrong("key of " + person + ": " + text_of(found.error()));
  return found && *found;
}

}  // namespace

void check_log(Shop& shop, const Ledger& ledger, const Report& report) {
  const auto verified = shop.segments().verify([](const auto&) { return true; });
  if (!verified) return report.wrong("verify: " + text_of(verified.error()));
  const auto keys = keys_on(shop.log());
  if (!keys) return report.wrong("reading the log: " + text_of(keys.error()));
  std::uint64_t accepted = 0;
  for (const auto& [number, sent] : ledger.sent) {
    const auto key = key_of(number);
    if (sent.accepted) check_accepted(key, *sent.accepted, *keys, report);
    if (sent.accepted) ++accepted;
    if (!sent.refused.empty() && keys->contains(key))
      report.wrong(key + " was refused, and is on the log");
  }
  for (const auto& [key, there] : *keys) {
    if (there.times > 1) report.wrong(key + " is on the log more than once");
  }
  report.count("acknowledged commits looked up", accepted);
}

void check_keys(Shop& shop, const Ledger& ledger, const Report& report) {
  for (const auto& [number, sent] : ledger.sent) {
    if (!sent.accepted || sent.wish.kind != Wish::Kind::make_box) continue;
    if (!key_is_there(shop, "owner-of-" + sent.accepted->id, report)) {
      report.lost("the key of box " + sent.accepted->id);
    }
  }
  for (const auto& person : ledger.visitors) {
    if (ledger.erased.contains(person)) {
      if (key_is_there(shop, person, report)) report.wrong(person + " was erased, and is back");
    } else if (!ledger.to_erase.contains(person) && !key_is_there(shop, person, report)) {
      report.lost("the key of " + person);
    }
  }
}

Result<std::string> difference_to_log(Shop& shop) {
  test::MemorySnapshots folded;
  cli::NoProgress progress;
  const auto check = TRY(cli::check_snapshots(
      shop.domain(), shop.snapshots(), {shop.log(), folded, shop.keys(), shop.clock(), shop.dice()},
      std::chrono::hours(24 * 30), progress));
  if (check.difference_count == 0) return std::string();
  return check.differences.front().key + " " + check.differences.front().what;
}

void check_snapshots(Shop& shop, const Report& report) {
  const auto difference = difference_to_log(shop);
  if (!difference) return report.wrong("snapshots: " + text_of(difference.error()));
  if (!difference->empty()) report.wrong("snapshots differ from the log: " + *difference);
}

}  // namespace fettle::lab
