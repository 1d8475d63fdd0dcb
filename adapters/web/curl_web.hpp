// Outgoing calls by libcurl, HTTP/1.1. Each has a connection of its own: on a kept one that turns
// out to be closed, libcurl would send the call again by itself.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "adapters/web/curl_handles.hpp"
#include "core/ports/web.hpp"

namespace fettle::web {

inline constexpr std::size_t reply_header_bytes_max = 64 * 1024;

struct CurlWebSettings {
  std::chrono::milliseconds connect_wait_max{5'000};  // names and TLS included
  std::string authority_file = {};                    // PEM; empty: the machine's own
  std::size_t idle_handles_max = 16;
};

// Speaks http and https only, past any proxy that the environment names.
class CurlWeb : public OutgoingWeb {
 public:
  explicit CurlWeb(CurlWebSettings settings);

  Result<IncomingReply> send(const OutgoingRequest& request) override;

  // Ends calls on their way within about a second, as if their time were over, and those that come
  // later at once: the process is stopping. Any thread.
  void stop() { stopped_ = true; }

 private:
  CurlWebSettings settings_;
  CurlHandles handles_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace fettle::web
