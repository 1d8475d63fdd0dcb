// The log as any reader sees it: read along while it grows, or whole once a run has ended.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/commit_reader.hpp"
#include "core/domain.hpp"
#include "core/envelope.hpp"
#include "test/simulation/checks/kept_keys.hpp"
#include "test/simulation/node.hpp"

namespace fettle::sim {

// Nobody writes to it any more.
class FinishedLog final : public Log {
 public:
  explicit FinishedLog(const Site& site) : site_(site) {}
  LogId id() const override { return site_.embedded() ? site_.files.id : site_.broker.id; }
  std::uint32_t partitions() const override { return site_.partitions(); }
  Result<std::unique_ptr<LogWriter>> claim(Partition, std::string_view, std::string_view) override {
    return Fault{FaultKind::closed, "log_read_only", "the run has ended"};
  }
  Result<std::unique_ptr<LogReader>> read(Partition partition, Offset from) override {
    if (from > site_.stored(partition).end()) {
      return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log", "beyond the log's end"};
    }
    return std::unique_ptr<LogReader>(std::make_unique<StoredReader>(
        site_.stored(partition), from, [] { return Result<void>(); }));
  }
  Result<Offset> durable_end(Partition partition) override { return site_.stored(partition).end(); }

 private:
  const Site& site_;
};

struct ReadEvent {
  std::string tenant, aggregate, id, command_id;
  std::uint64_t sequence = 0;
  Moment time{Micros{0}};
  AnyEvent event;  // without data: it could not be decoded
};

struct ReadCommit {
  Partition partition{};
  Offset first{}, last{};
  std::string tenant, account, key;  // key: empty when no answer is kept
  std::vector<ReadEvent> events;
  bool chained = true;  // its hashes continue those before it
  std::string id = {};
  std::string request_hash = {}, answer = {};  // of the first answer, like its status
  std::uint16_t status = 0;
  crypto::Digest hash{};
};

struct ReadLog {
  std::vector<ReadCommit> commits;  // of all partitions, each in its order
  std::optional<Fault> fault;       // where reading stopped

  // By tenant, account and key.
  std::map<std::string, std::vector<const ReadCommit*>> by_key() const;
};

std::string key_name(std::string_view tenant, std::string_view account, std::string_view key);

// Reads on where it stopped.
class LogReading {
 public:
  LogReading(const Site& site, Random& random);
  ~LogReading();

  // Reads what lies there since the last call. True: there is more than before, or a fault.
  bool read_on();
  const ReadLog& log() const { return read_; }
  ReadLog take() { return std::move(read_); }

 private:
  struct Lane;
  Result<void> read_on(Lane& lane);
  Result<void> take(const StoredCommit& stored);

  const Site& site_;
  FinishedLog log_;
  KeptKeys keys_;
  Random& random_;
  std::vector<Lane> lanes_;  // by partition
  std::map<std::string, crypto::Digest> heads_;
  ReadLog read_;
};

ReadLog read_log(const Site& site, Random& random);

template <class E>
const E* as(const ReadEvent& read) {
  constexpr auto declared = fettle_declaration_of(static_cast<const E*>(nullptr));
  if (read.event.type == nullptr || read.event.type->name != declared.name) return nullptr;
  return static_cast<const E*>(read.event.data.get());
}

}  // namespace fettle::sim
