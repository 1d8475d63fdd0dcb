// Header values, read strictly.
#include "adapters/http/headers.hpp"

#include <algorithm>

#include "core/text_numbers.hpp"
#include "core/trace.hpp"

namespace fettle::http {
namespace {

constexpr std::string_view bare_key_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:~-";

std::string_view trim(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

// An entity tag in quotes at the front of `rest`, without them; it is cut off.
std::optional<std::string_view> take_tag(std::string_view& rest) {
  if (!rest.starts_with('"')) return std::nullopt;
  const auto end = rest.find('"', 1);
  if (end == std::string_view::npos) return std::nullopt;
  const auto tag = rest.substr(1, end - 1);
  rest = trim(rest.substr(end + 1));
  return tag;
}

enum class Weak { refused, taken };

// The tags of a list; nothing when it is none.
std::optional<std::vector<std::string_view>> parse_tags(std::string_view rest, Weak weak) {
  std::vector<std::string_view> tags;
  rest = trim(rest);
  while (true) {
    if (weak == Weak::taken && rest.starts_with("W/")) rest.remove_prefix(2);
    const auto tag = take_tag(rest);
    if (!tag) return std::nullopt;
    tags.push_back(*tag);
    if (rest.empty()) return tags;
    if (!rest.starts_with(',')) return std::nullopt;
    rest = trim(rest.substr(1));
  }
}

// A tag that is no number of ours names a version that cannot be: it matches nothing.
std::optional<std::uint64_t> version_of(std::string_view tag) {
  const bool plain = tag.size() == 1 || !tag.starts_with('0');
  return plain ? whole_number<std::uint64_t>(tag) : std::nullopt;
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool all_zero(std::string_view text) {
  return text.find_first_not_of('0') == std::string_view::npos;
}

bool acceptable_key(std::string_view key) {
  return !key.empty() && key.size() <= idempotency_key_longest;
}

}  // namespace

std::optional<std::string> parse_structured_string(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.size() < 2 || text.front() != '"') return std::nullopt;
  std::string out;
  for (std::size_t at = 1; at < text.size(); ++at) {
    char c = text[at];
    if (c == '"') return at + 1 == text.size() ? std::optional(out) : std::nullopt;
    if (c == '\\') {
      if (++at == text.size()) return std::nullopt;
      c = text[at];
      if (c != '"' && c != '\\') return std::nullopt;
    }
    if (c < 0x20 || c > 0x7e) return std::nullopt;
    out += c;
  }
  return std::nullopt;
}

Checked<std::optional<std::string>> idempotency_key(const Headers& headers) {
  const auto all = headers.all("Idempotency-Key");
  if (all.empty()) return std::optional<std::string>();
  const auto text = trim(all.front());
  if (all.size() == 1 && text.starts_with('"')) {
    if (auto key = parse_structured_string(text); key && acceptable_key(*key)) return key;
  } else if (all.size() == 1 && acceptable_key(text) &&
             text.find_first_not_of(bare_key_letters) == std::string_view::npos) {
    return std::optional(std::string(text));
  }
  return Rejection{Refusal::malformed, "idempotency_key_malformed",
                   "Idempotency-Key is one quoted string or bare token of 1 to 128 characters"};
}

Checked<std::optional<VersionMatch>> if_match(const Headers& headers) {
  if (!headers.find("If-Match")) return std::optional<VersionMatch>();
  const auto text = headers.joined("If-Match");
  VersionMatch match;
  match.any = trim(text) == "*";
  if (match.any) return std::optional(match);
  const auto tags = parse_tags(text, Weak::refused);
  if (!tags) {
    return Rejection{Refusal::malformed, "if_match_malformed",
                     "If-Match is * or strong entity tags such as \"7\""};
  }
  for (const auto tag : *tags) {
    if (const auto version = version_of(tag)) match.versions.push_back(*version);
  }
  return std::optional(match);
}

Checked<std::vector<std::string>> if_none_match(const Headers& headers) {
  if (!headers.find("If-None-Match")) return std::vector<std::string>{};
  const auto text = headers.joined("If-None-Match");
  if (trim(text) == "*") return std::vector<std::string>{"*"};
  const auto tags = parse_tags(text, Weak::taken);
  if (tags) return std::vector<std::string>(tags->begin(), tags->end());
  return Rejection{Refusal::malformed, "if_none_match_malformed",
                   "If-None-Match is * or entity tags such as \"7\""};
}

std::string entity_tag(std::uint64_t version) { return "\"" + std::to_string(version) + "\""; }

Checked<std::vector<Position>> positions(const Headers& headers) {
  std::vector<Position> found;
  const auto list = headers.joined("Fettle-Position");
  if (!headers.find("Fettle-Position")) return found;
  for (std::string_view rest = list;;) {
    const auto end = std::min(rest.find(','), rest.size());
    auto position = parse_position(trim(rest.substr(0, end)));
    if (!position || found.size() == positions_most) {
      return Rejection{Refusal::malformed, "position_malformed",
                       "Fettle-Position is up to 16 positions joined by commas"};
    }
    found.push_back(std::move(*position));
    if (end == rest.size()) return found;
    rest.remove_prefix(end + 1);
  }
}

std::optional<std::string> parse_traceparent(std::string_view text) {
  text = trim(text);
  constexpr std::size_t size = 55;
  if (text.size() < size || text[2] != '-' || text[35] != '-' || text[52] != '-') {
    return std::nullopt;
  }
  const auto version = text.substr(0, 2), trace = text.substr(3, 32);
  const auto parent = text.substr(36, 16), flags = text.substr(53, 2);
  for (const auto part : {version, trace, parent, flags}) {
    if (!is_hex(part)) return std::nullopt;
  }
  if (version == "ff" || all_zero(trace) || all_zero(parent)) return std::nullopt;
  // A later version may say more behind a dash; what we know of it is read and the rest dropped.
  const bool longer = text.size() > size;
  if (longer && (version == "00" || text[size] != '-')) return std::nullopt;
  return "00" + std::string(text.substr(2, size - 2));
}

std::string traceparent(const Headers& headers, Dice& dice) {
  const auto all = headers.all("traceparent");
  if (all.size() == 1) {
    if (auto valid = parse_traceparent(all.front())) return std::move(*valid);
  }
  return begun_trace(dice);
}

Checked<void> expect_json(const Headers& headers) {
  const auto sent = headers.find("Content-Type").value_or("");
  std::string type(trim(sent.substr(0, sent.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  if (type == "application/json") return {};
  if (type.starts_with("application/") && type.ends_with("+json")) return {};
  return Rejection{Refusal::wrong_type, "content_type_unsupported", "send application/json"};
}

}  // namespace fettle::http
