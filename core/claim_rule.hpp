// The one pure rule that every reader of a partition applies: a record counts only if it continues
// the latest claim. It fences zombies on Kafka and runs unchanged on the embedded log.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/position.hpp"
#include "core/record.hpp"

namespace fettle {

// What must be kept with a position to go on reading from there.
struct ClaimState {
  std::optional<Offset> claim;  // nothing before the first claim
  std::uint64_t next_n = 0;
  bool operator==(const ClaimState&) const = default;
};

class ClaimRule {
 public:
  enum class Verdict {
    claims,       // a claim: an unfinished commit before it is void
    continues,    // belongs to a commit that is not whole yet
    completes,    // the last record of a commit
    void_record,  // a stale owner's, a duplicate, or behind a hole: as if it were not there
  };

  explicit ClaimRule(ClaimState state) : claim_(state.claim), next_n_(state.next_n) {}

  // Records are shown in the order of their offsets, each once.
  Verdict see(Offset offset, RecordView record);

  // True inside a commit: no checkpoint may stand here.
  bool open() const { return seen_of_commit_ > 0; }

  // The state as of the end of the last whole commit, claim or void record outside a commit.
  ClaimState settled() const { return {claim_, next_n_ - seen_of_commit_}; }

 private:
  // Where a record says it stands; found in one walk over its headers.
  struct Place {
    bool claims = false;
    std::optional<std::uint64_t> claim, n, index, count;
  };
  static Place place_of(RecordView record);
  bool continues_commit(const Place& place) const;

  std::optional<Offset> claim_;
  std::uint64_t next_n_;
  std::uint64_t seen_of_commit_ = 0;
  std::uint64_t commit_count_ = 0;
};

Record claim_record(std::string_view owner, std::string_view nonce);

// Of the first record under the claim with this nonce; the claim says it too. Where a log lost a
// claim and took another one at its offset, the numbers tell whose the records are.
std::uint64_t first_number(std::string_view nonce);

// Whether record `n`, which lies at `at`, can be of the claim that `record` at `claim` is.
bool may_belong(Offset claim, RecordView record, Offset at, std::uint64_t n);

bool is_claim(RecordView record);

// Puts record `n` under a claim; the commit's headers are the envelope's.
void add_claim(Record& record, Offset claim, std::uint64_t n);

// A header that holds a whole number and nothing else.
std::optional<std::uint64_t> numeric_header(RecordView record, HeaderName name);

}  // namespace fettle
