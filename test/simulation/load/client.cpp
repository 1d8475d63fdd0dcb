#include "test/simulation/load/client.hpp"

namespace fettle::sim {
namespace {

constexpr Micros patience{3'000'000};
constexpr Micros again_after{200'000};
constexpr Micros opening_soon{50'000};

}  // namespace

Submission submission_of(const Request& request, std::function<void(Outcome)> done) {
  return {.tenant = request.tenant,
          .caller = request.caller,
          .type = request.type,
          .command = request.command,
          .key = request.key,
          .request_hash = std::string(request.type->name) + request.body,
          .route = "POST /" + std::string(request.type->name),
          .if_match = request.if_match,
          .correlation_id = {},
          .causation_id = {},
          .traceparent = {},
          .done = std::move(done)};
}

void Client::begin(bool opens, std::size_t count) {
  opens_ = opens;
  left_ = count;
  stage_.schedule.after(Micros{1}, [this] { next(); });
}

void Client::next() {
  asked_.reset();
  if (!shop_.open() && !opens_) {
    return stage_.schedule.after(opening_soon, [this] { next(); });
  }
  auto request = shop_.opening();
  if (!request) {
    if (left_ == 0) {
      done_ = true;
      return;
    }
    --left_;
    request = shop_.anything();
  }
  asked_ = std::make_shared<Asked>(Asked{*std::move(request), {}});
  history_.push_back(asked_);
  send();
}

void Client::send() {
  asked_->attempts.push_back({stage_.schedule.now(), {}, {}});
  const auto number = sending_ = asked_->attempts.size() - 1;
  const auto times = stage_.random.chance(stage_.faults.request_twice) ? 2u : 1u;
  asked_->sendings += times;
  for (auto i = times; i > 0; --i) {
    stage_.schedule.after(stage_.random.between(Micros{50}, Micros{2'000}),
                          [this, asked = asked_, number] { deliver(asked, number); });
  }
  stage_.schedule.after(patience, [this, asked = asked_, number] { missed(asked, number); });
}

void Client::deliver(const std::shared_ptr<Asked>& asked, std::size_t number) {
  auto& node = *nodes_[node_];
  if (!node.up()) return;
  node.process().later(Micros{1}, [this, &node, asked, number] {
    node.submit(submission_of(asked->request, [this, asked, number](const Outcome& outcome) {
      if (stage_.random.chance(stage_.faults.answer_lost)) return;
      stage_.schedule.after(stage_.random.between(Micros{50}, Micros{2'000}),
                            [this, asked, number, outcome] { answered(asked, number, outcome); });
    }));
  });
}

void Client::answered(const std::shared_ptr<Asked>& asked, std::size_t number,
                      const Outcome& outcome) {
  auto& attempt = asked->attempts[number];
  // A request that arrived twice has two answers: the second is one more sending's.
  if (attempt.outcome) {
    asked->attempts.push_back({attempt.sent, stage_.schedule.now(), outcome});
  } else {
    attempt.answered = stage_.schedule.now();
    attempt.outcome = outcome;
  }
  if (asked != asked_) return;
  if (const auto* accepted = std::get_if<Accepted>(&outcome)) {
    stage_.story.tell("accepted", "{} {} {}", asked->request.type->name, accepted->id,
                      asked->request.key);
    shop_.learn(asked->request, *accepted);
    return next();
  }
  if (const auto* refused = std::get_if<Rejection>(&outcome)) {
    stage_.story.tell("refused", "{} {} {}", asked->request.type->name, refused->code,
                      asked->request.key);
    if (!shop_.open()) shop_.skip();
    return next();
  }
  stage_.story.tell("unavailable", "{} {}", asked->request.type->name,
                    std::get<Fault>(outcome).code);
  node_ = stage_.random.below(nodes_.size());
  stage_.schedule.after(again_after, [this, asked, number] { missed(asked, number); });
}

// No answer, or one that says: later.
void Client::missed(const std::shared_ptr<Asked>& asked, std::size_t number) {
  if (asked != asked_ || number != sending_) return;
  node_ = stage_.random.below(nodes_.size());
  const bool opening = !shop_.open();
  if (!opening && stage_.random.below(20) == 0) {
    stage_.story.count("given up");
    return next();
  }
  send();
}

}  // namespace fettle::sim
