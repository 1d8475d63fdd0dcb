// The HTTP/1.1 server: sockets, limits, timeouts and TLS around one Handler.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/http/message.hpp"
#include "core/ports/clock.hpp"
#include "core/result.hpp"

namespace fettle::http {

struct TlsFiles {
  std::string certificate_chain;  // PEM
  std::string private_key;        // PEM
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one, see Server::port
  unsigned io_threads = 1;
  std::size_t connections_max = 4096;
  std::uint32_t header_bytes_max = 16 * 1024;
  std::uint64_t body_bytes_max = 1024 * 1024;
  std::uint64_t bodies_bytes_max = 256 * 1024 * 1024;  // of all bodies still arriving; else 503
  std::chrono::milliseconds header_timeout{10'000};    // from a request's first byte
  std::chrono::milliseconds body_timeout{30'000};      // from the end of its headers
  std::chrono::milliseconds idle_timeout{75'000};      // between requests
  std::chrono::milliseconds write_timeout{30'000};     // for a client to take its answer
  std::chrono::milliseconds linger{2'000};             // reading on after a refusal, to be heard
  std::chrono::milliseconds drain{10'000};             // for requests in flight when stopping
  std::optional<TlsFiles> tls = {};

  // Called on an I/O thread with the status of each answer that no handler gave: malformed, too
  // slow, too large, no free connection. May be empty.
  std::function<void(unsigned status)> refused = {};
};

struct ServerCounts {
  std::size_t connections = 0;    // open now
  std::uint64_t body_bytes = 0;   // promised to bodies still arriving
  std::uint64_t turned_away = 0;  // at connections_max, since the start
};

// Threads are its own. The handler may be called from several I/O threads at once.
class Server {
 public:
  // Listens and serves at once. unavailable `address_in_use` | `listen_failed`; invalid
  // `tls_files_unusable` | `address_unusable`.
  static Result<std::unique_ptr<Server>> open(const ServerSettings& settings, Handler handler,
                                              const Clock& clock);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  virtual ServerCounts counts() const = 0;

  // Takes no more connections, lets requests in flight finish for at most `drain`, then closes
  // all. Returns when every thread has ended; a second call does nothing. Not from an I/O thread.
  virtual void stop() = 0;
};

}  // namespace fettle::http
