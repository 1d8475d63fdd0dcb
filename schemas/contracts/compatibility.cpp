#include "schemas/contracts/compatibility.hpp"

#include <algorithm>

namespace fettle::contracts {
namespace {

using json::Document;

const Document* walk(const Document& from, std::initializer_list<std::string_view> names) {
  const auto* at = &from;
  for (const auto name : names) {
    if (at != nullptr) at = at->find(name);
  }
  return at;
}

const Document* body_of(const Document& operation) {
  return walk(operation, {"requestBody", "content", "application/json", "schema"});
}
// Of a command, or of a query.
const Document* answer_of(const Document& operation) {
  const auto* accepted = walk(operation, {"responses", "2XX"});
  if (accepted == nullptr) accepted = walk(operation, {"responses", "200"});
  return accepted == nullptr ? nullptr : walk(*accepted, {"content", "application/json", "schema"});
}

class Breaches {
 public:
  void add(const std::string& where, std::vector<std::string> sentences) {
    for (auto& sentence : sentences) found.push_back(where + ": " + sentence);
  }

  void compare_operation(const std::string& where, const Document& old, const Document& now) {
    compare_parameters(where, old, now);
    const auto* old_body = body_of(old);
    const auto* now_body = body_of(now);
    if (old_body != nullptr && now_body == nullptr) add(where, {"the body is gone"});
    if (old_body != nullptr && now_body != nullptr) {
      add(where + " body", body_breaches(*old_body, *now_body));
    }
    if (old_body == nullptr && now_body != nullptr &&
        *walk(now, {"requestBody", "required"}) == Document(true)) {
      add(where, {"a body is required now"});
    }
    const auto* old_answer = answer_of(old);
    const auto* now_answer = answer_of(now);
    if (old_answer != nullptr && now_answer != nullptr) {
      add(where + " answer", answer_breaches(*old_answer, *now_answer));
    }
  }

  std::vector<std::string> found;

 private:
  // An operation may have none.
  static Document::Elements parameters_of(const Document& operation) {
    const auto* parameters = operation.find("parameters");
    return parameters == nullptr ? Document::Elements{} : *parameters->elements();
  }

  // Parameters are lists of objects; a reference names a whole one.
  void compare_parameters(const std::string& where, const Document& old, const Document& now) {
    const auto required = [](const Document& one) {
      const auto* flag = one.find("required");
      return one ==
                 Document::object({{"$ref", "#/components/parameters/IdempotencyKeyRequired"}}) ||
             (flag != nullptr && *flag == Document(true));
    };
    const auto same = [](const Document& a, const Document& b) {
      const auto* name = a.find("name");
      const auto* other = b.find("name");
      return name == nullptr || other == nullptr ? a == b : *name == *other;
    };
    const auto before = parameters_of(old), after = parameters_of(now);
    for (const auto& one : after) {
      if (!required(one)) continue;
      const bool known = std::ranges::any_of(
          before, [&](const auto& other) { return same(one, other) && required(other); });
      if (!known) add(where, {"requires a parameter that it did not: " + one.compact()});
    }
    for (const auto& one : before) {
      if (one.find("name") == nullptr) continue;
      const bool there =
          std::ranges::any_of(after, [&](const auto& other) { return same(one, other); });
      if (!there) add(where, {"lost the parameter " + *one.find("name")->text()});
    }
  }
};

void compare_openapi(Breaches& breaches, const Document& old, const Document& now) {
  for (const auto& [path, methods] : *old.find("paths")->members()) {
    for (const auto& [method, operation] : *methods.members()) {
      const auto where = method + " " + path;
      const auto* there = walk(now, {"paths", path, method});
      if (there == nullptr) {
        breaches.add(where, {"the operation is gone"});
      } else {
        breaches.compare_operation(where, operation, *there);
      }
    }
  }
}

}  // namespace

std::vector<std::string> breaches(const std::vector<Contract>& published,
                                  const std::vector<Contract>& now) {
  Breaches breaches;
  for (const auto& [path, text] : published) {
    const bool event = path.starts_with("events/");
    if (!event && path != "openapi.json") continue;
    const auto there = std::ranges::find(now, path, &Contract::path);
    if (there == now.end()) {
      breaches.add(path, {"the contract is gone; a published version stays for ever"});
      continue;
    }
    const auto old_text = Document::of(text), now_text = Document::of(there->text);
    if (event) {
      breaches.add(path, event_breaches(old_text, now_text));
    } else {
      compare_openapi(breaches, old_text, now_text);
    }
  }
  return std::move(breaches.found);
}

}  // namespace fettle::contracts
