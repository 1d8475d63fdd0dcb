#include "adapters/http/faces/command_face.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "adapters/http/headers.hpp"
#include "adapters/http/problem.hpp"
#include "core/crypto/crypto.hpp"
#include "core/sealing.hpp"
#include "core/ulid.hpp"
#include "schemas/codec/codec.hpp"
#include "schemas/faces.hpp"

namespace fettle::http {
namespace {

constexpr std::string_view uuid_form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

bool is_uuid(std::string_view text) {
  return text.size() == uuid_form.size() &&
         std::equal(text.begin(), text.end(), uuid_form.begin(), [](char c, char form) {
           if (form == '-') return c == '-';
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

Method method_of(std::string_view name) {
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::remove;
  return Method::post;
}

std::map<std::string, std::string> fields_of(const std::vector<Parameter>& path) {
  std::map<std::string, std::string> fields;
  for (const auto& parameter : path) fields.emplace(parameter.name, parameter.value);
  return fields;
}

Caller caller_of(const Call& call) {
  return {call.caller->account, call.caller->role, call.routed.face,
          call.caller->store.value_or("")};
}

Checked<std::string> key_for(const CommandType& type, const Headers& headers,
                             const std::string& made_up) {
  auto key = TRY(idempotency_key(headers));
  if (type.key == KeyPolicy::required && !(key && is_uuid(*key))) {
    return Rejection{Refusal::malformed,
                     "idempotency_key_required",
                     "this command needs an Idempotency-Key header with a UUID",
                     {{"Idempotency-Key", "field_missing", "a UUID is required"}}};
  }
  return key.value_or(made_up);
}

// A tag that is no number of ours matches no version, whatever the command addresses.
constexpr std::uint64_t version_that_cannot_be = UINT64_MAX;

Checked<std::optional<std::uint64_t>> version_of(const Headers& headers) {
  const auto match = TRY(if_match(headers));
  if (!match || match->any) return std::optional<std::uint64_t>();
  if (match->versions.empty()) return std::optional(version_that_cannot_be);
  if (match->versions.size() == 1) return std::optional(match->versions.front());
  return Rejection{Refusal::malformed, "if_match_malformed", "one version is expected", {}};
}

// The key is named in every 503: with it a retry is safe.
Response unavailable(const Fault& fault, const std::string& key) {
  auto problem = problem_of(fault);
  problem.extensions.push_back({"idempotency_key", key});
  return to_response(problem);
}

}  // namespace

Response to_response(const Accepted& accepted) {
  constexpr std::size_t usual_bytes = 160, headers_most = 3;
  std::string body = "{\"id\":";
  body.reserve(usual_bytes + accepted.members.size());
  json::append_quoted(body, accepted.id);
  fmt::format_to(std::back_inserter(body), FMT_COMPILE(",\"version\":{}"), accepted.version);
  auto response = json(accepted.status, {});
  response.headers.reserve(headers_most);
  if (accepted.position) {
    auto position = to_text(*accepted.position);
    fmt::format_to(std::back_inserter(body), FMT_COMPILE(",\"position\":\"{}\""), position);
    response.headers.push_back({"Fettle-Position", std::move(position)});
  }
  if (!accepted.members.empty()) {
    body += ',';
    body += accepted.members;
  }
  body += '}';
  response.body = std::move(body);
  response.headers.push_back({"ETag", entity_tag(accepted.version)});
  if (accepted.repeated) response.headers.push_back({"Idempotency-Replayed", "true"});
  return response;
}

CommandFace::CommandFace(const Domain& domain, Ports ports)
    : domain_(domain),
      ports_(std::move(ports)),
      denials_(*domain.command("RecordDenial"), ports_.submit, ports_.clock),
      awaited_(domain, ports_.submit, {}) {}

void CommandFace::mount(Router& router, Gate& gate) {
  for (const auto& command : domain_.commands()) {
    const auto* type = command.second;
    for (const auto& route : type->routes) {
      router.add(
          method_of(route.method), route.path,
          gate.guard([this, type, roles = roles_at(*type, route)](Call call, Responder responder) {
            serve(*type, roles, std::move(call), std::move(responder));
          }));
    }
  }
}

void CommandFace::serve(const CommandType& type, const Roles& roles, Call call,
                        Responder responder) {
  if (std::find(roles.begin(), roles.end(), call.caller->role) == roles.end()) {
    const Rejection no{
        Refusal::forbidden,
        "role_not_allowed",
        fmt::format("{} may not {} at {}", call.caller->role, type.name, call.routed.face),
        {}};
    return deny(call, no, type.name, std::move(responder));
  }
  auto prepared = prepare(type, call);
  if (!prepared) return responder(to_response(prepared.error()));
  auto submission = *std::move(prepared);
  auto hash = request_hash(call);
  if (!hash) return responder(unavailable(hash.error(), submission.key));
  submission.request_hash = *std::move(hash);
  // Callbacks are copied with their std::function: what answers is shared.
  auto reply = std::make_shared<Responder>(std::move(responder));
  auto kept = std::make_shared<Call>(std::move(call));
  submission.done = [this, reply, kept, &type, key = submission.key](Outcome outcome) {
    if (const auto* accepted = std::get_if<Accepted>(&outcome)) {
      if (!AwaitedResults::is_due(type, *accepted)) return (*reply)(to_response(*accepted));
      return awaited_.wait(type, kept->routed.tenant, *accepted,
                           [reply](Response response) { (*reply)(std::move(response)); });
    }
    if (const auto* fault = std::get_if<Fault>(&outcome)) return (*reply)(unavailable(*fault, key));
    const auto& rejection = std::get<Rejection>(outcome);
    if (rejection.kind != Refusal::forbidden) return (*reply)(to_response(rejection));
    deny(*kept, rejection, type.name, std::move(*reply));
  };
  ports_.submit(std::move(submission));
}

Checked<Submission> CommandFace::prepare(const CommandType& type, const Call& call) {
  const auto& request = call.routed.request;
  if (!request.body.empty()) TRY(expect_json(request.headers));
  auto key = TRY(key_for(type, request.headers, make_ulid(ports_.clock.now(), ports_.dice)));
  const auto version = TRY(version_of(request.headers));
  auto command = TRY(type.decode(request.body, fields_of(call.routed.path)));
  return Submission{.tenant = call.routed.tenant,
                    .caller = caller_of(call),
                    .type = &type,
                    .command = std::move(command),
                    .key = std::move(key),
                    .request_hash = {},
                    .route = fmt::format("{} {}", to_text(request.method), call.routed.pattern),
                    .if_match = version,
                    .correlation_id = {},
                    .causation_id = {},
                    .traceparent = traceparent(request.headers, ports_.dice),
                    .done = {}};
}

// Keyed, because a plain hash of a short body could be guessed from the log.
Result<std::string> CommandFace::request_hash(const Call& call) {
  const auto& request = call.routed.request;
  Sealing sealing(call.routed.tenant, ports_.keys, ports_.dice);
  const auto method = to_text(request.method);
  std::string whole;
  whole.reserve(method.size() + request.target.size() + request.body.size() + 2);
  whole += method;
  for (const auto& part : {std::string_view(request.target), std::string_view(request.body)}) {
    whole += '\0';
    whole += part;
  }
  auto hash = sealing.blind(whole);
  if (sealing.fault()) return *sealing.fault();
  return hash;
}

void CommandFace::deny(const Call& call, const Rejection& rejection, std::string_view command,
                       Responder responder) {
  const auto& path = call.routed.path;
  auto reply = std::make_shared<Responder>(std::move(responder));
  denials_.add(
      {call.routed.tenant, caller_of(call), std::string(command),
       path.empty() ? std::string() : path.front().value, rejection.code,
       traceparent(call.routed.request.headers, ports_.dice)},
      [reply, rejection](bool counted_only) {
        if (!counted_only) return (*reply)(to_response(rejection));
        (*reply)(to_response(Rejection{
            Refusal::too_many, "too_many_denials", "refused too often; wait a minute", {}}));
      });
}

}  // namespace fettle::http
