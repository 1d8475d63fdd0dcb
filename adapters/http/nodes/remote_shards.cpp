#include "adapters/http/nodes/remote_shards.hpp"

#include <fmt/format.h>

#include "adapters/http/nodes/outcome_codec.hpp"
#include "adapters/http/nodes/submission_codec.hpp"
#include "core/utf8.hpp"

namespace fettle::http {
namespace {

constexpr std::chrono::milliseconds turn_most{100};  // bounds how late a deadline is seen
constexpr std::size_t quoted_bytes_max = 200;        // of an answer that was not expected

Fault unreachable(std::string detail) {
  return {FaultKind::unavailable, "owner_unreachable", std::move(detail)};
}

Fault shutting_down() { return {FaultKind::unavailable, "shutting_down", "this node ends"}; }

std::string without_last_slash(const std::string& url) {
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

}  // namespace

RemoteShards::RemoteShards(NodeSecret secret, const Clock& clock, const RemoteOptions& options)
    : secret_(std::move(secret)),
      clock_(clock),
      options_(options),
      queues_({options.in_flight_per_owner_max, options.outstanding_per_owner_max}),
      exchanges_({options.connect_timeout, options.outcome_bytes_max, options.authority_file}),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

RemoteShards::~RemoteShards() {
  thread_.request_stop();
  exchanges_.wake();
  thread_.join();
}

void RemoteShards::submit(const std::string& owner, Submission submission) {
  Letter letter{without_last_slash(owner),
                to_json(submission),
                {},
                std::chrono::steady_clock::now() + options_.answer_timeout,
                std::move(submission.done)};
  if (letter.body.size() > options_.submission_bytes_max) {
    return letter.done(
        Rejection{Refusal::too_large, "body_too_large", "the command is too large", {}});
  }
  letter.proof = secret_.prove({"POST", node_route, letter.body}, clock_.now());
  if (const auto added = queues_.add(letter); !added) return letter.done(added.error());
  if (!woken_.exchange(true)) exchanges_.wake();
}

void RemoteShards::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    woken_ = false;
    send_due();
    for (auto& ended : exchanges_.turn(turn_most)) finish(std::move(ended));
  }
  give_up();
}

void RemoteShards::send_due() {
  auto due = queues_.take(std::chrono::steady_clock::now());
  for (auto& letter : due.to_send) exchanges_.start(std::move(letter));
  for (auto& letter : due.late) letter.done(unreachable(letter.owner + ": others hold it up"));
}

void RemoteShards::finish(Exchanges::Ended ended) {
  queues_.ended(ended.letter.owner);
  ended.letter.done(outcome_of(ended));
}

Outcome RemoteShards::outcome_of(const Exchanges::Ended& ended) const {
  if (!ended.answer) return ended.answer.error();
  const auto& answer = *ended.answer;
  const auto unbelieved = [&](std::string_view why) {
    return unreachable(fmt::format("{}: {}", ended.letter.owner, why));
  };
  if (answer.status != 200) {
    return unbelieved(
        fmt::format("answered {} {}", answer.status, utf8_front(answer.body, quoted_bytes_max)));
  }
  const auto known =
      secret_.check(answer.proof, {node_answer, ended.letter.proof, answer.body}, clock_.now());
  if (!known) return unbelieved("its answer is not proved: " + known.error().detail);
  auto outcome = outcome_from(answer.body);
  if (!outcome) return unbelieved(outcome.error().detail);
  return *std::move(outcome);
}

void RemoteShards::give_up() {
  for (auto& letter : queues_.close()) letter.done(shutting_down());
  for (auto& letter : exchanges_.abandon()) letter.done(shutting_down());
}

}  // namespace fettle::http
