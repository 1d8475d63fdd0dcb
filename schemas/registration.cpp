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

Checked<json::Node> parse_command(std::string_view body,
                                  const std::map<std::string, std::string>& path) {
  const bool blank = body.find_first_not_of(" \t\r\n") == std::string_view::npos;
  const auto root = TRY(thread_parser().parse(blank ? "{}" : body));
  if (path.empty()) return root;
  if (root.kind() != json::Kind::object) {
    return Rejection{Refusal::rule,
                     "invalid_fields",
                     "an object is expected",
                     {{"", "field_type", "an object is expected"}}};
  }
  std::vector<FieldError> errors;
  root.each([&](json::Node member) {
    std::string name(member.name());
    if (!path.contains(name)) return;
    errors.push_back({std::move(name), "field_unknown", "the path names it already"});
  });
  if (!errors.empty()) {
    return Rejection{Refusal::rule, "invalid_fields", "a field of the path is sent again", errors};
  }
  return thread_parser().with(path);
}

}  // namespace fettle
