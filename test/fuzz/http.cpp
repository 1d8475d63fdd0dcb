// Bytes of a connection through the whole face, without sockets: parser, router, gate, commands and
// queries. Each request is answered once; each refusal is a problem that names what is wrong; and
// the requests do not depend on how their bytes arrive. The first byte says what becomes of a
// command; `$` and the name of a role stand for a token of it.
#include <boost/asio/buffer.hpp>

#include "adapters/http/faces/query_face.hpp"
#include "adapters/http/health.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/refusals.hpp"
#include "adapters/http/render.hpp"
#include "projections/queries.hpp"
#include "schemas/codec/document.hpp"
#include "test/fuzz/business.hpp"
#include "test/fuzz/target.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/nothing_revoked.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using namespace fettle::http;
using json::Document;

namespace {

const Moment noon = *parse_moment("2026-11-20T12:00:00Z");
constexpr auto minute = std::chrono::minutes(1);
constexpr std::string_view date = "Fri, 20 Nov 2026 12:00:00 GMT";
constexpr std::string_view roles[] = {"customer", "technician", "front_desk", "manager",
                                      "finance",  "warehouse",  "operator"};

ServerSettings small() {
  ServerSettings settings;
  settings.header_bytes_max = 2048;
  settings.body_bytes_max = 2048;
  return settings;
}

// What a shard makes of a command.
Outcome outcome_of(std::uint8_t draw, const TenantId&) {
  const auto kind = static_cast<std::uint8_t>(draw % 6);
  if (kind == 1) return Rejection{Refusal::wrong_state, "wrong_state", "not now", {}};
  if (kind == 2) return Fault{FaultKind::unavailable, "log_unavailable", "the disk"};
  if (kind == 3) return Rejection{Refusal::forbidden, "not_yours", "of another store", {}};
  Accepted accepted;
  accepted.id = "w-1";
  accepted.version = draw;
  if (kind == 4) accepted.position = Position{LogId("log-1"), Partition{0}, Offset{7}};
  if (kind == 5) accepted.members = R"("amount":1)";
  return accepted;
}

class Faces {
 public:
  Faces() {
    commands_.mount(router_, gate_);
    queries_.mount(projections::auto_repair_queries(), router_, gate_);
    add_health_routes(router_, {{"log", [] { return std::optional<std::string>("starting"); }}});
  }

  std::string token(std::string_view role) const {
    const Credential credential{AccountId("a-1"),
                                TenantId("home"),
                                std::string(role),
                                "t-1",
                                "s-1",
                                std::nullopt,
                                std::nullopt,
                                noon,
                                noon + minute * 60 * 24 * 365};
    return *issue_token(key_, credential);
  }

  // The minute before is over, so that no run is refused for what another did.
  void begin(std::uint8_t draw) {
    draw_ = draw;
    clock_.set(noon);
    commands_.denials().finish();
  }

  Response answer(const Request& request) {
    std::optional<Response> answer;
    int answers = 0;
    router_(request, Responder([&](Response response) {
              ++answers;
              answer = std::move(response);
            }));
    expect(answers == 1, "a request is answered once");
    return *std::move(answer);
  }

 private:
  void submit(const Submission& submission) {
    expect(submission.type != nullptr && submission.command != nullptr, "a command is whole");
    submission.done(outcome_of(draw_, submission.tenant));
  }

  void run(const QueryType& type, const QueryRequest& request, const QueryDone& done) {
    const auto plan = type.plan(request);
    if (!plan) return done(plan.error());
    expect(!plan->statements.empty(), "a query asks something");
    for (const auto& statement : plan->statements) {
      expect(statement.sql.find('\0') == std::string::npos, "SQL is ours alone");
      expect(statement.parameters.size() >= 1 && statement.parameters[0] == request.tenant.text(),
             "a query stays inside its tenant");
    }
    const std::vector<RowSet> none(plan->statements.size());
    auto answer = plan->render(none);
    answer ? done(*std::move(answer)) : done(answer.error());
  }

  std::uint8_t draw_ = 0;
  const TokenKey key_{"k1", TokenAlgorithm::hs256, std::string(32, 's'), {}};
  test::TestClock clock_{noon};
  test::TestDice dice_{7};
  test::MemoryKeys keys_{dice_};
  test::NothingRevoked none_;
  Tokens tokens_{{key_}, none_, clock_, 16};
  RateLimit unlimited_{{}, clock_};
  Gate gate_{tokens_, unlimited_, unlimited_,
             [this](Call call, const Rejection& why, Responder responder) {
               commands_.deny(call, why, "any", std::move(responder));
             }};
  CommandFace commands_{business(),
                        {[this](const Submission& one) { submit(one); }, keys_, dice_, clock_}};
  QueryFace queries_{[this](const QueryType& type, const QueryRequest& request,
                            const QueryDone& done) { run(type, request, done); },
                     commands_};
  Router router_{{standard_faces(), TenantId("home")}};
};

// The server's refusals and requests out of bytes that arrive `step` at a time.
struct Arrived {
  std::vector<Request> requests;
  std::optional<Response> refusal;  // then the connection ends
};

Arrived arrived(std::string_view bytes, std::size_t step) {
  static const auto settings = small();
  Arrived all;
  std::size_t at = 0, there = 0;
  while (there < bytes.size() || at < there) {
    RequestParser parser(settings.header_bytes_max, settings.body_bytes_max);
    while (!parser.is_done()) {
      boost::system::error_code error;
      at += parser.put(boost::asio::buffer(bytes.data() + at, there - at), error);
      if (error && error != boost::beast::http::error::need_more) {
        all.refusal = refusal_of(error, settings);
        return all;
      }
      if (parser.is_done()) break;
      if (there == bytes.size()) return all;
      there = std::min(there + step, bytes.size());
    }
    if ((all.refusal = refusal_of(parser))) return all;
    all.requests.push_back(parser.request());
    if (!parser.keep_alive()) return all;
  }
  return all;
}

bool same(const Request& a, const Request& b) {
  return a.method == b.method && a.target == b.target && a.body == b.body &&
         a.headers.size() == b.headers.size() &&
         a.headers.find("Authorization") == b.headers.find("Authorization");
}

void expect_same(const Arrived& a, const Arrived& b) {
  expect(
      std::equal(a.requests.begin(), a.requests.end(), b.requests.begin(), b.requests.end(), same),
      "requests do not depend on how their bytes arrive");
}

void expect_head(const Response& response) {
  std::string head;
  append_head(head, response, date, After::keep_open);
  expect(head.find("\r\n\r\n") == head.size() - 4, "a head ends where it ends");
  for (const char c : head) expect(c == '\r' || c == '\n' || (c >= 0x20 && c != 0x7f), "is text");
}

void expect_problem(const Response& response) {
  expect(response.content_type == "application/problem+json", "a refusal is a problem");
  const auto body = Document::parse(response.body);
  expect(body && body->find("code") != nullptr, "with a code");
  const auto& code = *body->find("code")->text();
  expect(!code.empty() && body->find("status")->whole() != nullptr, "and its status");
  expect(*body->find("status")->whole() == response.status, "which is the answer's");
  if (code == "invalid_fields" || code == "invalid_parameters") {
    const auto* errors = body->find("errors");
    expect(errors != nullptr && !errors->elements()->empty(), "a refused body names a field");
  }
}

void expect_sound(const Response& response, bool fault_drawn) {
  expect(response.status >= 200 && response.status < 600, "a status");
  expect(response.status != 500, "nothing is a mistake of ours");
  expect_head(response);
  if (response.status >= 400 && response.content_type != "application/json") {
    expect_problem(response);
  } else if (!response.body.empty() && response.content_type == "application/json") {
    expect(Document::parse(response.body).has_value(), "an answer is JSON");
  }
  if (response.status == 503 && response.content_type != "application/json") {
    expect(fault_drawn, "only a failing world gives 503");
  }
}

std::string with_tokens(std::string text, const Faces& faces) {
  static std::map<std::string_view, std::string> made;
  for (const auto role : roles) {
    const auto place = "$" + std::string(role);
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at)) {
      auto& token = made[role];
      if (token.empty()) token = faces.token(role);
      text.replace(at, place.size(), token);
      at += token.size();
    }
  }
  return text;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Faces faces;
  Input input(text_of(data, size));
  const auto draw = input.byte();
  const auto step = 1U + input.byte();
  const auto bytes = with_tokens(std::string(input.rest()), faces);
  const auto whole = arrived(bytes, bytes.size() + 1);
  expect_same(whole, arrived(bytes, step));
  faces.begin(draw);
  for (const auto& request : whole.requests) {
    expect_sound(faces.answer(request), draw % 6 == 2);
  }
  if (whole.refusal) expect_sound(*whole.refusal, false);
  return 0;
}
