// Paths to handlers: faces, tenants, parameters, verbs, encodings.
#include <doctest/doctest.h>

#include <optional>

#include "adapters/http/router.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

RouteHandler named(std::string name) {
  return [name](Routed routed, Responder responder) {
    std::string said = name + "@" + routed.tenant.text();
    for (const auto& [parameter, value] : routed.path) said += " " + parameter + "=" + value;
    for (const auto& [parameter, value] : routed.request.query)
      said += " ?" + parameter + "=" + value;
    responder(plain(200, said));
  };
}

Router shop_router() {
  Router router({standard_faces(), TenantId("home")});
  router.add(Method::get, "/mp/work-orders", named("list"));
  router.add(Method::post, "/mp/work-orders", named("open"));
  router.add(Method::get, "/mp/work-orders/{id}", named("detail"));
  router.add(Method::get, "/mp/work-orders/pool", named("pool"));
  router.add(Method::post, "/mp/work-orders/{id}/lines/{line}", named("line"));
  router.add(Method::get, "/health", named("health"));
  return router;
}

Response ask(const Router& router, Method method, std::string target) {
  std::optional<Response> answer;
  Request request;
  request.method = method;
  request.target = std::move(target);
  router(std::move(request), Responder([&](Response response) { answer = std::move(response); }));
  REQUIRE(answer);
  return *answer;
}

std::string header(const Response& response, std::string_view name) {
  return std::string(find(response.headers, name).value_or(""));
}

}  // namespace

TEST_CASE("a bare path is the default tenant's, a first segment that is no face names another") {
  const auto router = shop_router();
  CHECK(ask(router, Method::get, "/mp/work-orders").body == "list@home");
  CHECK(ask(router, Method::get, "/north/mp/work-orders").body == "list@north");
  CHECK(ask(router, Method::get, "/health").body == "health@home");
  CHECK(ask(router, Method::get, "/north").status == 404);
  CHECK(ask(router, Method::get, "/no%20rth/mp/work-orders").status == 404);
}

TEST_CASE("a literal segment wins over a parameter, whatever was added first") {
  const auto router = shop_router();
  CHECK(ask(router, Method::get, "/mp/work-orders/pool").body == "pool@home");
  CHECK(ask(router, Method::get, "/mp/work-orders/J-1").body == "detail@home id=J-1");
  CHECK(ask(router, Method::post, "/mp/work-orders/pool/lines/7").body ==
        "line@home id=pool line=7");
}

TEST_CASE("segments and parameters are decoded one by one") {
  const auto router = shop_router();
  CHECK(ask(router, Method::get, "/mp/work-orders/a%2Fb%20c").body == "detail@home id=a/b c");
  CHECK(ask(router, Method::get, "/mp/work-orders/%E5%B7%A5+1").body == "detail@home id=工+1");
  CHECK(ask(router, Method::get, "/mp/work-orders?q=a+b%26&empty&x=1=2").body ==
        "list@home ?q=a b& ?empty= ?x=1=2");
  CHECK(ask(router, Method::get, "http://shop/mp/work-orders?a=1").body == "list@home ?a=1");
}

TEST_CASE("an encoding that is wrong gets 400") {
  const auto router = shop_router();
  for (const auto* target :
       {"/mp/work-orders/%", "/mp/work-orders/%4", "/mp/work-orders/%zz", "/mp/work-orders/%FF",
        "/mp/work-orders/%00", "/mp/work-orders/%0A", "/mp/work-orders#part", "mp", "*"}) {
    CAPTURE(target);
    CHECK(ask(router, Method::get, target).status == 400);
  }
  CHECK(ask(router, Method::get, "/mp/work-orders?q=%C0%AF").status == 400);
  std::string many = "/mp/work-orders?a=1";
  for (int i = 0; i < 100; ++i) many += "&a=1";
  CHECK(ask(router, Method::get, many).status == 400);
}

TEST_CASE("an unknown path gets 404, a wrong verb 405 with Allow") {
  const auto router = shop_router();
  for (const auto* target : {"/", "/mp", "/mp/work-orders/", "/mp/work-orders//lines/1",
                             "/mp/other", "/mp/work-orders/1/lines"}) {
    CAPTURE(target);
    CHECK(ask(router, Method::get, target).status == 404);
  }
  const auto wrong = ask(router, Method::remove, "/mp/work-orders");
  CHECK(wrong.status == 405);
  CHECK(header(wrong, "Allow") == "OPTIONS, GET, HEAD, POST");
  CHECK(wrong.body.find("method_not_allowed") != std::string::npos);
  CHECK(ask(router, Method::other, "/health").status == 405);
}

TEST_CASE("HEAD is answered by GET, OPTIONS by the router") {
  const auto router = shop_router();
  CHECK(ask(router, Method::head, "/mp/work-orders").body == "list@home");
  const auto options = ask(router, Method::options, "/mp/work-orders/7");
  CHECK(options.status == 204);
  CHECK(header(options, "Allow") == "OPTIONS, GET, HEAD");
  CHECK(ask(router, Method::options, "*").status == 204);
}

TEST_CASE("a route added twice, or on no face, is a mistake of ours") {
  auto router = shop_router();
  CHECK_THROWS_AS(router.add(Method::get, "/mp/work-orders/{other}", named("x")), InvariantBroken);
  CHECK_THROWS_AS(router.add(Method::get, "/nowhere", named("x")), InvariantBroken);
}
