#include "core/claim_rule.hpp"

#include <string>

#include "core/header_names.hpp"
#include "core/planted.hpp"
#include "core/text_numbers.hpp"

namespace fettle {

std::optional<std::uint64_t> numeric_header(RecordView record, std::string_view name) {
  const auto text = record.header(name);
  return text ? whole_number<std::uint64_t>(*text) : std::nullopt;
}

bool is_claim(RecordView record) { return record.header(header::kind) == "claim"; }

Record claim_record(std::string_view owner, std::string_view nonce) {
  Record record("", "");
  record.add(header::kind, "claim");
  record.add(header::owner, owner);
  record.add(header::nonce, nonce);
  return record;
}

void add_claim(Record& record, Offset claim, std::uint64_t n) {
  record.add(header::claim, std::to_string(number(claim)));
  record.add(header::n, std::to_string(n));
}

bool ClaimRule::continues_commit(RecordView record) const {
  if (planted(Defect::reader_rule_dropped)) {
    return numeric_header(record, header::commit_count).value_or(0) > 0;
  }
  if (!claim_) return false;
  const bool ours = numeric_header(record, header::claim) == number(*claim_);
  if (!ours && !planted(Defect::claim_not_compared)) return false;
  const bool next = numeric_header(record, header::n) == next_n_;
  if (ours && !next && !planted(Defect::number_not_compared)) return false;
  if (numeric_header(record, header::commit_index) != seen_of_commit_) return false;
  const auto count = numeric_header(record, header::commit_count);
  if (open()) return count == commit_count_;
  return count && *count > 0;
}

ClaimRule::Verdict ClaimRule::see(Offset offset, RecordView record) {
  if (is_claim(record)) {
    claim_ = offset;
    next_n_ = 0;
    seen_of_commit_ = 0;
    return Verdict::claims;
  }
  if (!continues_commit(record)) return Verdict::void_record;
  if (!open()) commit_count_ = *numeric_header(record, header::commit_count);
  ++next_n_;
  if (++seen_of_commit_ < commit_count_) return Verdict::continues;
  seen_of_commit_ = 0;
  return Verdict::completes;
}

}  // namespace fettle
