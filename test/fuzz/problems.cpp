// Refusals as problem details: whatever texts stand in one, the answer is JSON in which every field
// is named as it was, and its head has no line but ours. And targets: a path and its query, taken
// apart, are the same when put together and taken apart again.
#include "adapters/http/problem.hpp"

#include "adapters/http/render.hpp"
#include "adapters/http/target.hpp"
#include "core/percent_encoding.hpp"
#include "core/utf8.hpp"
#include "schemas/codec/document.hpp"
#include "test/fuzz/target.hpp"

using namespace fettle;
using namespace fettle::fuzz;
using namespace fettle::http;
using json::Document;

namespace {

void expect_text(const Document* member, std::string_view text) {
  expect(member != nullptr && member->text() != nullptr, "a problem's member is text");
  if (is_utf8(text)) expect(*member->text() == text, "a text arrives as it was");
}

void expect_problem(const Rejection& rejection) {
  const auto response = to_response(rejection);
  const auto body = Document::parse(response.body);
  expect(body && body->members() != nullptr, "a problem is a JSON object");
  expect_text(body->find("code"), rejection.code);
  if (!rejection.detail.empty()) expect_text(body->find("detail"), rejection.detail);
  const auto* errors = body->find("errors");
  expect((errors != nullptr) == !rejection.fields.empty(), "fields are told when there are some");
  for (std::size_t i = 0; i < rejection.fields.size(); ++i) {
    const auto& error = errors->elements()->at(i);
    expect_text(error.find("field"), rejection.fields[i].field);
    expect_text(error.find("code"), rejection.fields[i].code);
    expect_text(error.find("detail"), rejection.fields[i].detail);
  }
}

void expect_head(const Rejection& rejection) {
  auto response = to_response(rejection);
  response.headers.push_back({"X-Detail", rejection.detail});
  std::string head;
  append_head(head, response, "Fri, 20 Nov 2026 08:00:00 GMT", After::close);
  std::size_t lines = 0;
  for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    ++lines;
  }
  // Status, date, type, length, connection, and the empty line.
  expect(lines == response.headers.size() + 6, "no value begins a line of its own");
  expect(head.find("\r\n\r\n") == head.size() - 4, "the head ends where it ends");
}

std::string joined(const Target& target) {
  std::string text;
  for (const auto& segment : target.segments) text += '/' + percent_encoded(segment);
  char mark = '?';
  for (const auto& [name, value] : target.query) {
    text += mark + percent_encoded(name) + '=' + percent_encoded(value);
    mark = '&';
  }
  return text;
}

void expect_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) {
    const auto& code = target.error().code;
    return expect(code == "path_malformed" || code == "query_malformed", "a bad target is named");
  }
  expect(!target->segments.empty() && target->query.size() <= query_parameters_max, "bounds");
  const auto again = parse_target(joined(*target));
  expect(again && again->segments == target->segments, "a path put together is the same path");
  expect(joined(*again) == joined(*target), "and so is a query");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(text_of(data, size));
  Rejection rejection;
  rejection.kind = static_cast<Refusal>(input.below(13));
  const auto target = input.line();
  rejection.code = input.line();
  rejection.detail = input.text();
  while (!input.empty() && rejection.fields.size() < 8) {
    auto& field = rejection.fields.emplace_back();
    field.field = input.text();
    field.code = input.text();
    field.detail = input.text();
  }
  expect_problem(rejection);
  expect_head(rejection);
  expect_target(target);
  return 0;
}
