// The HTTP way of a query, without sockets. What is not given back is found by the sanitizer.
#include "adapters/http/faces/query_face.hpp"

#include <doctest/doctest.h>

#include "commands/domain.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

const Moment noon = *parse_moment("2026-11-20T12:00:00Z");

Domain business() {
  Domain all;
  fill(all);
  return all;
}

struct Face {
  Face() { queries.mount(types, router, gate); }

  unsigned status(std::string_view positions, std::string_view tags) {
    Request request;
    request.target = "/mp/things";
    request.headers.add("Authorization", "Bearer " + token);
    request.headers.add("Fettle-Position", positions);
    request.headers.add("If-None-Match", tags);
    unsigned found = 0;
    router(std::move(request), Responder([&](Response response) { found = response.status; }));
    return found;
  }

  test::TestClock clock{noon};
  test::TestDice dice{7};
  test::MemoryKeys keys{dice};
  const Domain domain = business();
  test::NothingRevoked none;
  const TokenKey key{"k1", TokenAlgorithm::hs256, std::string(32, 's'), {}};
  const std::string token = *issue_token(key, {AccountId("lin"),
                                               TenantId("home"),
                                               "customer",
                                               "t-1",
                                               {},
                                               {},
                                               {},
                                               noon,
                                               noon + std::chrono::hours(1)});
  Tokens tokens{{key}, none, clock, 0};
  RateLimit unlimited{{}, clock};
  Gate gate{tokens, unlimited, unlimited, [](Call, const Rejection&, Responder) {}};
  std::vector<QueryType> types{{.path = "/mp/things",
                                .sentence = "Things.",
                                .roles = {"customer"},
                                .parameters = {},
                                .answer_schema = "{}",
                                .plan = {}}};
  CommandFace commands{domain, {[](Submission) {}, keys, dice, clock}};
  QueryFace queries{[](const QueryType&, const QueryRequest&, const QueryDone& done) {
                      done(QueryAnswer{"{}", "", false});
                    },
                    commands};
  Router router{{standard_faces(), TenantId("home")}};
};

}  // namespace

TEST_CASE(
    "a query whose positions are good and whose tags are none is refused, and holds nothing") {
  Face face;
  CHECK(face.status("log-1:0:7,log-1:1:8", R"("7", W/"8")") == 200);
  CHECK(face.status("log-1:0:7,log-1:1:8", "seven") == 400);
  CHECK(face.status("seven", R"("7")") == 400);
}
