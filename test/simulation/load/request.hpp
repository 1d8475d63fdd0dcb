// What a client asks for, and everything that came of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/shard/submission.hpp"

namespace fettle::sim {

struct Request {
  TenantId tenant{"-"};
  Caller caller;
  const CommandType* type = nullptr;
  Any command;
  std::string key;
  std::string body;  // what its hash is made of
  std::optional<std::uint64_t> if_match;
};

// One sending of a request.
struct Attempt {
  Moment sent;
  std::optional<Moment> answered;
  std::optional<Outcome> outcome;  // nothing: no answer came back
};

struct Asked {
  Request request;
  std::vector<Attempt> attempts;  // one a sending, and one the second answer to a sending
  std::size_t sendings = 0;       // as they arrive: one may arrive twice

  const Accepted* accepted() const {
    for (const auto& attempt : attempts) {
      if (!attempt.outcome) continue;
      if (const auto* yes = std::get_if<Accepted>(&*attempt.outcome)) return yes;
    }
    return nullptr;
  }
};

// All that was asked, in order. What is asked is never forgotten: the checks need all of it.
using History = std::vector<std::shared_ptr<Asked>>;

}  // namespace fettle::sim
