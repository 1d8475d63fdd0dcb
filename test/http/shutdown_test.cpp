// The end of a server: what is in flight finishes, what is idle is closed, and it is bounded.
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "test/http/serving.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

// Keeps the one request it was sent until it is told to answer.
struct Holding {
  std::mutex mutex;
  std::optional<Responder> held;

  void operator()(Request, Responder responder) {
    const std::lock_guard lock(mutex);
    held.emplace(std::move(responder));
  }
  bool has() {
    const std::lock_guard lock(mutex);
    return held.has_value();
  }
};

}  // namespace

TEST_CASE("stopping waits for the request in flight and closes after its answer") {
  Holding holding;
  const auto server = serve(std::ref(holding));
  Client idle(server->port()), busy(server->port());
  busy.send(request("GET", "/"));
  REQUIRE(eventually([&] { return holding.has(); }));
  std::jthread stopper([&] { server->stop(); });
  CHECK(idle.ended());
  (*holding.held)(plain(200, "done"));
  const auto reply = busy.receive();
  REQUIRE(reply);
  CHECK(reply->body == "done");
  CHECK(reply->headers.at("connection") == "close");
  busy.finish_sending();
  stopper.join();
  CHECK(server->counts().connections == 0);
  CHECK(!Client(server->port()).ask("GET", "/"));
}

TEST_CASE("stopping does not wait for ever") {
  Holding holding;
  ServerSettings settings;
  settings.drain = std::chrono::milliseconds(100);
  const auto server = serve(std::ref(holding), settings);
  Client client(server->port());
  client.send(request("GET", "/"));
  REQUIRE(eventually([&] { return holding.has(); }));
  server->stop();
  CHECK(client.ended());
  server->stop();
}
