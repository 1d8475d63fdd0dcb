// The log that a migration fills: what it holds already, found in it alone, and how commits are
// added behind that under new claims.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "adapters/cli/tools/migrate_tally.hpp"
#include "core/ports/dice.hpp"

namespace fettle::cli {

// Reads a whole log of many partitions, and later what has come since.
class Holdings {
 public:
  explicit Holdings(Log& log);

  // Whether there were commits that were not seen before.
  // mismatch `target_holds_other_events`: a tenant lies in another partition than the one that its
  //                                       name chooses.
  // damaged: as `add` says.
  Result<bool> look(Progress& progress);
  const Tallies& tallies() const { return tallies_; }

 private:
  Result<void> see(const StoredCommit& commit);

  Log& log_;
  std::vector<Checkpoint> seen_;  // of each partition
  Tallies tallies_;
};

// Appends that are on their way: bounded, and the first failure ends all.
class InFlight {
 public:
  LogWriter::Done sent();
  // Returns when fewer than `appends` are on their way. Fails with the first failure.
  Result<void> fewer_than(std::size_t appends);

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t appends_ = 0;
  std::optional<Fault> failed_;
};

// Owned by one thread. What was added is durable after `finish`, and not before.
class Copier {
 public:
  Copier(Log& to, std::string owner, Dice& dice) : to_(to), owner_(std::move(owner)), dice_(dice) {}

  // Precondition of `add`: its tenant's partition was claimed.
  Result<void> claim(const TenantId& tenant);
  Result<void> add(const StoredCommit& commit);
  Result<void> finish();

 private:
  struct Lane {
    std::unique_ptr<LogWriter> writer;
    std::uint64_t next_n = 0;
    std::vector<Record> pending;
    std::size_t bytes = 0;
  };
  Partition partition_of(std::string_view tenant) const;
  Result<void> send(Lane& lane);

  Log& to_;
  const std::string owner_;
  Dice& dice_;
  InFlight in_flight_;
  std::map<Partition, Lane> lanes_;  // ends first: no answer comes any more then
};

}  // namespace fettle::cli
