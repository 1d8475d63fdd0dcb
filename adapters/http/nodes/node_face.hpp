// The way in for submissions that another node forwards: authenticated by the node secret, not by
// a caller's token, for the caller was known to the node that forwards.
#pragma once

#include <functional>

#include "adapters/http/nodes/node_secret.hpp"
#include "adapters/http/router.hpp"
#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

class NodeFace {
 public:
  // To shards of this node only: what came by forwarding is never forwarded again.
  using Submit = std::function<void(Submission)>;

  NodeFace(const Domain& domain, NodeSecret secret, Submit submit, const Clock& clock);

  // POST node_route answers 200 with the outcome, whichever it is, and a proof in node_header. 401
  // `node_unknown`, which is no denial and recorded nowhere. 400 `submission_unreadable`. The
  // route has no limit per address; it keeps a reference to this face.
  void mount(Router& router);

 private:
  void serve(const Routed& routed, Responder responder);
  Response answer(const Outcome& outcome, std::string_view asked) const;

  const Domain& domain_;
  NodeSecret secret_;
  Submit submit_;
  const Clock& clock_;
};

}  // namespace fettle::http
