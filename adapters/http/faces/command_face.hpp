// The HTTP way of a command: permission, headers, body, shard, answer. Every declared command gets
// its routes here; none is written by hand.
#pragma once

#include <functional>

#include "adapters/http/faces/awaited_results.hpp"
#include "adapters/http/faces/denials.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/router.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

class CommandFace {
 public:
  struct Ports {
    Denials::Submit submit;  // to the shard that owns the tenant; any thread
    Keys& keys;              // for the request hash
    Dice& dice;              // for keys that the caller did not send
    const Clock& clock;
  };

  CommandFace(const Domain& domain, Ports ports);

  // Routes keep a reference to this face.
  void mount(Router& router, Gate& gate);

  // Records a denial and answers it: 403, or 429 when it was one too many.
  void deny(const Call& call, const Rejection& rejection, std::string_view command,
            Responder responder);
  Denials& denials() { return denials_; }
  AwaitedResults& awaited() { return awaited_; }

 private:
  using Roles = std::vector<std::string_view>;
  void serve(const CommandType& type, const Roles& roles, Call call, Responder responder);
  Checked<Submission> prepare(const CommandType& type, const Call& call);
  Result<std::string> request_hash(const Call& call);

  const Domain& domain_;
  Ports ports_;
  Denials denials_;
  AwaitedResults awaited_;
};

// What an accepted command answers: {"id":…,"version":…,"position":…, members}.
Response to_response(const Accepted& accepted);

}  // namespace fettle::http
