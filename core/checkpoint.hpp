// How far a consumer has folded one partition, with what it needs to find out whether the log it
// meets again is still the one it folded. Always stands at a commit boundary.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/claim_rule.hpp"
#include "core/crypto/crypto.hpp"
#include "core/position.hpp"

namespace fettle {

struct CommitMark {
  Offset last{};        // of the commit's last record
  crypto::Digest hash;  // its fettle_hash
  bool operator==(const CommitMark&) const = default;
};

struct Checkpoint {
  static Checkpoint beginning(LogId log, Partition partition) {
    return {std::move(log), partition, Offset{0}, {}, std::nullopt};
  }

  LogId log;
  Partition partition{};
  Offset next{};    // the first record that is not folded
  ClaimState rule;  // as of `next`
  std::optional<CommitMark> last_commit;
  bool operator==(const Checkpoint&) const = default;
};

// One line: version, log, partition, next, claim, next number, last commit, its hash; `-` for none.
std::string to_text(const Checkpoint& checkpoint);
std::optional<Checkpoint> parse_checkpoint(std::string_view text);

}  // namespace fettle
