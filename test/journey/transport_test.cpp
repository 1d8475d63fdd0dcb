// The wire: TLS by certificate files, senders that are too slow, a second face for tenants.
#include <doctest/doctest.h>

#include <fstream>

#include "test/http/client.hpp"
#include "test/http/pki.hpp"
#include "test/journey/support/shop.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

std::string put(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("with certificate files the product speaks TLS, and nothing else") {
  const test::TempFolder folder;
  const auto key = http::test::make_rsa_key();
  Served served(
      Settings{{"tls.certificate", put(folder.path() / "server.crt", key.certificate_pem)},
               {"tls.key", put(folder.path() / "server.key", key.private_pem)}});
  http::test::Client client(served.port());
  const auto token = "Authorization: Bearer " + served.token({"owner", "operator"}) +
                     "\r\nContent-Type: application/json\r\n";
  const auto made =
      client.tls().ask("POST", "/admin/tenant", R"({"name":"西区","kind":"auto"})", token);
  REQUIRE(made);
  CHECK(made->status == 201);
  http::test::Client plain(served.port());
  const auto refused = plain.ask("GET", "/health");
  CHECK(!refused);
}

TEST_CASE("a sender that is too slow is told so, and the connection closed") {
  Served served(Settings{{"http.body_timeout_ms", "200"}});
  http::test::Client client(served.port());
  REQUIRE(client.send("POST /mp/vehicles HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer " +
                      served.token({"slow", "customer"}) +
                      "\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"));
  const auto reply = client.receive();
  REQUIRE(reply);
  CHECK(reply->status == 408);
  CHECK(Json::parse(reply->body).at("code") == "request_too_slow");
  CHECK(reply->headers.at("connection") == "close");
  CHECK(client.ended());
  const auto metrics = ask(served, "GET", "/metrics", "", {}).text;
  CHECK(metrics.find("\nfettle_http_refused_total{status=\"408\"} 1\n") != std::string::npos);
}

TEST_CASE("a tenant that is named in the path has its own shop, apart from the default one") {
  const auto tenant = shop().served().fresh("north");
  const Caller owner(shop().served(), {"its-owner", "operator", {}, tenant});
  const Caller manager(shop().served(), {"its-manager", "manager", {}, tenant});
  accepted(owner.post("/" + tenant + "/admin/tenant", {{"name", "北区"}, {"kind", "auto"}}));
  accepted(owner.post("/" + tenant + "/admin/stores", {{"id", "only"}, {"name", "北店"}}));
  const auto stores = manager.list("/" + tenant + "/admin/stores");
  REQUIRE(stores.size() == 1);
  CHECK(stores.at(0).at("id") == "only");
  CHECK(shop().manager.get("/admin/stores/only").status == 404);
  CHECK(shop().manager.get("/" + tenant + "/admin/stores").code() == "wrong_tenant");
}
