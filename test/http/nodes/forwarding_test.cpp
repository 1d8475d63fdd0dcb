// A command that comes to the wrong node is carried out by the right one, once.
#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <set>
#include <thread>

#include "test/http/nodes/owner.hpp"
#include "test/http/pki.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::http;
using namespace fettle::http::test;

TEST_CASE("the owner gets the submission whole, and its outcome comes back whole") {
  std::optional<Submission> got;
  const Owner owner([&](Submission submission) {
    got = submission;
    carry_out(submission);
  });
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {});
  remote.submit(owner.url(), add_things("b-1", answers));
  REQUIRE(answers.wait_for(1));
  REQUIRE(got);
  const auto sent = add_things("b-1", answers);
  CHECK(got->tenant == sent.tenant);
  CHECK(got->caller.account == sent.caller.account);
  CHECK(got->caller.role == sent.caller.role);
  CHECK(got->caller.store == sent.caller.store);
  CHECK(got->type == sent.type);
  CHECK(static_cast<const toy::AddThings*>(got->command.get())->box.text() == "b-1");
  CHECK(got->key == sent.key);
  CHECK(got->request_hash == sent.request_hash);
  CHECK(got->if_match == sent.if_match);
  CHECK(got->traceparent == sent.traceparent);
  const auto outcome = answers.of(0);
  const auto& back = std::get<Accepted>(outcome);
  CHECK(back.status == 201);
  CHECK(back.id == "b-1");
  CHECK(back.version == 3);
  CHECK(back.position == accepted(sent).position);
  CHECK(back.members == R"("count":7)");
  CHECK(back.repeated);
}

TEST_CASE("a refusal and a fault of the owner come back as they are") {
  const Owner owner([](const Submission& submission) {
    if (submission.key == "b-1") {
      return submission.done(Rejection{Refusal::stale, "version_differs", "", {{"a", "b", "c"}}});
    }
    submission.done(Fault{FaultKind::broken, "invariant_broken", "why"});
  });
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {});
  remote.submit(owner.url() + "/", add_things("b-1", answers));
  remote.submit(owner.url(), add_things("b-2", answers));
  REQUIRE(answers.wait_for(2));
  const auto first = answers.of(0), second = answers.of(1);
  CHECK(std::get<Rejection>(first).kind == Refusal::stale);
  CHECK(std::get<Rejection>(first).fields.at(0).code == "b");
  CHECK(std::get<Fault>(second).kind == FaultKind::broken);
  CHECK(std::get<Fault>(second).code == "invariant_broken");
}

TEST_CASE("2,000 submissions from four threads are carried out and answered once each") {
  constexpr std::size_t threads = 4, each = 500;
  std::mutex mutex;
  std::multiset<std::string> carried_out;
  const Owner owner([&](const Submission& submission) {
    {
      const std::lock_guard lock(mutex);
      carried_out.insert(submission.key);
    }
    carry_out(submission);
  });
  std::array<Answers, threads> answers;
  RemoteShards remote(shared_secret(), wall_clock, {});
  {
    std::vector<std::jthread> senders;
    for (std::size_t t = 0; t < threads; ++t) {
      senders.emplace_back([&, t] {
        for (std::size_t i = 0; i < each; ++i) {
          const auto box = "b-" + std::to_string(t) + "-" + std::to_string(i);
          remote.submit(owner.url(), add_things(box, answers[t]));
        }
      });
    }
  }
  for (std::size_t t = 0; t < threads; ++t) {
    REQUIRE(answers[t].wait_for(each));
    CHECK(answers[t].each_once());
    for (std::size_t i = 0; i < each; ++i) {
      const auto outcome = answers[t].of(i);
      const auto* one = std::get_if<Accepted>(&outcome);
      REQUIRE(one);
      CHECK(one->id == "b-" + std::to_string(t) + "-" + std::to_string(i));
    }
  }
  const std::lock_guard lock(mutex);
  CHECK(carried_out.size() == threads * each);
  CHECK(std::set(carried_out.begin(), carried_out.end()).size() == threads * each);
}

TEST_CASE("one after another go over one connection, each as soon as it comes") {
  constexpr std::size_t count = 50;
  const Owner owner;
  RemoteShards remote(shared_secret(), wall_clock, {});
  Answers answers;
  const auto begin = std::chrono::steady_clock::now();
  for (std::size_t i = 1; i <= count; ++i) {
    remote.submit(owner.url(), add_things("b-" + std::to_string(i), answers));
    REQUIRE(answers.wait_for(i));
  }
  CHECK(answers.count_of("accepted") == count);
  CHECK(owner.server->counts().connections == 1);
  // The forwarding thread looks around ten times a second: none waits for that.
  CHECK(std::chrono::steady_clock::now() - begin < count * std::chrono::milliseconds(20));
}

TEST_CASE("no more than its share of connections is opened to one owner") {
  Holding shard;
  const Owner owner(std::ref(shard));
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {.in_flight_per_owner_max = 3});
  for (int i = 0; i < 9; ++i) remote.submit(owner.url(), add_things("b", answers));
  for (std::size_t round = 1; round <= 3; ++round) {
    REQUIRE(eventually([&] { return shard.size() == 3; }));
    CHECK(owner.server->counts().connections == 3);
    shard.answer_all();
    REQUIRE(answers.wait_for(3 * round));
  }
  CHECK(answers.count_of("accepted") == 9);
}

TEST_CASE("what answers may submit again") {
  const Owner owner;
  Answers answers;
  RemoteShards remote(shared_secret(), wall_clock, {});
  auto first = add_things("b-1", answers);
  first.done = [&, done = first.done](Outcome outcome) {
    remote.submit(owner.url(), add_things("b-2", answers));
    done(std::move(outcome));
  };
  remote.submit(owner.url(), std::move(first));
  REQUIRE(answers.wait_for(2));
  CHECK(answers.count_of("accepted") == 2);
}

TEST_CASE("over TLS an owner is believed by the given authority only") {
  const fettle::test::TempFolder folder;
  const auto key = make_rsa_key();
  const std::string certificate = folder.path() / "chain.pem", secret = folder.path() / "key.pem";
  std::ofstream(certificate) << key.certificate_pem;
  std::ofstream(secret) << key.private_pem;
  ServerSettings settings;
  settings.tls = TlsFiles{certificate, secret};
  const Owner owner(carry_out, wall_clock, settings);
  const auto url = "https://localhost:" + std::to_string(owner.server->port());
  Answers answers;
  RemoteShards trusting(shared_secret(), wall_clock, {.authority_file = certificate});
  trusting.submit(url, add_things("b-1", answers));
  REQUIRE(answers.wait_for(1));
  CHECK(answers.code(0) == "accepted");
  RemoteShards doubting(shared_secret(), wall_clock, {});
  doubting.submit(url, add_things("b-2", answers));
  REQUIRE(answers.wait_for(2));
  CHECK(answers.code(1) == "owner_unreachable");
}
