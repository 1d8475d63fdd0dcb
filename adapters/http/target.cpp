// Targets: cut first, decode after, so that an encoded slash stays inside its segment.
#include "adapters/http/target.hpp"

#include <algorithm>
#include <optional>

#include "core/utf8.hpp"

namespace fettle::http {
namespace {

enum class Plus { literal, space };  // in a query "+" stands for a space

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '+' && plus == Plus::space) c = ' ';
    if (c == '%') {
      if (text.size() - at < 3) return std::nullopt;
      const int high = hex(text[at + 1]), low = hex(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high << 4 | low);
      at += 2;
    }
    out += c;
  }
  if (std::any_of(out.begin(), out.end(), is_control) || !is_utf8(out)) return std::nullopt;
  return out;
}

Rejection bad_path() {
  return {Refusal::malformed, "path_malformed", "the path is not percent-encoded UTF-8"};
}

Rejection bad_query(std::string_view why) {
  return {Refusal::malformed, "query_malformed", std::string(why)};
}

std::string_view without_origin(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos ? "/" : target.substr(path);
  }
  return target;
}

Checked<std::vector<std::string>> parse_path(std::string_view path) {
  if (!path.starts_with('/') || path.find('#') != std::string_view::npos) return bad_path();
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    auto segment = decode(path.substr(0, end), Plus::literal);
    if (!segment) return bad_path();
    segments.push_back(std::move(*segment));
    path.remove_prefix(end);
  }
  return segments;
}

Checked<std::vector<Parameter>> parse_query(std::string_view query) {
  std::vector<Parameter> parameters;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode(pair.substr(0, equals), Plus::space);
    auto value = decode(pair.substr(std::min(equals + 1, pair.size())), Plus::space);
    if (!name || !value) return bad_query("the query is not percent-encoded UTF-8");
    if (parameters.size() == query_parameters_max) return bad_query("too many parameters");
    parameters.push_back({std::move(*name), std::move(*value)});
  }
  return parameters;
}

}  // namespace

Checked<Target> parse_target(std::string_view target) {
  target = without_origin(target);
  const auto mark = std::min(target.find('?'), target.size());
  Target parsed;
  parsed.segments = TRY(parse_path(target.substr(0, mark)));
  parsed.query = TRY(parse_query(target.substr(std::min(mark + 1, target.size()))));
  return parsed;
}

}  // namespace fettle::http
