// The words of requests and answers that every load uses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fettle::bench {

struct Target {
  std::string host, port, path;
};

inline constexpr std::string_view json_type = "Content-Type: application/json\r\n";

std::string bearer(const std::string& token);
std::string key_header(std::string_view key);

// `headers`: each with its line's end.
std::string request(std::string_view method, const Target& target, std::string_view path,
                    std::string_view headers, std::string_view body);

// What stands between the quotes behind "name":, of an answer of ours.
std::optional<std::string_view> text_field(std::string_view body, std::string_view name);

}  // namespace fettle::bench
