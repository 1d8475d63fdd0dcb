#include "adapters/http/nodes/node_face.hpp"

#include "adapters/http/nodes/outcome_codec.hpp"
#include "adapters/http/nodes/submission_codec.hpp"
#include "adapters/http/problem.hpp"

namespace fettle::http {
namespace {

Response refused(const Rejection& unknown_node) {
  auto response = to_response(unknown_node);
  response.headers = {{"WWW-Authenticate", std::string(node_header)}};
  return response;
}

Response unreadable(const Fault& fault) {
  return to_response(Rejection{Refusal::malformed, fault.code, fault.detail, {}});
}

}  // namespace

NodeFace::NodeFace(const Domain& domain, NodeSecret secret, Submit submit, const Clock& clock)
    : domain_(domain), secret_(std::move(secret)), submit_(std::move(submit)), clock_(clock) {}

void NodeFace::mount(Router& router) {
  router.add(Method::post, node_route, [this](const Routed& routed, Responder responder) {
    serve(routed, std::move(responder));
  });
}

void NodeFace::serve(const Routed& routed, Responder responder) {
  const auto& request = routed.request;
  const auto proof = request.headers.find(node_header);
  const auto known =
      secret_.check(proof, {to_text(request.method), request.target, request.body}, clock_.now());
  if (!known) return responder(refused(known.error()));
  auto submission = submission_from(domain_, request.body);
  if (!submission) return responder(unreadable(submission.error()));
  // Callbacks are copied with their std::function: what answers is shared.
  auto reply = std::make_shared<Responder>(std::move(responder));
  submission->done = [this, reply, asked = std::string(*proof)](const Outcome& outcome) {
    (*reply)(answer(outcome, asked));
  };
  submit_(*std::move(submission));
}

Response NodeFace::answer(const Outcome& outcome, std::string_view asked) const {
  auto response = json(200, to_json(outcome));
  response.headers.push_back(
      {std::string(node_header), secret_.prove({node_answer, asked, response.body}, clock_.now())});
  return response;
}

}  // namespace fettle::http
