// What is known after an outgoing call: the reply, that nobody heard it, or that nobody can tell.
#include "adapters/web/curl_web.hpp"

#include <doctest/doctest.h>

#include "test/web/raw_server.hpp"

using namespace fettle;
using namespace fettle::web;
using namespace fettle::web::test;
using namespace std::chrono_literals;

namespace {

// Above any wait that a test of time-outs asks for, below a test's patience.
constexpr auto soon = 20s;

Result<IncomingReply> get(const std::string& url, OutgoingRequest request = {}) {
  CurlWeb web({.connect_wait_max = 2s});
  request.url = url;
  return web.send(request);
}

std::string code_of(const Result<IncomingReply>& result) {
  return result ? "a reply" : result.error().code;
}

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a reply comes with status, headers in lower case and its body") {
  RawServer server(
      RawServer::saying("HTTP/1.1 201 Created\r\nX-Kind:  One \r\n"
                        "Content-Length: 4\r\n\r\n{\"\"}"));
  const auto reply = get(server.url());
  REQUIRE(reply);
  CHECK(reply->status == 201);
  CHECK(reply->header("x-kind") == "One");
  CHECK(reply->body == "{\"\"}");
}

TEST_CASE("method, path, headers and body arrive as they were given") {
  RawServer server(RawServer::saying(ok("")));
  CurlWeb web({});
  REQUIRE(web.send({.method = "POST",
                    .url = server.url("/v3/a%20b?c=d"),
                    .headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}},
                    .body = "{\"a\":1}"}));
  const auto sent = server.requests().at(0);
  CHECK(sent.starts_with("POST /v3/a%20b?c=d HTTP/1.1\r\n"));
  CHECK(holds(sent, "\r\nContent-Type: application/json\r\n"));
  CHECK(holds(sent, "\r\nX-Empty:\r\n"));
  CHECK(sent.ends_with("\r\n\r\n{\"a\":1}"));
  CHECK_FALSE(holds(sent, "Expect"));
}

TEST_CASE("a POST without a body says that it has none, and a DELETE is one") {
  RawServer server(RawServer::saying(ok("")));
  CHECK(get(server.url(), {.method = "POST"}));
  CHECK(holds(server.requests().at(0), "\r\nContent-Length: 0\r\n"));
  CHECK_FALSE(holds(server.requests().at(0), "Content-Type"));
  CHECK(get(server.url(), {.method = "DELETE"}));
  CHECK(server.requests().at(1).starts_with("DELETE / HTTP/1.1\r\n"));
}

TEST_CASE("any status is a reply: an error, a page of HTML, and a redirect that nobody follows") {
  for (const std::string status : {"500 Oops", "404 Nowhere", "302 Elsewhere"}) {
    RawServer server(RawServer::saying("HTTP/1.1 " + status +
                                       "\r\nLocation: http://127.0.0.1:1/\r\n"
                                       "Content-Type: text/html\r\nContent-Length: 6\r\n\r\n"
                                       "<html>"));
    const auto reply = get(server.url());
    REQUIRE(reply);
    CHECK(std::to_string(reply->status) == status.substr(0, 3));
    CHECK(reply->body == "<html>");
    CHECK(server.requests().size() == 1);
  }
}

TEST_CASE("where nobody listens the other side was not reached") {
  CHECK(code_of(get(deserted_url())) == "not_reached");
}

TEST_CASE("a name that does not exist was not reached") {
  CHECK(code_of(get("http://no-such-host.invalid/", {.wait_max = 3s})) == "not_reached");
}

TEST_CASE("a handshake that does not come about reached nobody") {
  RawServer server(RawServer::saying(ok("")));
  CHECK(code_of(get(server.secure_url(), {.wait_max = 300ms})) == "not_reached");
}

TEST_CASE("other protocols reach nobody") {
  CHECK(code_of(get("file:///etc/hostname")) == "not_reached");
  CHECK(code_of(get("no url at all")) == "not_reached");
}

TEST_CASE("a connection that is cut before, in and behind the head leaves the reply missing") {
  const auto whole = ok("0123456789");
  for (const std::size_t kept :
       {std::size_t{0}, std::size_t{9}, std::size_t{30}, whole.size() - 1}) {
    CAPTURE(kept);
    RawServer server(RawServer::saying(whole.substr(0, kept)));
    CHECK(code_of(get(server.url())) == "reply_missing");
    CHECK(server.requests().size() == 1);
  }
}

TEST_CASE("a chunked body that is cut leaves the reply missing") {
  RawServer server(
      RawServer::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n"));
  CHECK(code_of(get(server.url())) == "reply_missing");
}

TEST_CASE("what is no HTTP leaves the reply missing") {
  RawServer server(RawServer::saying("<html>a proxy speaks</html>"));
  CHECK(code_of(get(server.url())) == "reply_missing");
}

TEST_CASE("a server that never answers is waited for as long as allowed") {
  RawServer server([](Caller& caller) { caller.wait_until_gone(); });
  const auto begin = std::chrono::steady_clock::now();
  CHECK(code_of(get(server.url(), {.wait_max = 200ms})) == "reply_missing");
  const auto waited = std::chrono::steady_clock::now() - begin;
  CHECK(waited >= 190ms);
  CHECK(waited < soon);
}

TEST_CASE("a server that answers half and then nothing more is waited for as long as allowed") {
  RawServer server([](Caller& caller) {
    caller.say(ok("0123456789").substr(0, 45));
    caller.wait_until_gone();
  });
  CHECK(code_of(get(server.url(), {.wait_max = 200ms})) == "reply_missing");
}

TEST_CASE("a body is taken up to its bound, and not beyond") {
  const std::string body(100'000, 'x');
  RawServer server(RawServer::saying(ok(body)));
  const auto whole = get(server.url(), {.reply_bytes_max = body.size()});
  REQUIRE(whole);
  CHECK(whole->body == body);
  CHECK(code_of(get(server.url(), {.reply_bytes_max = body.size() - 1})) == "reply_too_large");
}

TEST_CASE("a head is taken up to its bound, and not when it has no end") {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 100; ++i) head += "X: " + std::string(1'000, 'x') + "\r\n";
  RawServer wordy(RawServer::saying(head + "Content-Length: 0\r\n\r\n"));
  CHECK(code_of(get(wordy.url())) == "reply_too_large");
  RawServer endless(RawServer::saying("HTTP/1.1 200 OK\r\nX: " + std::string(90'000, 'x')));
  CHECK(code_of(get(endless.url())) == "reply_missing");
}

TEST_CASE("a header with a line break is not sent") {
  RawServer server(RawServer::saying(ok("")));
  CHECK(code_of(get(server.url(), {.headers = {{"X", "a\r\nY: b"}}})) == "not_reached");
  CHECK(server.requests().empty());
}

TEST_CASE("a fault names neither the URL nor a header") {
  const auto refused = get(deserted_url() + "?secret=hush", {.headers = {{"X", "hush"}}});
  REQUIRE_FALSE(refused);
  CHECK_FALSE(holds(refused.error().detail, "hush"));
  CHECK_FALSE(holds(refused.error().detail, "127.0.0.1"));
}

TEST_CASE("a call is sent once, also over a connection that the server would keep") {
  // It answers the first and hangs up on what follows, as a server does that restarts.
  RawServer server(RawServer::saying(ok("{}")));
  CurlWeb web({});
  for (int i = 0; i < 3; ++i) CHECK(web.send({.url = server.url()}));
  CHECK(server.requests().size() == 3);
  for (const auto& sent : server.requests()) CHECK(sent.find("GET ") == sent.rfind("GET "));
}

TEST_CASE("calls of several threads do not wait for each other") {
  RawServer slow([](Caller& caller) { caller.wait_until_gone(); });
  RawServer quick(RawServer::saying(ok("{}")));
  CurlWeb web({});
  std::jthread waiting([&] { CHECK_FALSE(web.send({.url = slow.url(), .wait_max = 1500ms})); });
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 5; ++i) CHECK(web.send({.url = quick.url()}));
  CHECK(std::chrono::steady_clock::now() - begin < 1400ms);
}
