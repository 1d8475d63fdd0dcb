// Outcomes as declared structs, one member for each of the three kinds.
#include "adapters/http/nodes/outcome_codec.hpp"

#include "core/text_numbers.hpp"
#include "core/utf8.hpp"
#include "schemas/registration.hpp"

namespace fettle {

FETTLE_ENUM(FaultKind, unavailable, full, damaged, mismatch, closed, invalid, broken)
FETTLE_ENUM(Refusal, malformed, unauthorized, forbidden, not_found, wrong_state, stale, rule,
            key_reused, too_many, wrong_method, wrong_type, too_large, too_slow)

namespace http {
namespace {

using Status = Whole<0, UINT16_MAX>;
struct SentAcceptance {
  Status status;
  std::string id;
  std::string version;  // a text: numbers of JSON are signed here
  std::optional<std::string> position;
  std::string members;  // JSON without braces, kept byte for byte
  bool repeated;
};
FETTLE_STRUCT(SentAcceptance, (status, id, version, position, members, repeated))

struct SentField {
  std::string field;
  std::string code;
  std::string detail;
};
FETTLE_STRUCT(SentField, (field, code, detail))

struct SentRejection {
  Refusal kind;
  std::string code;
  std::string detail;
  std::vector<SentField> fields;
};
FETTLE_STRUCT(SentRejection, (kind, code, detail, fields))

struct SentFault {
  FaultKind kind;
  std::string code;
  std::string detail;
};
FETTLE_STRUCT(SentFault, (kind, code, detail))

struct SentOutcome {
  std::optional<SentAcceptance> accepted;
  std::optional<SentRejection> rejected;
  std::optional<SentFault> failed;
};
FETTLE_STRUCT(SentOutcome, (accepted, rejected, failed))

Fault unreadable(std::string detail) {
  return {FaultKind::invalid, "outcome_unreadable", std::move(detail)};
}

std::string as_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = utf8_sequence(text, at);
    out += size == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(at, size);
    at += size == 0 ? 1 : size;
  }
  return out;
}

SentOutcome sent(const Accepted& accepted) {
  SentAcceptance one{.status = Status(accepted.status),
                     .id = accepted.id,
                     .version = std::to_string(accepted.version),
                     .position = {},
                     .members = accepted.members,
                     .repeated = accepted.repeated};
  if (accepted.position) one.position = to_text(*accepted.position);
  return {std::move(one), {}, {}};
}

SentOutcome sent(const Rejection& rejection) {
  SentRejection one{rejection.kind, rejection.code, as_utf8(rejection.detail), {}};
  for (const auto& bad : rejection.fields) {
    one.fields.push_back({as_utf8(bad.field), bad.code, as_utf8(bad.detail)});
  }
  return {{}, std::move(one), {}};
}

SentOutcome sent(const Fault& fault) {
  return {{}, {}, SentFault{fault.kind, fault.code, as_utf8(fault.detail)}};
}

Result<Outcome> received(SentAcceptance sent) {
  const auto version = whole_number<std::uint64_t>(sent.version);
  if (!version) return unreadable("version " + sent.version);
  Accepted accepted{.status = static_cast<std::uint16_t>(sent.status),
                    .id = std::move(sent.id),
                    .version = *version,
                    .position = {},
                    .members = std::move(sent.members),
                    .repeated = sent.repeated};
  if (sent.position) {
    accepted.position = parse_position(*sent.position);
    if (!accepted.position) return unreadable("position " + *sent.position);
  }
  return Outcome(std::move(accepted));
}

Outcome received(SentRejection sent) {
  Rejection rejection{sent.kind, std::move(sent.code), std::move(sent.detail), {}};
  for (auto& bad : sent.fields) {
    rejection.fields.push_back({std::move(bad.field), std::move(bad.code), std::move(bad.detail)});
  }
  return rejection;
}

Outcome received(SentFault sent) {
  return Fault{sent.kind, std::move(sent.code), std::move(sent.detail)};
}

}  // namespace

std::string to_json(const Outcome& outcome) {
  return json_of(std::visit([](const auto& one) { return sent(one); }, outcome));
}

Result<Outcome> outcome_from(std::string_view text) {
  auto sent = stored<SentOutcome>(text, nullptr, json::Unknown::passed_over);
  if (!sent) return unreadable(sent.error().detail);
  const int kinds = int{sent->accepted.has_value()} + int{sent->rejected.has_value()} +
                    int{sent->failed.has_value()};
  if (kinds != 1) return unreadable("not exactly one outcome");
  if (sent->accepted) return received(*std::move(sent->accepted));
  if (sent->rejected) return received(*std::move(sent->rejected));
  return received(*std::move(sent->failed));
}

}  // namespace http
}  // namespace fettle
