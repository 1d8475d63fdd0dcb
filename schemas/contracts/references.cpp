// The pages for people: what can happen to each thing, and who may do what.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "schemas/contracts/contracts.hpp"
#include "schemas/faces.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

bool is_personal(const Document& schema) {
  const auto* about = schema.find("description");
  return about != nullptr && about->text() != nullptr && about->text()->starts_with("personal");
}

bool is_money(const Document& schema) {
  const auto* properties = schema.find("properties");
  return properties != nullptr && properties->find("minor") != nullptr;
}

// How a field's type is called in the reference.
std::string type_name(const Document& schema) {
  if (is_personal(schema)) return "text, personal";
  if (is_money(schema)) return "money";
  if (const auto* items = schema.find("items")) return "list of " + type_name(*items);
  const auto* type = schema.find("type");
  if (type == nullptr) return "word";
  if (*type == Document("object")) {
    std::string names;
    if (const auto* properties = schema.find("properties")) {
      for (const auto& [name, inner] : *properties->members()) {
        names += (names.empty() ? "" : ", ") + name;
      }
    }
    return "{" + names + "}";
  }
  if (schema.find("format") != nullptr) return "moment";
  if (*type == Document("integer")) return "whole number";
  if (*type == Document("boolean")) return "yes or no";
  const auto* pattern = schema.find("pattern");
  return pattern == nullptr ? "text" : "id";
}

void append_fields(std::string& page, const Document& schema) {
  const auto* properties = schema.find("properties");
  if (properties == nullptr || properties->members()->empty()) return;
  const auto* required = schema.find("required");
  page += "| field | type | |\n|---|---|---|\n";
  for (const auto& [name, field] : *properties->members()) {
    const bool always =
        required != nullptr &&
        std::ranges::find(*required->elements(), Document(name)) != required->elements()->end();
    page += fmt::format("| `{}` | {} | {} |\n", name, type_name(field), always ? "" : "optional");
  }
  page += '\n';
}

void append_event(std::string& page, const EventType& newest) {
  for (const auto* type = &newest; type != nullptr; type = type->older()) {
    page += fmt::format("### {} {}\n\n{}\n\n", type->name, type->version, type->sentence);
    append_fields(page, Document::of(type->json_schema()));
  }
}

std::set<std::string_view> roles_of(const Domain& domain) {
  std::set<std::string_view> roles;
  for (const auto& [name, command] : domain.commands()) {
    roles.insert(command->roles.begin(), command->roles.end());
  }
  return roles;
}

template <class Those>
std::string permissions(std::string_view command, std::string_view route,
                        const std::set<std::string_view>& roles, const Those& allowed) {
  auto row = fmt::format("| {} | {} |", command, route);
  for (const auto& role : roles) {
    row += std::ranges::find(allowed, role) != allowed.end() ? " ● |" : " |";
  }
  return row + '\n';
}

}  // namespace

std::string event_reference(const Domain& domain) {
  std::string page =
      "# Events\n\nWhat the log holds, by the thing that it happened to. Generated from the "
      "declarations;\n`fettle contracts` writes it anew. Personal fields are sealed with a key of "
      "that person.\n\n";
  for (const auto& [name, aggregate] : domain.aggregates()) {
    page += fmt::format("## {}\n\n", name);
    for (const auto* event : aggregate->events) append_event(page, *event);
  }
  page.pop_back();
  return page;
}

std::string permission_matrix(const Domain& domain) {
  const auto roles = roles_of(domain);
  std::string page =
      "# Who may do what\n\nEvery command by each of its routes, and the roles that may send it "
      "there. "
      "Generated from\nthe declarations; `fettle contracts` writes it anew.\n\n| command | "
      "route |";
  std::string rule = "|---|---|";
  for (const auto& role : roles) {
    page += fmt::format(" {} |", role);
    rule += ":-:|";
  }
  page += '\n' + rule + '\n';
  for (const auto& [name, command] : domain.commands()) {
    if (command->routes.empty()) page += permissions(name, "the engine", roles, command->roles);
    for (const auto& route : command->routes) {
      page += permissions(name, fmt::format("`{} {}`", route.method, route.path), roles,
                          roles_at(*command, route));
    }
  }
  return page;
}

}  // namespace fettle::contracts
