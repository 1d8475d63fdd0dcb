// Bodies of every declared command. The first line names the command and, behind a blank, what the
// parameters of its path say. A body that is taken is the same after it was written and read again;
// one that is refused says which field is at fault.
#include "core/utf8.hpp"
#include "schemas/codec/document.hpp"
#include "test/fuzz/business.hpp"
#include "test/fuzz/target.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using json::Document;

namespace {

using Path = std::map<std::string, std::string>;

// A path that is no UTF-8 never comes as far as a command.
Path path_of(const CommandType& type, std::string_view value) {
  Path path;
  if (value.empty() || !is_utf8(value) || type.routes.empty()) return path;
  for (std::string_view rest = type.routes.front().path;;) {
    const auto open = rest.find('{');
    if (open == std::string_view::npos) return path;
    const auto close = rest.find('}', open);
    path.emplace(rest.substr(open + 1, close - open - 1), value);
    rest.remove_prefix(close);
  }
}

std::string encoded(const CommandType& type, const Any& command) {
  std::string json;
  type.encode(command.get(), json);
  return json;
}

void expect_same_again(const CommandType& type, const Any& command, std::string_view body,
                       const Path& path) {
  const auto first = encoded(type, command);
  const auto twice = type.decode(body, path);
  expect(twice && encoded(type, *twice) == first, "a body means the same when it is read twice");
  const auto again = type.decode(first, {});
  expect(again.has_value(), "what was taken is taken when we write it");
  expect(encoded(type, *again) == first, "and means the same");
  expect(type.subject(again->get()) == type.subject(command.get()), "and addresses the same");
}

const Document* step_into(const Document& from, const std::string& step) {
  if (const auto* list = from.elements()) {
    if (step.empty() || step.find_first_not_of("0123456789") != std::string::npos) return nullptr;
    const auto at = std::stoull(step);
    return at < list->size() ? &list->at(at) : nullptr;
  }
  return from.find(step);
}

// Whether the dotted path leads to a member of the body, or to one that is missing in an object. A
// member's own name may hold dots.
bool leads_somewhere(const Document& from, const std::string& path) {
  if (from.members() != nullptr && path.find('.') == std::string::npos) return true;
  if (step_into(from, path) != nullptr) return true;
  for (auto dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
    const auto* inner = step_into(from, path.substr(0, dot));
    if (inner != nullptr && leads_somewhere(*inner, path.substr(dot + 1))) return true;
  }
  return false;
}

void expect_field_named(const FieldError& error, const Checked<Document>& body, const Path& path) {
  expect(!error.code.empty() && !error.detail.empty(), "a bad field says what is wrong");
  if (!body) return;
  if (error.field.empty()) {
    expect(body->members() == nullptr || body->find("") != nullptr,
           "only a body that is no object has no field, or one whose name is empty");
    return;
  }
  expect(path.contains(error.field) || leads_somewhere(*body, error.field),
         "a bad field is named as it was sent");
}

void expect_refused_by_name(const Rejection& no, std::string_view body, const Path& path) {
  expect(!no.code.empty() && !no.detail.empty(), "a refusal says why");
  const auto blank = body.find_first_not_of(" \t\r\n") == std::string_view::npos;
  const auto document = Document::parse(blank ? "{}" : body);
  if (no.code != "invalid_fields") {
    expect(no.kind == Refusal::malformed && no.code.starts_with("json_"), "a text that is no JSON");
    return expect(!document && document.error().code == no.code, "is refused as such");
  }
  expect(no.kind == Refusal::rule && !no.fields.empty(), "a refused body names a field");
  for (const auto& error : no.fields) expect_field_named(error, document, path);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(text_of(data, size));
  const auto line = input.line();
  const auto blank = std::min(line.find(' '), line.size());
  const auto& type = named(business().commands(), line.substr(0, blank));
  const auto path = path_of(type, line.substr(std::min(blank + 1, line.size())));
  const auto body = input.rest();
  if (const auto command = type.decode(body, path)) {
    expect_same_again(type, *command, body, path);
  } else {
    expect_refused_by_name(command.error(), body, path);
  }
  return 0;
}
