#include "adapters/cli/tools/migrate_target.hpp"

#include <fmt/format.h>

#include "core/partitioning.hpp"
#include "core/under_claim.hpp"

namespace fettle::cli {
namespace {

constexpr std::size_t append_bytes = 256 << 10;
constexpr std::size_t appends_max = 16;
constexpr std::size_t nonce_bytes = 16;

}  // namespace

Holdings::Holdings(Log& log) : log_(log) {
  for (std::uint32_t p = 0; p < log.partitions(); ++p) {
    seen_.push_back(Checkpoint::beginning(log.id(), Partition{p}));
  }
}

Result<bool> Holdings::look(Progress& progress) {
  const auto before = commits_of(tallies_);
  for (auto& checkpoint : seen_) {
    checkpoint = TRY(read_on(log_, checkpoint, progress,
                             [this](const StoredCommit& commit) { return see(commit); }));
  }
  return commits_of(tallies_) != before;
}

Result<void> Holdings::see(const StoredCommit& commit) {
  const bool has_partition = TenantId::well_formed(commit.tenant()) &&
                             chosen_partition(TenantId(std::string(commit.tenant())),
                                              log_.partitions()) == commit.partition;
  if (!has_partition) {
    return Fault{FaultKind::mismatch, "target_holds_other_events",
                 fmt::format("partition {} holds events of tenant {}, which belong elsewhere",
                             number(commit.partition), commit.tenant())};
  }
  TRY(cli::add(tallies_, commit));
  return {};
}

LogWriter::Done InFlight::sent() {
  const std::lock_guard lock(mutex_);
  ++appends_;
  return [this](Result<Offset> written) {
    const std::lock_guard inside(mutex_);
    --appends_;
    if (!written && !failed_) failed_ = written.error();
    changed_.notify_all();
  };
}

Result<void> InFlight::fewer_than(std::size_t appends) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return failed_ || appends_ < appends; });
  if (failed_) return *failed_;
  return {};
}

Partition Copier::partition_of(std::string_view tenant) const {
  return chosen_partition(TenantId(std::string(tenant)), to_.partitions());
}

Result<void> Copier::claim(const TenantId& tenant) {
  const auto partition = partition_of(tenant.text());
  if (lanes_.contains(partition)) return {};
  const auto nonce = crypto::to_hex(dice_.bytes(nonce_bytes));
  auto writer = TRY(to_.claim(partition, owner_, nonce));
  auto& lane = lanes_[partition];
  lane.writer = std::move(writer);
  lane.next_n = first_number(nonce);
  return {};
}

Result<void> Copier::add(const StoredCommit& commit) {
  auto& lane = lanes_.at(partition_of(commit.tenant()));
  for (const auto& record : commit.records) {
    lane.pending.push_back(under_claim(record, lane.writer->claim(), lane.next_n++));
    lane.bytes += lane.pending.back().size();
  }
  return lane.bytes < append_bytes ? Result<void>() : send(lane);
}

Result<void> Copier::send(Lane& lane) {
  if (lane.pending.empty()) return {};
  TRY(in_flight_.fewer_than(appends_max));
  lane.bytes = 0;
  lane.writer->append(std::exchange(lane.pending, {}), in_flight_.sent());
  return {};
}

Result<void> Copier::finish() {
  for (auto& [partition, lane] : lanes_) TRY(send(lane));
  return in_flight_.fewer_than(1);
}

}  // namespace fettle::cli
