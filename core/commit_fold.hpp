// Folds commits into rows in memory by one projection: decode, say which rows are needed, change
// them. What cannot be decoded becomes a dead letter, and the fold goes on behind it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/commit_reader.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/tables.hpp"
#include "core/projection.hpp"

namespace fettle {

class CommitFold {
 public:
  CommitFold(const Domain& domain, const Projection& projection, Keys& keys, Dice& dice);

  // Takes in commits whose records live until the next read; earlier ones are forgotten.
  // unavailable: keys of persons could not be read; clear the rows and read again.
  Result<void> read(const LogId& log, std::span<const StoredCommit> commits);
  // Brings the rows to hand that the commits change.
  Result<void> fetch(Tables& tables);
  // Changes the rows. invalid `fold_failed`: a mistake of ours; some rows may be half changed, so
  // they must be cleared.
  Result<void> apply();
  // Instead of `apply`: every event becomes a dead letter.
  void bury_all(const Fault& why);

  RowBuffer& rows() { return rows_; }
  const RowBuffer& rows() const { return rows_; }
  std::size_t events() const { return facts_.size(); }

 private:
  struct Step {  // one event, decoded
    std::size_t facts;
    const EventHandlers* handlers;
    Any data;
    std::vector<std::string> keys;  // one a handler; empty where it needs no row
  };
  struct Buried {
    std::size_t facts;
    Fault why;
  };
  Result<void> read_commit(const StoredCommit& commit);
  Result<void> read_event(std::size_t facts);
  void apply_all();
  void bury(const EventFacts& facts, const Fault& why);
  Sealing& sealing_of(std::string_view tenant);

  const Domain& domain_;
  const Projection& projection_;
  Keys& keys_;
  Dice& dice_;
  RowBuffer rows_;
  std::string log_;
  std::map<std::string, Sealing, std::less<>> sealings_;

  std::vector<EventFacts> facts_;         // all events of the batch
  std::vector<std::size_t> commit_ends_;  // in facts_
  std::vector<Step> steps_;
  std::vector<Buried> buried_;
  std::vector<DeadLetter> unreadable_;
};

}  // namespace fettle
