#include "bench/generator/http_text.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

namespace fettle::bench {

std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

std::string key_header(std::string_view key) {
  return fmt::format(FMT_COMPILE("Idempotency-Key: \"{}\"\r\n"), key);
}

std::string request(std::string_view method, const Target& target, std::string_view path,
                    std::string_view headers, std::string_view body) {
  return fmt::format(FMT_COMPILE("{} {} HTTP/1.1\r\nHost: {}:{}\r\n{}Content-Length: {}\r\n\r\n{}"),
                     method, path, target.host, target.port, headers, body.size(), body);
}

std::optional<std::string_view> text_field(std::string_view body, std::string_view name) {
  const auto label = fmt::format(FMT_COMPILE("\"{}\":\""), name);
  const auto at = body.find(label);
  if (at == body.npos) return std::nullopt;
  const auto text = body.substr(at + label.size());
  return text.substr(0, text.find('"'));
}

}  // namespace fettle::bench
