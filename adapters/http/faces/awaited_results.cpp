#include "adapters/http/faces/awaited_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/problem.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::http {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint16_t not_there_yet = 202;

// The question names the thing that the first answer named.
Checked<Any> question_of(const CommandType& question, std::string_view member,
                         const Accepted& accepted) {
  const auto answer = TRY(json::Document::parse("{" + accepted.members + "}"));
  const auto* id = answer.find(member);
  invariant(id != nullptr, "an answer names what its command awaits");
  return question.decode(json::Document::object({{std::string(member), *id}}).compact(), {});
}

// The first answer with what came of it: the same bytes whenever it is asked for.
Response whole(Accepted first, const Accepted& result) {
  first.status = 200;
  if (!result.members.empty()) first.members += "," + result.members;
  return to_response(first);
}

}  // namespace

struct AwaitedResults::Waiting {
  const CommandType* question = nullptr;
  TenantId tenant;
  Any command;
  Accepted accepted;
  std::function<void(Response)> answer;
  Clock::time_point until, ask_at;
  std::chrono::milliseconds pause;
};

AwaitedResults::AwaitedResults(const Domain& domain, Submit submit, Settings settings)
    : domain_(domain),
      submit_(std::move(submit)),
      settings_(settings),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void AwaitedResults::finish() {
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
  }
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
  for (const auto& held : std::exchange(waiting_, {})) held->answer(to_response(held->accepted));
}

bool AwaitedResults::is_due(const CommandType& type, const Accepted& accepted) {
  return !type.awaits.command.empty() && accepted.status == not_there_yet;
}

void AwaitedResults::wait(const CommandType& type, const TenantId& tenant, Accepted accepted,
                          std::function<void(Response)> answer) {
  const auto* question = domain_.command(type.awaits.command);
  invariant(question != nullptr, "what a command awaits is asked for by a declared command");
  auto command = question_of(*question, type.awaits.member, accepted);
  if (!command) return answer(to_response(command.error()));
  const auto now = Clock::now();
  ask(std::make_shared<Waiting>(Waiting{question, tenant, *std::move(command), std::move(accepted),
                                        std::move(answer), now + settings_.wait_max, now,
                                        settings_.first_pause}));
}

void AwaitedResults::ask(const Held& held) {
  if (finished_) return held->answer(to_response(held->accepted));
  submit_(Submission{.tenant = held->tenant,
                     .caller = {AccountId("face"), "engine", "engine", ""},
                     .type = held->question,
                     .command = held->command,
                     .key = {},
                     .request_hash = {},
                     .route = std::string(held->question->name),
                     .if_match = std::nullopt,
                     .correlation_id = {},
                     .causation_id = {},
                     .traceparent = {},
                     .done = [this, held](const Outcome& outcome) { told(held, outcome); }});
}

// A fault is no answer to the question: the owner may be changing.
void AwaitedResults::told(const Held& held, const Outcome& outcome) {
  const auto* result = std::get_if<Accepted>(&outcome);
  if (result != nullptr && result->status != not_there_yet) {
    return held->answer(whole(held->accepted, *result));
  }
  if (const auto* refused = std::get_if<Rejection>(&outcome)) {
    return held->answer(to_response(*refused));
  }
  const bool too_late = Clock::now() + held->pause >= held->until;
  if (too_late || !later(held)) held->answer(to_response(held->accepted));
}

// False: nobody asks any more.
bool AwaitedResults::later(const Held& held) {
  held->ask_at = Clock::now() + held->pause;
  held->pause = std::min(held->pause * 2, settings_.last_pause);
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return false;
    waiting_.push_back(held);
  }
  changed_.notify_one();
  return true;
}

void AwaitedResults::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const auto now = Clock::now();
    const auto due = std::partition(waiting_.begin(), waiting_.end(),
                                    [now](const Held& held) { return held->ask_at > now; });
    const std::vector<Held> now_due(due, waiting_.end());
    waiting_.erase(due, waiting_.end());
    if (!now_due.empty()) {
      lock.unlock();
      for (const auto& held : now_due) ask(held);
      lock.lock();
      continue;
    }
    auto wake = now + settings_.wait_max;
    for (const auto& held : waiting_) wake = std::min(wake, held->ask_at);
    changed_.wait_until(lock, stop, wake, [&] {
      return std::any_of(waiting_.begin(), waiting_.end(),
                         [wake](const Held& held) { return held->ask_at < wake; });
    });
  }
}

}  // namespace fettle::http
