// Calls to servers of others over HTTP. What matters is what is known after a call that failed:
// whether the other side can have acted on it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"

namespace fettle {

struct OutgoingRequest {
  std::string method = "GET";
  std::string url = {};  // "https://api.example/v3/pay?mchid=1", percent-encoded
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::chrono::milliseconds wait_max{30'000};     // for the whole call
  std::size_t reply_bytes_max = 8 * 1024 * 1024;  // of the body
};

struct IncomingReply {
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body = {};

  std::optional<std::string_view> header(std::string_view lower_case_name) const {
    for (const auto& [name, value] : headers) {
      if (name == lower_case_name) return value;
    }
    return std::nullopt;
  }
};

// Any thread; calls of several threads do not wait for each other. Never follows a redirect, never
// sends a call twice, and names neither URL nor header in a fault: both may hold secrets.
class OutgoingWeb {
 public:
  virtual ~OutgoingWeb() = default;

  // Any status is a reply, also 500.
  //   unavailable `not_reached`:   no connection was made: the other side has not heard of it.
  //   unavailable `reply_missing`: sent at least in part; whether the other side acted is unknown.
  //   invalid `reply_too_large`:   as `reply_missing`, and a repeat would bring the same.
  virtual Result<IncomingReply> send(const OutgoingRequest& request) = 0;
};

}  // namespace fettle
