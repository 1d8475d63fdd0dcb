// A server on a free port of the loopback, for the length of a test.
#pragma once

#include <memory>
#include <utility>

#include "adapters/http/server.hpp"
#include "adapters/system/clock.hpp"
#include "test/http/client.hpp"

namespace fettle::http::test {

inline const SystemClock wall_clock;

inline std::unique_ptr<Server> serve(Handler handler, const ServerSettings& settings = {}) {
  auto server = Server::open(settings, std::move(handler), wall_clock);
  invariant(server.has_value(), "the test server starts");
  return std::move(server).value();
}

// Says back what it was sent.
inline void echo(Request request, Responder responder) {
  responder(
      plain(200, std::string(to_text(request.method)) + " " + request.target + " " + request.body));
}

}  // namespace fettle::http::test
