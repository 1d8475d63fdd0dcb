#include <array>

#include "schemas/contracts/openapi.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

struct ProblemLine {
  int status;
  std::string_view name;
  std::string_view sentence;
};

constexpr ProblemLine problem_lines[] = {
    {400, "Malformed", "The request is not one we can read: its JSON, a header, its path."},
    {401, "Unauthorized", "No credential, or one that is void."},
    {403, "Forbidden", "This credential may not do this, or is another tenant's."},
    {404, "NotFound", "No such thing, or not for this caller."},
    {409, "WrongState", "Not in the state that the thing is in now, or another was first."},
    {412, "Stale", "If-Match names another version, or Fettle-Position another log."},
    {413, "TooLarge", "The body is beyond its limit."},
    {415, "WrongType", "The body is not application/json."},
    {422, "Refused", "A field, or a rule of the business; `errors` names every bad field."},
    {429, "TooMany", "Above a limit; Retry-After says how long to wait."},
    {503, "Unavailable", "Not now; try again with the same Idempotency-Key."},
};

Document text_schema() { return Document::object({{"type", "string"}}); }

Document field_error() {
  return Document::object({{"type", "object"},
                           {"properties", Document::object({{"field", text_schema()},
                                                            {"code", text_schema()},
                                                            {"detail", text_schema()}})},
                           {"required", Document::Elements{"field", "code"}}});
}

// RFC 9457.
Document problem_schema() {
  Document errors = Document::object({{"type", "array"}, {"items", field_error()}});
  return Document::object(
      {{"type", "object"},
       {"description", "Problem details; `code` is stable."},
       {"properties", Document::object({{"type", Document::object({{"type", "string"},
                                                                   {"format", "uri-reference"}})},
                                        {"title", text_schema()},
                                        {"status", Document::object({{"type", "integer"}})},
                                        {"code", text_schema()},
                                        {"detail", text_schema()},
                                        {"errors", std::move(errors)}})},
       {"required", Document::Elements{"status", "code"}}});
}

Document problem_response(const ProblemLine& line) {
  return Document::object(
      {{"description", line.sentence},
       {"content",
        Document::object({{"application/problem+json",
                           Document::object({{"schema", reference_to("schemas", "Problem")}})}})}});
}

Document header_parameter(std::string_view name, std::string_view sentence,
                          std::string_view pattern, bool required) {
  Document schema = text_schema();
  if (!pattern.empty()) schema["pattern"] = pattern;
  return Document::object({{"name", name},
                           {"in", "header"},
                           {"description", sentence},
                           {"required", required},
                           {"schema", std::move(schema)}});
}

Document parameters() {
  constexpr std::string_view key =
      "Names this request: sent again, it gets the first answer. A quoted string, or a bare UUID.";
  return Document::object(
      {{"IdempotencyKey", header_parameter("Idempotency-Key", key, "", false)},
       {"IdempotencyKeyRequired", header_parameter("Idempotency-Key", key, "", true)},
       {"IfMatch", header_parameter("If-Match", "The version the thing must have: its ETag.",
                                    R"(^(\*|"[0-9]+")$)", false)},
       {"Position", header_parameter(
                        "Fettle-Position",
                        "Positions of earlier answers, joined by commas: the answer shows at least "
                        "what they wrote.",
                        "", false)},
       {"IfNoneMatch",
        header_parameter("If-None-Match", "ETag of an answer at hand; 304 when it still holds.", "",
                         false)}});
}

}  // namespace

Document reference_to(std::string_view kind, std::string_view name) {
  return Document::object(
      {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}});
}

void add_problems(Document& responses, std::initializer_list<int> statuses) {
  for (const auto& line : problem_lines) {
    for (const auto status : statuses) {
      if (status != line.status) continue;
      responses[std::to_string(status)] = reference_to("responses", line.name);
    }
  }
}

Document openapi_components() {
  Document responses = Document::Members{};
  for (const auto& line : problem_lines) responses[line.name] = problem_response(line);
  Document position = Document::object(
      {{"type", "string"},
       {"description", "Where the commit ends in the log: <log id>:<partition>:<offset>"}});
  return Document::object(
      {{"securitySchemes",
        Document::object(
            {{"bearer", Document::object(
                            {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}})}})},
       {"schemas",
        Document::object({{"Problem", problem_schema()}, {"Position", std::move(position)}})},
       {"parameters", parameters()},
       {"responses", std::move(responses)}});
}

}  // namespace fettle::contracts
