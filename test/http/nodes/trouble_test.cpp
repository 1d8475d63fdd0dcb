// Whatever an owner does or fails to do, each submission is answered once, and nothing is believed
// that a node of ours did not say.
#include <doctest/doctest.h>

#include "test/http/nodes/owner.hpp"
#include "test/support/test_clock.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

namespace {

constexpr Moment noon{Micros{1'763'700'000'000'000}};

RemoteOptions impatient() {
  RemoteOptions options;
  options.connect_timeout = options.answer_timeout = std::chrono::milliseconds(300);
  return options;
}

// The one code that a submission to this owner ends with.
std::string sent_to(const std::string& url, const RemoteOptions& options = {},
                    const NodeSecret& secret = shared_secret(), const Clock& clock = wall_clock) {
  Answers answers;
  RemoteShards remote(secret, clock, options);
  remote.submit(url, add_things("b-1", answers));
  REQUIRE(answers.wait_for(1));
  const auto outcome = answers.of(0);
  if (const auto* fault = std::get_if<Fault>(&outcome)) {
    CHECK(fault->kind == FaultKind::unavailable);
  }
  return answers.code(0);
}

std::string free_port_url() {
  const auto server = serve(echo);
  return loopback(server->port());
}

// A server that says this of every request, with a proof of `of` when there is one.
std::unique_ptr<Server> answering(unsigned status, std::string body,
                                  std::function<std::string(const Request&)> of) {
  return serve([=](const Request& request, Responder responder) {
    auto response = http::json(status, body);
    const auto asked = of(request);
    if (!asked.empty()) {
      response.headers.push_back(
          {std::string(node_header),
           shared_secret().prove({node_answer, asked, body}, wall_clock.now())});
    }
    responder(std::move(response));
  });
}

std::string of_this(const Request& request) {
  return std::string(request.headers.find(node_header).value_or("none"));
}
std::string of_another(const Request&) { return "t=1,mac=another"; }
std::string of_none(const Request&) { return {}; }

const std::string acceptance = to_json(Outcome(Accepted{}));

}  // namespace

TEST_CASE("a node with another secret is turned away, and its command never tried") {
  Holding shard;
  const Owner owner(std::ref(shard));
  CHECK(sent_to(owner.url(), {}, NodeSecret(std::string(32, 'x'))) == "owner_unreachable");
  CHECK(shard.size() == 0);
}

TEST_CASE("a client at the nodes' route gets 401, whatever token it brings") {
  Holding shard;
  const Owner owner(std::ref(shard));
  Client client(owner.server->port());
  for (const auto* headers :
       {"", "Authorization: Bearer a.b.c\r\n", "Fettle-Node: t=1,mac=00\r\n"}) {
    const auto reply = client.ask("POST", node_route, "{}", headers);
    REQUIRE(reply);
    CHECK(reply->status == 401);
    CHECK(reply->body.find("node_unknown") != std::string::npos);
    CHECK(reply->headers.at("www-authenticate") == node_header);
  }
  CHECK(client.ask("GET", node_route)->status == 405);
  CHECK(shard.size() == 0);
}

TEST_CASE("clocks that differ by a minute are borne, by more they are not") {
  const fettle::test::TestClock there(noon);
  const Owner owner(carry_out, there);
  for (const auto sign : {-1, 1}) {
    const fettle::test::TestClock near(noon + sign * node_clock_window);
    CHECK(sent_to(owner.url(), {}, shared_secret(), near) == "accepted");
    const fettle::test::TestClock far(noon + sign * (node_clock_window + std::chrono::seconds(1)));
    CHECK(sent_to(owner.url(), {}, shared_secret(), far) == "owner_unreachable");
  }
}

TEST_CASE("an answer without a proof for this request is not believed") {
  const auto good = answering(200, acceptance, of_this);
  CHECK(sent_to(loopback(good->port())) == "accepted");
  const auto bare = answering(200, acceptance, of_none);
  CHECK(sent_to(loopback(bare->port())) == "owner_unreachable");
  const auto repeated = answering(200, acceptance, of_another);
  CHECK(sent_to(loopback(repeated->port())) == "owner_unreachable");
}

TEST_CASE("an answer that is no outcome, no success or too long is none") {
  for (const auto& body : {std::string(), std::string("garbage"), std::string("{\"accepted\":")}) {
    CAPTURE(body);
    const auto server = answering(200, body, of_this);
    CHECK(sent_to(loopback(server->port())) == "owner_unreachable");
  }
  for (const auto status : {201U, 302U, 404U, 500U, 503U}) {
    const auto server = answering(status, acceptance, of_this);
    CHECK(sent_to(loopback(server->port())) == "owner_unreachable");
  }
  const auto server = answering(200, acceptance, of_this);
  CHECK(sent_to(loopback(server->port()), {.outcome_bytes_max = 10}) == "owner_unreachable");
}

TEST_CASE("an owner of another binary that cannot read the command refuses it") {
  Holding shard;
  const Owner owner(std::ref(shard));
  const std::string body = R"({"of":"another time"})";
  const auto proof = shared_secret().prove({"POST", node_route, body}, wall_clock.now());
  const auto reply =
      Client(owner.server->port()).ask("POST", node_route, body, "Fettle-Node: " + proof + "\r\n");
  REQUIRE(reply);
  CHECK(reply->status == 400);
  CHECK(reply->body.find("submission_unreadable") != std::string::npos);
  CHECK(shard.size() == 0);
}

TEST_CASE("where nobody listens, or no node can be, the answer comes at once") {
  CHECK(sent_to(free_port_url()) == "owner_unreachable");
  CHECK(sent_to("") == "owner_unreachable");
  CHECK(sent_to("file:///etc/passwd") == "owner_unreachable");
  CHECK(sent_to("http://127.0.0.1:99999") == "owner_unreachable");
}

TEST_CASE("an owner that takes the connection and says nothing is given up after the time-out") {
  const SilentPort silent;
  CHECK(sent_to(silent.url(), impatient()) == "owner_unreachable");
}

TEST_CASE("an owner whose shard never answers is given up, and may answer late") {
  Holding shard;
  const Owner owner(std::ref(shard));
  CHECK(sent_to(owner.url(), impatient()) == "owner_unreachable");
  CHECK(shard.size() == 1);
  shard.answer_all();
}

TEST_CASE("behind an owner that hangs all are given up together, not one after another") {
  const SilentPort silent;
  auto options = impatient();
  options.in_flight_per_owner_max = 1;
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, options);
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) remote.submit(silent.url(), add_things("b", answers));
  REQUIRE(answers.wait_for(100));
  CHECK(std::chrono::steady_clock::now() - begin < 20 * options.answer_timeout);
  CHECK(answers.each_once());
  CHECK(answers.count_of("owner_unreachable") == 100);
}

TEST_CASE("an owner that hangs does not hold up another") {
  const SilentPort silent;
  const Owner owner;
  Answers hanging, answers;
  RemoteShards remote(shared_secret(), wall_clock, {.in_flight_per_owner_max = 2});
  for (int i = 0; i < 50; ++i) remote.submit(silent.url(), add_things("b", hanging));
  for (int i = 0; i < 50; ++i) remote.submit(owner.url(), add_things("b", answers));
  REQUIRE(answers.wait_for(50));
  CHECK(answers.count_of("accepted") == 50);
  CHECK(hanging.given() == 0);
}

TEST_CASE("when the owner dies with commands in hand, each gets one answer") {
  Holding shard;
  ServerSettings settings;
  settings.drain = std::chrono::milliseconds(1);
  const Owner owner(std::ref(shard), wall_clock, settings);
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {.in_flight_per_owner_max = 20});
  for (int i = 0; i < 40; ++i) remote.submit(owner.url(), add_things("b", answers));
  REQUIRE(eventually([&] { return shard.size() == 20; }));
  owner.server->stop();
  REQUIRE(answers.wait_for(40));
  CHECK(answers.each_once());
  CHECK(answers.count_of("owner_unreachable") == 40);
}

TEST_CASE("a new owner at the same place is found over new connections") {
  ServerSettings settings;
  settings.linger = std::chrono::milliseconds(1);
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {});
  {
    const Owner owner(carry_out, wall_clock, settings);
    settings.port = owner.server->port();
    remote.submit(owner.url(), add_things("b-1", answers));
    REQUIRE(answers.wait_for(1));
  }
  const Owner again(carry_out, wall_clock, settings);
  remote.submit(again.url(), add_things("b-2", answers));
  REQUIRE(answers.wait_for(2));
  CHECK(answers.count_of("accepted") == 2);
}

TEST_CASE("beyond the limit an owner's submissions are refused at once, others' are not") {
  Holding shard;
  const Owner owner(std::ref(shard)), other;
  Answers answers, free;
  {
    RemoteShards remote(shared_secret(), wall_clock,
                        {.in_flight_per_owner_max = 2, .outstanding_per_owner_max = 5});
    for (int i = 0; i < 5; ++i) remote.submit(owner.url(), add_things("b", answers));
    CHECK(answers.given() == 0);
    remote.submit(owner.url(), add_things("b", answers));
    REQUIRE(answers.given() == 1);
    CHECK(answers.code(5) == "overloaded");
    remote.submit(other.url(), add_things("b", free));
    REQUIRE(free.wait_for(1));
    CHECK(free.code(0) == "accepted");
    REQUIRE(eventually([&] { return shard.size() == 2; }));
    shard.answer_all();
    REQUIRE(answers.wait_for(3));
    remote.submit(owner.url(), add_things("b", answers));
    CHECK(answers.given() == 3);  // there is room again
  }
  CHECK(answers.each_once());
  shard.answer_all();  // else the server waits for them at its end
}

TEST_CASE("a command that fits into no request is refused as too large") {
  const Owner owner;
  CHECK(sent_to(owner.url(), {.submission_bytes_max = 100}) == "body_too_large");
}

TEST_CASE("at the end of a node all that is outstanding is answered, once") {
  Holding shard;
  const Owner owner(std::ref(shard));
  const SilentPort silent;
  Answers answers;
  {
    RemoteShards remote(shared_secret(), wall_clock, {.in_flight_per_owner_max = 10});
    for (int i = 0; i < 150; ++i) {
      remote.submit(owner.url(), add_things("b", answers));
      remote.submit(silent.url(), add_things("b", answers));
    }
    REQUIRE(eventually([&] { return shard.size() == 10; }));
    CHECK(answers.given() == 0);
  }
  CHECK(answers.given() == 300);
  CHECK(answers.each_once());
  CHECK(answers.count_of("shutting_down") == 300);
  shard.answer_all();
  CHECK(answers.given() == 300);
}
