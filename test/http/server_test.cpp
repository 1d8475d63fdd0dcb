// The server as well-behaved clients see it: connections kept, answers in order, HEAD, threads.
#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "test/http/serving.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

TEST_CASE("one connection serves many requests") {
  const auto server = serve(echo);
  Client client(server->port());
  for (int i = 0; i < 100; ++i) {
    const auto reply = client.ask("POST", "/test/" + std::to_string(i), "body");
    REQUIRE(reply);
    CHECK(reply->status == 200);
    CHECK(reply->body == "POST /test/" + std::to_string(i) + " body");
  }
  CHECK(server->counts().connections == 1);
}

TEST_CASE("requests sent ahead are answered in their order") {
  const auto server = serve(echo);
  Client client(server->port());
  std::string all;
  for (int i = 0; i < 500; ++i) all += request("POST", "/" + std::to_string(i), "b");
  REQUIRE(client.send(all));
  for (int i = 0; i < 500; ++i) {
    const auto reply = client.receive();
    REQUIRE(reply);
    REQUIRE(reply->body == "POST /" + std::to_string(i) + " b");
  }
}

TEST_CASE("a request arriving byte by byte is understood") {
  const auto server = serve(echo);
  Client client(server->port());
  for (const char byte : request("POST", "/slow", "piece by piece")) {
    REQUIRE(client.send({&byte, 1}));
  }
  CHECK(client.receive()->body == "POST /slow piece by piece");
}

TEST_CASE("a chunked body is put together and its trailer is dropped") {
  const auto server = serve([](Request request, Responder responder) {
    responder(plain(200, request.body + (request.headers.find("Late") ? " late" : "")));
  });
  Client client(server->port());
  REQUIRE(
      client.send("POST / HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nLate: 1\r\n\r\n"));
  CHECK(client.receive()->body == "abcde");
}

TEST_CASE("Connection: close is kept to, and said") {
  const auto server = serve(echo);
  Client client(server->port());
  const auto reply = client.ask("GET", "/", {}, "Connection: close\r\n");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
}

TEST_CASE("an HTTP/1.0 client is closed unless it asks otherwise") {
  const auto server = serve(echo);
  Client once(server->port());
  once.send("GET / HTTP/1.0\r\n\r\n");
  CHECK(once.receive()->headers.at("connection") == "close");
  CHECK(once.ended());
  Client kept(server->port());
  kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(kept.receive()->headers.at("connection") == "keep-alive");
  CHECK(kept.ask("GET", "/again")->body == "GET /again ");
}

TEST_CASE("HEAD gives the head of the answer without its body") {
  const auto server = serve(echo);
  Client client(server->port());
  const auto reply = client.ask("HEAD", "/thing");
  CHECK(reply->headers.at("content-length") == "12");
  CHECK(client.ask("GET", "/next")->body == "GET /next ");
}

TEST_CASE("100 Continue is sent before a body that waits for it") {
  const auto server = serve(echo);
  Client client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.receive()->status == 100);
  client.send("ok");
  CHECK(client.receive()->body == "POST / ok");
}

TEST_CASE("an answer of a megabyte arrives whole") {
  const std::string large(1 << 20, 'm');
  const auto server = serve([&](Request, Responder responder) { responder(plain(200, large)); });
  Client client(server->port());
  CHECK(client.ask("GET", "/")->body == large);
  CHECK(client.ask("GET", "/")->body == large);
}

TEST_CASE("every answer carries the date") {
  const auto server = serve(echo);
  const auto reply = Client(server->port()).ask("GET", "/");
  const auto& date = reply->headers.at("date");
  CHECK(date.size() == 29);
  CHECK(date.substr(26) == "GMT");
}

TEST_CASE("204 and 304 have no body, whatever a handler gives") {
  const auto server = serve([](Request request, Responder responder) {
    responder(plain(request.target == "/204" ? 204 : 304, "too much"));
  });
  Client client(server->port());
  for (const auto* target : {"/204", "/304", "/204"}) {
    const auto reply = client.ask("GET", target);
    REQUIRE(reply);
    CHECK(reply->headers.count("content-length") == 0);
    CHECK(reply->status == static_cast<unsigned>(std::stoi(target + 1)));
  }
}

TEST_CASE("a line break in a header's value begins no header") {
  const auto server = serve([](Request, Responder responder) {
    auto response = plain(200, "");
    response.headers.push_back({"X-Name", "a\r\nSet-Cookie: b"});
    responder(std::move(response));
  });
  const auto reply = Client(server->port()).ask("GET", "/");
  CHECK(reply->headers.count("set-cookie") == 0);
  CHECK(reply->headers.at("x-name") == "a  Set-Cookie: b");
}

TEST_CASE("answers may come from another thread, also after the client has gone") {
  std::mutex mutex;
  std::vector<Responder> waiting;
  const auto server = serve([&](Request, Responder responder) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(responder));
  });
  const auto held = [&] {
    const std::lock_guard lock(mutex);
    return waiting.size();
  };
  Client stays(server->port());
  stays.send(request("GET", "/1"));
  {
    Client leaves(server->port());
    leaves.send(request("GET", "/2"));
    REQUIRE(eventually([&] { return held() == 2; }));
  }
  for (auto& responder : waiting) responder(plain(200, "late"));
  CHECK(stays.receive()->body == "late");
}

TEST_CASE("a responder that outlives its server does no harm") {
  std::optional<Responder> kept;
  {
    std::atomic<bool> has = false;
    ServerSettings settings;
    settings.drain = std::chrono::milliseconds(0);
    const auto server = serve(
        [&](Request, Responder responder) {
          kept.emplace(std::move(responder));
          has = true;
        },
        settings);
    Client client(server->port());
    client.send(request("GET", "/"));
    REQUIRE(eventually([&] { return has.load(); }));
    server->stop();
    CHECK(client.ended());
  }
  (*kept)(plain(200, "nobody listens"));
}

TEST_CASE("a responder dropped without an answer says 500 and nothing of why") {
  const auto server = serve([](Request, Responder) {});
  Client client(server->port());
  const auto reply = client.ask("GET", "/");
  CHECK(reply->status == 500);
  CHECK(reply->headers.at("content-type") == "application/problem+json");
  CHECK(reply->body.find("internal_error") != std::string::npos);
}

TEST_CASE("parallel clients on two I/O threads all get their own answers") {
  ServerSettings settings;
  settings.io_threads = 2;
  const auto server = serve(echo, settings);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 16; ++t) {
      threads.emplace_back([&, t] {
        Client client(server->port());
        for (int i = 0; i < 50; ++i) {
          const auto target = "/" + std::to_string(t) + "/" + std::to_string(i);
          const auto reply = client.ask("PUT", target, "x");
          if (reply && reply->body == "PUT " + target + " x") ++right;
        }
      });
    }
  }
  CHECK(right == 16 * 50);
}

TEST_CASE("a port that is taken is refused by name") {
  const auto server = serve(echo);
  ServerSettings settings;
  settings.port = server->port();
  const auto second = Server::open(settings, echo, wall_clock);
  REQUIRE(!second);
  CHECK(second.error().code == "address_in_use");
}
