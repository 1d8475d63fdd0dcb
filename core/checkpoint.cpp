#include "core/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text_numbers.hpp"

namespace fettle {
namespace {

constexpr std::string_view none = "-";
constexpr std::string_view version = "1";

std::string text_or_none(const std::optional<Offset>& offset) {
  return offset ? std::to_string(number(*offset)) : std::string(none);
}

std::optional<std::array<std::string_view, 8>> split(std::string_view text) {
  std::array<std::string_view, 8> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto end = text.find(' ');
    if ((end == std::string_view::npos) != (i + 1 == words.size())) return std::nullopt;
    words[i] = text.substr(0, end);
    text.remove_prefix(i + 1 == words.size() ? text.size() : end + 1);
  }
  return words;
}

std::optional<CommitMark> parse_mark(std::string_view offset, std::string_view hash) {
  const auto last = whole_number<std::uint64_t>(offset);
  const auto bytes = crypto::from_hex(hash);
  CommitMark mark{};
  if (!last || !bytes || bytes->size() != mark.hash.size()) return std::nullopt;
  mark.last = Offset{*last};
  std::copy(bytes->begin(), bytes->end(), mark.hash.begin());
  return mark;
}

}  // namespace

std::string to_text(const Checkpoint& c) {
  std::optional<Offset> last;
  std::string hash(none);
  if (c.last_commit) {
    last = c.last_commit->last;
    hash = crypto::to_hex(crypto::text(c.last_commit->hash));
  }
  return fmt::format("{} {} {} {} {} {} {} {}", version, c.log.text(), number(c.partition),
                     number(c.next), text_or_none(c.rule.claim), c.rule.next_n, text_or_none(last),
                     hash);
}

std::optional<Checkpoint> parse_checkpoint(std::string_view text) {
  const auto words = split(text);
  if (!words) return std::nullopt;
  const auto& [stored_version, log, partition, next, claim, next_n, last, hash] = *words;
  if (stored_version != version || !LogId::well_formed(log)) return std::nullopt;
  const auto partition_number = whole_number<std::uint32_t>(partition);
  const auto next_offset = whole_number<std::uint64_t>(next);
  const auto next_in_claim = whole_number<std::uint64_t>(next_n);
  if (!partition_number || !next_offset || !next_in_claim) return std::nullopt;
  ClaimState rule{.claim = std::nullopt, .next_n = *next_in_claim};
  if (claim != none) {
    const auto claim_offset = whole_number<std::uint64_t>(claim);
    if (!claim_offset) return std::nullopt;
    rule.claim = Offset{*claim_offset};
  }
  std::optional<CommitMark> mark;
  if (last != none || hash != none) {
    mark = parse_mark(last, hash);
    if (!mark) return std::nullopt;
  }
  return Checkpoint{LogId(std::string(log)), Partition{*partition_number}, Offset{*next_offset},
                    rule, mark};
}

}  // namespace fettle
