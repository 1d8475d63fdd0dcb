#include "core/claim_rule.hpp"

#include <array>
#include <string>

#include "core/crc32c.hpp"
#include "core/header_names.hpp"
#include "core/planted.hpp"
#include "core/text_numbers.hpp"

namespace fettle {
namespace {

constexpr std::string_view claim_kind = "claim";

}  // namespace

std::optional<std::uint64_t> numeric_header(RecordView record, HeaderName name) {
  const auto text = record.header(name);
  return text ? whole_number<std::uint64_t>(*text) : std::nullopt;
}

bool is_claim(RecordView record) { return record.header(header::kind) == claim_kind; }

Record claim_record(std::string_view owner, std::string_view nonce) {
  Record record("", "");
  record.add(header::kind, claim_kind);
  record.add(header::owner, owner);
  record.add(header::nonce, nonce);
  record.add(header::n, std::to_string(first_number(nonce)));
  return record;
}

std::uint64_t first_number(std::string_view nonce) { return crc32c(nonce); }

bool may_belong(Offset claim, RecordView record, Offset at, std::uint64_t n) {
  if (!is_claim(record) || at <= claim) return false;
  const auto first = numeric_header(record, header::n).value_or(0);
  return first <= n && n - first < number(at) - number(claim);
}

void add_claim(Record& record, Offset claim, std::uint64_t n) {
  record.add(header::claim, std::to_string(number(claim)));
  record.add(header::n, std::to_string(n));
}

ClaimRule::Place ClaimRule::place_of(RecordView record) {
  constexpr std::array names{header::kind, header::claim, header::n, header::commit_index,
                             header::commit_count};
  std::array<std::optional<std::string_view>, names.size()> texts;
  record.each_header([&](const Header& header) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (header.is(names[i]) && !texts[i]) texts[i] = header.value;
    }
  });
  const auto number = [&](std::size_t i) {
    return texts[i] ? whole_number<std::uint64_t>(*texts[i]) : std::nullopt;
  };
  return {texts[0] == claim_kind, number(1), number(2), number(3), number(4)};
}

bool ClaimRule::continues_commit(const Place& place) const {
  if (planted(Defect::reader_rule_dropped)) return place.count.value_or(0) > 0;
  if (!claim_) return false;
  const bool ours = place.claim == number(*claim_);
  if (!ours && !planted(Defect::claim_not_compared)) return false;
  const bool next = place.n == next_n_;
  if (ours && !next && !planted(Defect::number_not_compared)) return false;
  if (place.index != seen_of_commit_) return false;
  if (open()) return place.count == commit_count_;
  return place.count && *place.count > 0;
}

ClaimRule::Verdict ClaimRule::see(Offset offset, RecordView record) {
  const auto place = place_of(record);
  if (place.claims) {
    claim_ = offset;
    next_n_ = place.n.value_or(0);
    seen_of_commit_ = 0;
    return Verdict::claims;
  }
  if (!continues_commit(place)) return Verdict::void_record;
  if (!open()) commit_count_ = *place.count;
  ++next_n_;
  if (++seen_of_commit_ < commit_count_) return Verdict::continues;
  seen_of_commit_ = 0;
  return Verdict::completes;
}

}  // namespace fettle
