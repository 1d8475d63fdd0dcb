#include "schemas/registration.hpp"

namespace fettle {

json::Parser& thread_parser() {
  thread_local json::Parser parser;
  return parser;
}

Fault undecodable(std::string_view what, const std::vector<FieldError>& errors) {
  std::string detail(what);
  for (const auto& error : errors) {
    detail += fmt::format("; {}: {} {}", error.field, error.code, error.detail);
  }
  return {FaultKind::damaged, "stored_value_unreadable", detail};
}

bool is_blank(std::string_view body) {
  return body.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

Checked<std::string> with_path_fields(std::string_view body,
                                      const std::map<std::string, std::string>& path) {
  if (is_blank(body)) body = "{}";
  const auto root = TRY(thread_parser().parse(body));
  if (root.kind() != json::Kind::object) {
    return Rejection{Refusal::rule,
                     "invalid_fields",
                     "an object is expected",
                     {{"", "field_type", "an object is expected"}}};
  }
  std::vector<FieldError> errors;
  root.each([&](json::Node member) {
    if (path.contains(std::string(member.name()))) {
      errors.push_back({std::string(member.name()), "field_unknown", "the path names it already"});
    }
  });
  if (!errors.empty()) {
    return Rejection{Refusal::rule, "invalid_fields", "a field of the path is sent again", errors};
  }
  std::string merged = "{";
  for (const auto& [name, value] : path) {
    if (merged.size() > 1) merged += ',';
    json::append_quoted(merged, name);
    merged += ':';
    json::append_quoted(merged, value);
  }
  const auto members = body.substr(body.find('{') + 1);
  if (merged.size() > 1 && root.count() != 0) merged += ',';
  return merged + std::string(members);
}

}  // namespace fettle
