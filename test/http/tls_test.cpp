// The same server behind TLS.
#include <doctest/doctest.h>

#include <fstream>

#include "test/http/pki.hpp"
#include "test/http/serving.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

struct SecureServer {
  SecureServer() {
    const auto key = make_rsa_key();
    const auto certificate = folder.path() / "chain.pem", secret = folder.path() / "key.pem";
    std::ofstream(certificate) << key.certificate_pem;
    std::ofstream(secret) << key.private_pem;
    settings.tls = TlsFiles{certificate, secret};
    settings.header_timeout = settings.linger = std::chrono::milliseconds(300);
    server = serve(echo, settings);
  }
  fettle::test::TempFolder folder;
  ServerSettings settings;
  std::unique_ptr<Server> server;
};

}  // namespace

TEST_CASE("a TLS client is served over one connection") {
  const SecureServer secure;
  Client client(secure.server->port());
  client.tls();
  CHECK(client.ask("POST", "/1", "secret")->body == "POST /1 secret");
  CHECK(client.ask("POST", "/2", std::string(100'000, 's'))->body.size() == 8 + 100'000);
  const auto last = client.ask("GET", "/3", {}, "Connection: close\r\n");
  CHECK(last->headers.at("connection") == "close");
  CHECK(client.ended());
}

TEST_CASE("a large body over TLS gets 413, a slow sender 408") {
  const SecureServer secure;
  Client large(secure.server->port());
  large.tls().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 104857600\r\n\r\n");
  CHECK(large.receive()->status == 413);
  CHECK(large.ended());
  Client slow(secure.server->port());
  slow.tls().send("GET / HT");
  CHECK(slow.receive()->status == 408);
  CHECK(slow.ended());
}

TEST_CASE("plain text to a TLS port is closed, others are served") {
  const SecureServer secure;
  Client plain_client(secure.server->port());
  plain_client.send(request("GET", "/"));
  CHECK(!plain_client.receive());
  Client silent(secure.server->port());
  CHECK(silent.ended());
  Client good(secure.server->port());
  CHECK(good.tls().ask("GET", "/")->status == 200);
}

TEST_CASE("a certificate that cannot be read is refused by name") {
  ServerSettings settings;
  settings.tls = TlsFiles{"/tmp/nowhere/chain.pem", "/tmp/nowhere/key.pem"};
  const auto server = Server::open(settings, echo, wall_clock);
  REQUIRE(!server);
  CHECK(server.error().code == "tls_files_unusable");
}
