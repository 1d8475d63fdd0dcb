// Bodies that are written in parts: whole for the client, and an end of the connection when a part
// cannot be had.
#include <doctest/doctest.h>

#include <thread>

#include "test/http/serving.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

constexpr std::size_t part_size = 100'000;
constexpr std::size_t parts = 7;

std::string part(std::size_t number) {
  return std::string(part_size, static_cast<char>('a' + number));
}

std::string whole() {
  std::string all;
  for (std::size_t i = 0; i < parts; ++i) all += part(i);
  return all;
}

// Each part comes from a thread of its own, as from a disk. From `broken_from` on there is none.
Response in_parts(std::size_t broken_from = parts) {
  auto response = plain(200, part(0));
  response.length = parts * part_size;
  const auto next = std::make_shared<std::size_t>(1);
  response.rest = [next, broken_from](Responder responder) {
    const auto number = (*next)++;
    auto reply = std::make_shared<Responder>(std::move(responder));
    std::thread([reply, number, broken_from] {
      (*reply)(number < broken_from ? plain(200, part(number)) : empty(500));
    }).detach();
  };
  return response;
}

}  // namespace

TEST_CASE("a body in parts arrives whole, and the connection serves on") {
  const auto server = serve([](const Request&, Responder responder) { responder(in_parts()); });
  Client client(server->port());
  for (int i = 0; i < 3; ++i) {
    const auto reply = client.ask("GET", "/long");
    REQUIRE(reply);
    CHECK(reply->body == whole());
  }
  const auto head = client.ask("HEAD", "/long");
  REQUIRE(head);
  CHECK(head->headers.at("content-length") == std::to_string(parts * part_size));
  CHECK(client.ask("GET", "/long")->body == whole());
  CHECK(server->counts().connections == 1);
}

TEST_CASE("a part that cannot be had ends the connection before the promised length") {
  const auto server = serve([](const Request&, Responder responder) { responder(in_parts(3)); });
  Client client(server->port());
  CHECK_FALSE(client.ask("GET", "/long"));
  CHECK(client.ended());
}

TEST_CASE("a client that goes away in the middle of a body leaves nothing behind") {
  const auto server = serve([](const Request&, Responder responder) { responder(in_parts()); });
  {
    Client client(server->port());
    REQUIRE(client.send(request("GET", "/long")));
  }
  CHECK(eventually([&] { return server->counts().connections == 0; }));
}
