// Tables like those of Postgres, simulated: a transaction whole or not at all, and a crash of the
// server takes the last ones back, the newest first.
#pragma once

#include <deque>
#include <map>

#include "core/ports/tables.hpp"
#include "test/simulation/engine/process.hpp"

namespace fettle::sim {

// The server: it outlives the processes.
class TableServer {
 public:
  using Rows = std::map<std::string, std::string, std::less<>>;  // by key; the whole line
  using Tables = std::map<std::string, Rows, std::less<>>;
  struct Kept {
    Tables tables;
    std::map<std::string, Checkpoint> checkpoints;
  };

  const Kept& kept() const { return now_; }
  static std::string name_of(const CheckpointKey& key);

  Result<void> write(const TableBatch& batch);
  void crash(Random& random);

 private:
  static constexpr std::size_t unsynced_max = 8;
  // What a transaction replaced, so that it can be taken back.
  struct Undo {
    struct Row {
      std::string table, key;
      std::optional<std::string> line;
    };
    std::vector<Row> rows;
    std::string checkpoint;
    std::optional<Checkpoint> before;
  };
  void set(Undo& undo, std::string_view table, const std::string& key,
           std::optional<std::string> line);
  void take_back(const Undo& undo);

  Kept now_;
  std::deque<Undo> unsynced_;
};

class SimTables final : public Tables {
 public:
  SimTables(Stage stage, Process& process, TableServer& server)
      : stage_(stage), process_(process), server_(server) {}

  Result<std::optional<Checkpoint>> checkpoint(const CheckpointKey& key) override;
  Result<void> fetch(const TableType& table, std::span<const std::string> keys,
                     const FoundRow& found) override;
  Result<void> write(const TableBatch& batch) override;
  Result<void> prepare_months(Moment) override { return reach(); }

 private:
  Result<void> reach();

  Stage stage_;
  Process& process_;
  TableServer& server_;
};

}  // namespace fettle::sim
