// What travels of a submission is a declared struct; the command travels as a text inside it.
#include "adapters/http/nodes/submission_codec.hpp"

#include <fmt/format.h>

#include "adapters/http/base64url.hpp"
#include "core/text_numbers.hpp"
#include "schemas/registration.hpp"

namespace fettle::http {
namespace {

struct ForwardedCaller {
  AccountId account;
  std::string role;
  std::string face;
  std::string store;
};
FETTLE_STRUCT(ForwardedCaller, (account, role, face, store))

struct ForwardedSubmission {
  TenantId tenant;
  ForwardedCaller caller;
  std::string type;
  std::string command;
  std::string key;
  std::string request_hash;  // base64url: the hash is any bytes
  std::string route;
  std::optional<std::string> if_match;  // a text: numbers of JSON are signed here
  std::string correlation_id;
  std::string causation_id;
  std::string traceparent;
};
FETTLE_STRUCT(ForwardedSubmission, (tenant, caller, type, command, key, request_hash, route,
                                    if_match, correlation_id, causation_id, traceparent))

Fault unreadable(std::string_view what, std::string_view why) {
  return {FaultKind::invalid, "submission_unreadable", fmt::format("{}: {}", what, why)};
}

std::string named(const Rejection& no) {
  if (no.fields.empty()) return no.code;
  return fmt::format("{} {} {}", no.code, no.fields.front().field, no.fields.front().code);
}

Result<std::optional<std::uint64_t>> version_from(const std::optional<std::string>& text) {
  if (!text) return std::optional<std::uint64_t>();
  const auto version = whole_number<std::uint64_t>(*text);
  if (!version) return unreadable("if_match", *text);
  return std::optional(*version);
}

}  // namespace

std::string to_json(const Submission& submission) {
  invariant(submission.type->encode != nullptr, "only declared commands are forwarded");
  const auto& caller = submission.caller;
  ForwardedSubmission forwarded{
      .tenant = submission.tenant,
      .caller = {caller.account, caller.role, caller.face, caller.store},
      .type = std::string(submission.type->name),
      .command = {},
      .key = submission.key,
      .request_hash = to_base64url(submission.request_hash),
      .route = submission.route,
      .if_match = {},
      .correlation_id = submission.correlation_id,
      .causation_id = submission.causation_id,
      .traceparent = submission.traceparent,
  };
  if (submission.if_match) forwarded.if_match = std::to_string(*submission.if_match);
  submission.type->encode(submission.command.get(), forwarded.command);
  return json_of(forwarded);
}

Result<Submission> submission_from(const Domain& domain, std::string_view text) {
  // A later binary may say more than this one knows.
  auto forwarded = stored<ForwardedSubmission>(text, nullptr, json::Unknown::passed_over);
  if (!forwarded) return unreadable("body", forwarded.error().detail);
  const auto* type = domain.command(forwarded->type);
  if (type == nullptr) return unreadable("command", forwarded->type);
  auto command = type->decode(forwarded->command, {});
  if (!command) return unreadable(type->name, named(command.error()));
  auto request_hash = from_base64url(forwarded->request_hash);
  if (!request_hash) return unreadable("request_hash", forwarded->request_hash);
  const auto if_match = TRY(version_from(forwarded->if_match));
  auto& caller = forwarded->caller;
  return Submission{
      .tenant = std::move(forwarded->tenant),
      .caller = {caller.account, caller.role, caller.face, caller.store},
      .type = type,
      .command = *std::move(command),
      .key = std::move(forwarded->key),
      .request_hash = *std::move(request_hash),
      .route = std::move(forwarded->route),
      .if_match = if_match,
      .correlation_id = std::move(forwarded->correlation_id),
      .causation_id = std::move(forwarded->causation_id),
      .traceparent = std::move(forwarded->traceparent),
      .done = {},
  };
}

}  // namespace fettle::http
