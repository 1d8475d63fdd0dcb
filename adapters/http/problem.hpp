// Every refusal as RFC 9457 problem details, and the one place that knows HTTP status numbers of
// refusals and faults.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/result.hpp"

namespace fettle::http {

unsigned status_of(Refusal refusal);
unsigned status_of(FaultKind kind);

// Change a member where a ledger row names another status or text.
struct Problem {
  unsigned status = 500;
  std::string code;    // stable; `type` is /problems/<code>
  std::string detail;  // may be empty
  std::vector<FieldError> errors = {};
  std::optional<std::chrono::seconds> retry_after = {};
  std::vector<Parameter> extensions = {};  // further string members: "idempotency_key" …
};

// The seconds a client is asked to wait when nobody knows better.
inline constexpr std::chrono::seconds retry_soon{1};

Problem problem_of(const Rejection& rejection);
Problem problem_of(const Fault& fault);  // its detail is for the operator and stays here

Response to_response(const Problem& problem);
inline Response to_response(const Rejection& no) { return to_response(problem_of(no)); }
inline Response to_response(const Fault& fault) { return to_response(problem_of(fault)); }

// 500 without a word about why: for mistakes of ours.
Response internal_error();

}  // namespace fettle::http
