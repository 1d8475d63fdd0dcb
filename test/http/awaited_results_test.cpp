// An answer that waits for a result from outside: asked for until it is there, bounded, and the
// same whenever it comes.
#include "adapters/http/faces/awaited_results.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>

#include "schemas/registration.hpp"
#include "schemas/values.hpp"

namespace fettle::http {
namespace {

using namespace std::chrono_literals;
using ParcelId = Id<struct ParcelTag>;

struct SendParcel {
  ParcelId parcel;
};
FETTLE_COMMAND(SendParcel, "Has a parcel sent by somebody outside.",
               (.aggregate = "parcel", .awaits = {"ParcelSent", "parcel"}), (parcel))
struct ParcelSent {
  ParcelId parcel;
};
FETTLE_COMMAND(ParcelSent, "Tells whether the parcel is away.", (.aggregate = "parcel"), (parcel))

Checked<Decision> decide(TenantView&, const Context&, const SendParcel&) { return Decision{}; }
Checked<Decision> decide(TenantView&, const Context&, const ParcelSent&) { return Decision{}; }

const Accepted first{.status = 202,
                     .id = "order",
                     .version = 7,
                     .position = std::nullopt,
                     .members = R"("parcel":"p1","weight":3)",
                     .repeated = false};
Accepted told(std::uint16_t status, std::string members = {}) {
  return {status, "p1", 1, std::nullopt, std::move(members), false};
}

// Answers each question by what the test says, on the asking thread.
struct Asked {
  explicit Asked(std::function<Outcome(int question)> says) : answers(std::move(says)) {
    domain.add(command_type<SendParcel>());
    domain.add(command_type<ParcelSent>());
  }
  Response response(AwaitedResults::Settings settings = {10s, 1ms, 2ms}) {
    AwaitedResults awaited(
        domain,
        [this](Submission submission) {
          parcel = static_cast<const ParcelSent*>(submission.command.get())->parcel.text();
          submission.done(answers(++questions));
        },
        settings);
    std::promise<Response> answered;
    auto future = answered.get_future();
    awaited.wait(command_type<SendParcel>(), TenantId("demo"), first,
                 [&](Response response) { answered.set_value(std::move(response)); });
    return future.get();
  }

  Domain domain;
  std::function<Outcome(int)> answers;
  std::atomic<int> questions = 0;
  std::string parcel;
};

}  // namespace

TEST_CASE("an answer waits for its result and then holds both") {
  Asked asked([](int question) { return told(question < 4 ? 202 : 200, R"("track":"T9")"); });
  const auto response = asked.response();
  CHECK(response.status == 200);
  CHECK(response.body == R"({"id":"order","version":7,"parcel":"p1","weight":3,"track":"T9"})");
  CHECK(asked.parcel == "p1");
  CHECK(asked.questions == 4);
}

TEST_CASE("a result that stays away leaves 202 with the first answer") {
  Asked asked([](int) { return told(202); });
  const auto response = asked.response({20ms, 1ms, 5ms});
  CHECK(response.status == 202);
  CHECK(response.body == R"({"id":"order","version":7,"parcel":"p1","weight":3})");
}

TEST_CASE("a node that cannot be asked now is asked again") {
  Asked asked([](int question) -> Outcome {
    if (question < 3) return Fault{FaultKind::unavailable, "not_owner", "moving"};
    return told(200, R"("track":"T9")");
  });
  CHECK(asked.response().status == 200);
}

TEST_CASE("what failed outside is told by its code") {
  Asked asked([](int) -> Outcome {
    return Rejection{Refusal::wrong_state, "parcel_refused", "it is too heavy", {}};
  });
  const auto response = asked.response();
  CHECK(response.status == 409);
  CHECK(response.body.find("parcel_refused") != std::string::npos);
}

TEST_CASE("whoever waits at the end is answered, and nobody is asked any more") {
  Asked asked([](int) { return told(202); });
  std::atomic<int> answered = 0;
  AwaitedResults awaited(
      asked.domain,
      [&](Submission submission) { submission.done(asked.answers(++asked.questions)); },
      {10s, 5s, 5s});
  const auto wait = [&] {
    awaited.wait(command_type<SendParcel>(), TenantId("demo"), first,
                 [&](const Response& response) {
                   CHECK(response.status == 202);
                   ++answered;
                 });
  };
  wait();
  CHECK(answered == 0);
  awaited.finish();
  CHECK(answered == 1);
  wait();
  CHECK(answered == 2);
  CHECK(asked.questions == 1);
}

TEST_CASE("only a 202 of a command that awaits something waits") {
  CHECK(AwaitedResults::is_due(command_type<SendParcel>(), first));
  CHECK_FALSE(AwaitedResults::is_due(command_type<SendParcel>(), told(200)));
  CHECK_FALSE(AwaitedResults::is_due(command_type<ParcelSent>(), first));
}

}  // namespace fettle::http
