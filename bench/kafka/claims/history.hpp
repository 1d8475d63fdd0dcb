// What a reader of one partition believes: the versions of a few accounts, folded by the rule of
// claims or, to show what the rule is for, without it.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/claim_rule.hpp"
#include "core/ports/log.hpp"

namespace fettle::bench {

inline constexpr std::size_t accounts = 16;
using Versions = std::array<std::uint64_t, accounts>;  // of each account: how many steps it took
using CommandNumber = std::uint64_t;

// One event: an account goes from this version to the next.
struct Step {
  std::size_t account = 0;
  std::uint64_t version = 0;
  CommandNumber command = 0;
};

// Record number `index` of the `count` of one commit.
Record record_of(const Step& step, std::size_t index, std::size_t count);

class History {
 public:
  enum class Rule { applied, ignored };

  explicit History(Rule rule) : rule_(rule) {}

  void see(const StoredRecord& stored);

  Offset next() const { return next_; }
  const Versions& versions() const { return versions_; }

  std::uint64_t records() const { return number(next_); }
  std::uint64_t claims() const { return claims_; }
  std::uint64_t steps() const { return steps_; }
  std::uint64_t void_records() const { return records() - claims_ - steps_; }
  // Steps that were decided on another version than the account had.
  std::uint64_t conflicts() const { return conflicts_; }
  // How often each command took effect.
  const std::unordered_map<CommandNumber, int>& commands() const { return commands_; }

 private:
  void apply(const Step& step);
  void apply_commit();

  const Rule rule_;
  ClaimRule claim_rule_{ClaimState{}};
  std::vector<Step> open_;  // steps of a commit that is not whole yet
  Offset next_{0};
  Versions versions_{};
  std::uint64_t claims_ = 0, steps_ = 0, conflicts_ = 0;
  std::unordered_map<CommandNumber, int> commands_;
};

}  // namespace fettle::bench
