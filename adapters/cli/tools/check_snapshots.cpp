#include "adapters/cli/tools/check_snapshots.hpp"

#include <algorithm>

#include "adapters/cli/tools/page_cursor.hpp"
#include "core/commit_reader.hpp"
#include "core/shard/answer_record.hpp"
#include "core/shard/cell.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle::cli {
namespace {

constexpr char aggregate_prefix = 'a';
constexpr char engine_prefix = 'm';  // checkpoint and shape

std::string readable(std::string key) {
  if (key[0] == 't') return "timer of " + key.substr(std::min<std::size_t>(9, key.size()));
  std::ranges::replace(key, keyspace::part_end, '/');
  return key.substr(0, 1) + '/' + key.substr(1);
}

std::string_view part(std::string_view key, int index) {
  key.remove_prefix(1);
  for (; index > 0; --index) key.remove_prefix(key.find(keyspace::part_end) + 1);
  return key.substr(0, key.find(keyspace::part_end));
}

class SnapshotComparison {
 public:
  SnapshotComparison(const Domain& domain, FoldPorts ports, Micros key_lifetime,
                     SnapshotCheck& check)
      : domain_(domain), ports_(ports), key_lifetime_(key_lifetime), check_(check) {}

  Result<void> run(PageCursor stored, PageCursor folded) {
    while (true) {
      const auto* ours = TRY(stored.row());
      const auto* logs = TRY(folded.row());
      if (ours == nullptr && logs == nullptr) return {};
      const bool take_ours = logs == nullptr || (ours != nullptr && ours->first <= logs->first);
      const bool take_logs = ours == nullptr || (logs != nullptr && logs->first <= ours->first);
      TRY(row(take_ours ? ours : nullptr, take_logs ? logs : nullptr));
      if (take_ours) stored.advance();
      if (take_logs) folded.advance();
    }
  }

 private:
  using Row = PageCursor::Row;

  bool taken_out(const Row* stored, const Row* folded) const {
    return stored == nullptr &&
           is_ended_answer(folded->first, folded->second, ports_.clock.now(), key_lifetime_);
  }

  Result<void> row(const Row* stored, const Row* folded) {
    if (taken_out(stored, folded)) return {};
    const auto& key = stored != nullptr ? stored->first : folded->first;
    if (key[0] == engine_prefix) return {};
    ++check_.keys;
    if (key[0] == aggregate_prefix) ++check_.aggregates;
    if (folded == nullptr) return differ(key, "only in the snapshots");
    if (stored == nullptr) return differ(key, "only in the log");
    if (stored->second == folded->second) return {};
    if (key[0] != aggregate_prefix) return differ(key, "another value");
    return cells(key, stored->second, folded->second);
  }

  // Sealed fields are sealed anew each time: states are compared open.
  Result<void> cells(const std::string& key, std::string_view stored, std::string_view folded) {
    const auto* type = domain_.aggregate(part(key, 1));
    if (type == nullptr) return differ(key, "this binary has no such type");
    Sealing sealing(TenantId(std::string(part(key, 0))), ports_.keys, ports_.dice);
    const auto ours = decode_cell(*type, stored, sealing);
    if (!ours && ours.error().kind == FaultKind::unavailable) return ours.error();
    if (!ours) return differ(key, "unreadable: " + ours.error().detail);
    const auto logs = TRY(decode_cell(*type, folded, sealing));
    if (ours->version != logs.version) {
      return differ(key, "version " + std::to_string(ours->version) + " instead of " +
                             std::to_string(logs.version));
    }
    if (open(*ours) != open(logs)) return differ(key, "another state");
    if (ours->entries != logs.entries) return differ(key, "other index entries");
    return {};
  }

  static std::string open(const Cell& cell) {
    std::string text;
    cell.type->encode(cell.state.get(), text, nullptr);
    return text;
  }

  Result<void> differ(const std::string& key, std::string what) {
    ++check_.difference_count;
    if (check_.differences.size() < differences_listed_max) {
      check_.differences.push_back({readable(key), std::move(what)});
    }
    return {};
  }

  const Domain& domain_;
  FoldPorts ports_;
  Micros key_lifetime_;
  SnapshotCheck& check_;
};

}  // namespace

Result<SnapshotCheck> check_snapshots(const Domain& domain, Snapshots& stored, FoldPorts ports,
                                      Micros key_lifetime, Progress& progress) {
  const auto text = TRY(stored.get(keyspace::checkpoint));
  if (!text) return SnapshotCheck{};  // nothing was flushed yet: the log alone holds it
  const auto checkpoint = parse_checkpoint(*text);
  if (!checkpoint) {
    return Fault{FaultKind::damaged, "snapshot_unreadable", "its checkpoint cannot be read"};
  }
  if (checkpoint->partition != ports.partition) {
    return Fault{FaultKind::mismatch, "snapshot_of_another_partition",
                 "they are of partition " + std::to_string(number(checkpoint->partition))};
  }
  TRY(CommitReader::open(ports.log, *checkpoint));
  SnapshotCheck check{.next = checkpoint->next, .differences = {}};
  TRY(fold_into(domain, ports, checkpoint->next, progress));
  SnapshotComparison comparison(domain, ports, key_lifetime, check);
  TRY(comparison.run(PageCursor(stored), PageCursor(ports.snapshots)));
  return check;
}

}  // namespace fettle::cli
