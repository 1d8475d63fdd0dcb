// Problem details: statuses, titles and their JSON.
#include "adapters/http/problem.hpp"

#include <fmt/format.h>

#include <iterator>

#include "adapters/http/json_text.hpp"
#include "adapters/http/status_text.hpp"

namespace fettle::http {
namespace {

std::optional<std::chrono::seconds> retry_of(unsigned status) {
  if (status == 429 || status == 503) return retry_soon;
  return std::nullopt;
}

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += ',';
  append_json(out, name);
  out += ':';
  append_json(out, value);
}

void append_errors(std::string& out, const std::vector<FieldError>& errors) {
  out += ",\"errors\":[";
  for (const auto& error : errors) {
    out += &error == errors.data() ? "{\"field\":" : ",{\"field\":";
    append_json(out, error.field);
    append_member(out, "code", error.code);
    append_member(out, "detail", error.detail);
    out += '}';
  }
  out += ']';
}

std::string body_of(const Problem& problem) {
  std::string out = "{\"type\":";
  append_json(out, "/problems/" + problem.code);
  append_member(out, "title", status_text(problem.status));
  fmt::format_to(std::back_inserter(out), ",\"status\":{}", problem.status);
  if (!problem.detail.empty()) append_member(out, "detail", problem.detail);
  append_member(out, "code", problem.code);
  if (!problem.errors.empty()) append_errors(out, problem.errors);
  if (problem.retry_after) {
    fmt::format_to(std::back_inserter(out), ",\"retry_after_seconds\":{}",
                   problem.retry_after->count());
  }
  for (const auto& extension : problem.extensions) {
    append_member(out, extension.name, extension.value);
  }
  out += '}';
  return out;
}

}  // namespace

unsigned status_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::malformed:
      return 400;
    case Refusal::unauthorized:
      return 401;
    case Refusal::forbidden:
      return 403;
    case Refusal::not_found:
      return 404;
    case Refusal::wrong_method:
      return 405;
    case Refusal::too_slow:
      return 408;
    case Refusal::wrong_state:
      return 409;
    case Refusal::stale:
      return 412;
    case Refusal::too_large:
      return 413;
    case Refusal::wrong_type:
      return 415;
    case Refusal::rule:
    case Refusal::key_reused:
      return 422;
    case Refusal::too_many:
      return 429;
  }
  return 500;
}

unsigned status_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::unavailable:
    case FaultKind::full:
    case FaultKind::closed:
    case FaultKind::damaged:
      return 503;
    case FaultKind::mismatch:
      return 412;
    case FaultKind::invalid:
    case FaultKind::broken:
      return 500;
  }
  return 500;
}

Problem problem_of(const Rejection& rejection) {
  const auto status = status_of(rejection.kind);
  return {status, rejection.code, rejection.detail, rejection.fields, retry_of(status), {}};
}

Problem problem_of(const Fault& fault) {
  const auto status = status_of(fault.kind);
  return {status, fault.code, {}, {}, retry_of(status), {}};
}

Response to_response(const Problem& problem) {
  Response response{problem.status, "application/problem+json", body_of(problem), {}};
  if (problem.status == 401) {
    response.headers.push_back({"WWW-Authenticate", "Bearer realm=\"fettle\""});
  }
  if (problem.retry_after) {
    response.headers.push_back({"Retry-After", std::to_string(problem.retry_after->count())});
  }
  return response;
}

Response internal_error() { return to_response(Problem{500, "internal_error", {}, {}, {}, {}}); }

}  // namespace fettle::http
