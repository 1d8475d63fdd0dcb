// How nodes know each other: a secret that all of them hold, and an HMAC by it over each request
// and each answer between them. It proves who speaks, and hides nothing.
//
// A request that was overheard can be sent again within the window below. That is harmless for a
// command with an idempotency key and events: it gets its first answer. A command without events
// changes nothing; but one of which no answer is kept (a record of a denial) is written once more.
// Whoever can overhear the hop reads the customers' data, too: it needs a private network or TLS.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle::http {

inline constexpr std::string_view node_header = "Fettle-Node";
inline constexpr std::string_view node_route = "/internal/commands";
inline constexpr std::size_t node_secret_bytes_min = 32;
inline constexpr std::chrono::seconds node_clock_window{60};  // clocks of nodes differ by less

class NodeSecret {
 public:
  // What is vouched for. Of an answer, `method` is node_answer and `target` the request's proof.
  struct Message {
    std::string_view method;
    std::string_view target;
    std::string_view body;
  };

  // Precondition: at least node_secret_bytes_min bytes.
  explicit NodeSecret(std::string bytes);

  // The file's text without white space behind it. invalid `node_secret_unusable`: missing, too
  // short, writable by its group, or open to others.
  static Result<NodeSecret> load(const std::string& path);

  // The header's value: "t=<seconds>,mac=<hex>".
  std::string prove(const Message& message, Moment now) const;
  // unauthorized `node_unknown`: no proof, a wrong one, or one outside the window.
  Checked<void> check(std::optional<std::string_view> proof, const Message& message,
                      Moment now) const;

 private:
  std::string mac(std::string_view seconds, const Message& message) const;

  std::string bytes_;
};

inline constexpr std::string_view node_answer = "ANSWER";

}  // namespace fettle::http
