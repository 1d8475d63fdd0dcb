// The server against clients that break the rules: each gets its problem, and is closed when what
// it sent was not read.
#include <doctest/doctest.h>

#include <atomic>

#include "test/http/serving.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

void check_problem(const std::optional<Reply>& reply, unsigned status, std::string_view code) {
  REQUIRE(reply);
  CHECK(reply->status == status);
  CHECK(reply->headers.at("content-type") == "application/problem+json");
  CHECK(reply->body.find("\"code\":\"" + std::string(code) + "\"") != std::string::npos);
}

ServerSettings impatient() {
  ServerSettings settings;
  settings.header_timeout = settings.body_timeout = std::chrono::milliseconds(150);
  settings.idle_timeout = settings.linger = std::chrono::milliseconds(150);
  return settings;
}

}  // namespace

TEST_CASE("a body of 100 MB is refused before it is read, and the connection closed") {
  std::atomic<int> handled = 0;
  const auto server = serve([&](Request, Responder responder) {
    ++handled;
    responder(empty(204));
  });
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n");
  const auto reply = client.receive();
  check_problem(reply, 413, "body_too_large");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
  CHECK(handled == 0);
}

TEST_CASE("a client that sends 100 MB regardless still reads why it was refused") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n");
  const std::string megabyte(1 << 20, 'x');
  for (int i = 0; i < 100 && client.send(megabyte); ++i) {
  }
  check_problem(client.receive(), 413, "body_too_large");
}

TEST_CASE("a body in a coding that is not ours never passes for the next request") {
  const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const auto* head :
       {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        "POST / HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
        "0\r\n\r\n"}) {
    CAPTURE(head);
    std::atomic<int> handled = 0;
    const auto server = serve([&](Request, Responder responder) {
      ++handled;
      responder(empty(204));
    });
    Client client(server->port());
    client.send(head + hidden);
    const auto reply = client.receive();
    check_problem(reply, 400, "transfer_encoding_unsupported");
    CHECK(reply->headers.at("connection") == "close");
    CHECK(client.ended());
    CHECK(handled == 0);
  }
}

TEST_CASE("a chunked body is refused where it passes the limit") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 20 && client.send(chunk); ++i) {
  }
  const auto reply = client.receive();
  check_problem(reply, 413, "body_too_large");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
}

TEST_CASE("a client that does not take its answer is left, others go on meanwhile") {
  ServerSettings settings;
  settings.write_timeout = std::chrono::milliseconds(200);
  const auto server = serve(
      [](Request request, Responder responder) {
        responder(plain(200, std::string(request.target == "/large" ? 64 << 20 : 1, 'x')));
      },
      settings);
  Client deaf(server->port());
  REQUIRE(deaf.send(request("GET", "/large")));
  CHECK(Client(server->port()).ask("GET", "/")->status == 200);
  CHECK(eventually([&] { return server->counts().connections == 0; }));
  CHECK(!deaf.receive());
}

TEST_CASE("a body of exactly the limit is taken") {
  ServerSettings settings;
  settings.body_bytes_max = 1000;
  const auto server = serve(echo, settings);
  CHECK(Client(server->port()).ask("POST", "/", std::string(1000, 'x'))->status == 200);
  check_problem(Client(server->port()).ask("POST", "/", std::string(1001, 'x')), 413,
                "body_too_large");
}

TEST_CASE("bodies on their way are bounded together; beyond it the answer is 503") {
  ServerSettings settings;
  settings.bodies_bytes_max = 1500;
  const auto server = serve(echo, settings);
  Client first(server->port()), second(server->port());
  const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";
  first.send(head + "begun");
  REQUIRE(eventually([&] { return server->counts().body_bytes == 1000; }));
  second.send(head + "begun");
  const auto reply = second.receive();
  check_problem(reply, 503, "too_many_bodies");
  CHECK(reply->headers.at("retry-after") == "1");
  first.send(std::string(995, 'x'));
  CHECK(first.receive()->status == 200);
  CHECK(server->counts().body_bytes == 0);
}

TEST_CASE("a slow sender of headers gets 408 and is closed") {
  const auto server = serve(echo, impatient());
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHo");
  const auto reply = client.receive();
  check_problem(reply, 408, "request_too_slow");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
}

TEST_CASE("a slow sender of a body gets 408, others go on meanwhile") {
  const auto server = serve(echo, impatient());
  Client slow(server->port());
  slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(Client(server->port()).ask("GET", "/")->status == 200);
  check_problem(slow.receive(), 408, "request_too_slow");
  CHECK(slow.ended());
}

TEST_CASE("a silent connection is closed without a word") {
  const auto server = serve(echo, impatient());
  Client client(server->port());
  CHECK(client.ask("GET", "/")->status == 200);
  CHECK(client.ended());
  CHECK(eventually([&] { return server->counts().connections == 0; }));
}

TEST_CASE("what is not HTTP gets 400 and is closed") {
  const auto server = serve(echo);
  for (const auto* garbage :
       {"\x16\x03\x01\x02garbage\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        "GET / HTTP/1.1\r\n: empty\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    CAPTURE(garbage);
    Client client(server->port());
    client.send(garbage);
    const auto reply = client.receive();
    check_problem(reply, 400, "request_malformed");
    CHECK(reply->headers.at("connection") == "close");
    CHECK(client.ended());
  }
  CHECK(Client(server->port()).ask("GET", "/")->status == 200);
}

TEST_CASE("a length beside a chunked body is no way to smuggle a request") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send(
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
      "\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
  check_problem(client.receive(), 400, "request_malformed");
  CHECK(client.ended());
}

TEST_CASE("no Host, two Hosts and another version are refused") {
  const auto server = serve(echo);
  Client none(server->port());
  none.send("GET / HTTP/1.1\r\n\r\n");
  check_problem(none.receive(), 400, "host_malformed");
  Client two(server->port());
  check_problem(two.ask("GET", "/", {}, "Host: other\r\n"), 400, "host_malformed");
  Client future(server->port());
  future.send("GET / HTTP/3.0\r\nHost: a\r\n\r\n");
  check_problem(future.receive(), 505, "http_version_unsupported");
}

TEST_CASE("huge headers get 431 and are closed") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send(request("GET", "/", {}, "X: " + std::string(20'000, 'x') + "\r\n"));
  const auto reply = client.receive();
  check_problem(reply, 431, "headers_too_large");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
  Client long_target(server->port());
  check_problem(long_target.ask("GET", "/" + std::string(20'000, 'x')), 431, "headers_too_large");
  Client endless(server->port());
  for (int i = 0; i < 1000 && endless.send("X: " + std::string(100, 'y') + "\r\n"); ++i) {
  }
  CHECK(endless.receive()->status >= 400);
}

TEST_CASE("an endless chunk head is refused") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("1;" + std::string(200'000, 'x'));
  const auto reply = client.receive();
  REQUIRE(reply);
  CHECK(reply->status >= 400);
  CHECK(reply->status < 500);
}

TEST_CASE("beyond the last free connection the answer is 503 with Retry-After") {
  ServerSettings settings;
  settings.connections_max = 2;
  const auto server = serve(echo, settings);
  Client first(server->port()), second(server->port());
  CHECK(first.ask("GET", "/")->status == 200);
  CHECK(second.ask("GET", "/")->status == 200);
  Client third(server->port());
  const auto reply = third.receive();
  check_problem(reply, 503, "too_many_connections");
  CHECK(reply->headers.at("retry-after") == "1");
  CHECK(third.ended());
  CHECK(first.ask("GET", "/")->status == 200);
  CHECK(server->counts().turned_away == 1);
}
