// Speaks to a running server over HTTP for the tools, one request at a time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "core/result.hpp"

namespace fettle::cli {

struct WebRequest {
  std::string method = "POST";
  std::string path;  // "/mp/vehicles"
  std::string token;
  std::string key;  // Idempotency-Key; empty: none is sent
  std::string body;
};

struct WebReply {
  long status = 0;
  std::string body;
  std::optional<std::chrono::seconds> retry_after = {};  // with a 503: when to come again
};

// Owned by one thread; keeps its connection.
class WebClient {
 public:
  // `base`: "http://127.0.0.1:8080". `authority`: a file of certificates to trust; empty: the
  // machine's own.
  explicit WebClient(std::string base, std::string authority = {});
  ~WebClient();

  // Any status is a reply. unavailable `server_unreachable`: nobody answered within some seconds.
  Result<WebReply> send(const WebRequest& request);

 private:
  struct Handle;
  std::string base_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace fettle::cli
