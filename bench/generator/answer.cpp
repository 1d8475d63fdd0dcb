#include "bench/generator/answer.hpp"

#include <strings.h>

#include <charconv>
#include <optional>

namespace fettle::bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
constexpr std::string_view version = "HTTP/1.1 ";
constexpr std::size_t status_line_min = version.size() + 3;

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc()) return std::nullopt;
  return value;
}

bool begins(std::string_view line, std::string_view name) {
  return line.size() > name.size() && strncasecmp(line.data(), name.data(), name.size()) == 0;
}

struct Head {
  std::optional<std::size_t> length;
  bool closes = false;
};

// Looks at the names that begin with C only, since all it wants do.
Head read_head(std::string_view head) {
  constexpr std::string_view length = "Content-Length: ", closes = "Connection: close";
  Head found;
  for (auto at = head.find("\r\n"); at != head.npos; at = head.find("\r\n", at)) {
    at += 2;
    if (at >= head.size() || (head[at] | 0x20) != 'c') continue;
    const auto line = head.substr(at);
    if (begins(line, length)) found.length = number_in(line.substr(length.size()));
    if (begins(line, closes)) found.closes = true;
  }
  return found;
}

}  // namespace

Received parse_answer(std::string_view bytes) {
  const auto end = bytes.find(end_of_head);
  if (end == bytes.npos) return {};
  const bool is_http = end >= status_line_min && bytes.starts_with(version);
  const auto status = is_http ? number_in(bytes.substr(version.size())) : std::nullopt;
  const auto head = read_head(bytes.substr(0, end + 2));
  if (!status || !head.length) {
    return {.state = Received::State::malformed};
  }
  const auto body = end + end_of_head.size();
  if (bytes.size() - body < *head.length) return {};
  return {.state = Received::State::whole,
          .answer = {static_cast<int>(*status), bytes.substr(body, *head.length)},
          .size = body + *head.length,
          .closes = head.closes};
}

}  // namespace fettle::bench
