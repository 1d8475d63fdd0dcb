// The HTTP way of a query: permission, parameters, the positions to wait for, answer.
#pragma once

#include <vector>

#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/router.hpp"
#include "core/query.hpp"

namespace fettle::http {

class QueryFace {
 public:
  using Run = std::function<void(const QueryType&, QueryRequest, QueryDone)>;

  // `denials` records and answers what a role may not ask.
  QueryFace(Run run, CommandFace& denials) : run_(std::move(run)), denials_(denials) {}

  // `types` and this face must outlive the router.
  void mount(const std::vector<QueryType>& types, Router& router, Gate& gate);

 private:
  void serve(const QueryType& type, Call call, Responder responder);

  Run run_;
  CommandFace& denials_;
};

}  // namespace fettle::http
