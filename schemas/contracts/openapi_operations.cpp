#include <algorithm>
#include <cctype>

#include "schemas/contracts/openapi.hpp"
#include "schemas/faces.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

std::string face_of(std::string_view path) {
  return std::string(path.substr(1, path.find('/', 1) - 1));
}

Document texts(const std::vector<std::string_view>& list) {
  Document::Elements elements;
  for (const auto& text : list) elements.emplace_back(text);
  return elements;
}

// A path's parameter leaves the body: its schema stands with the path instead.
Document take_from_body(Document& body, const std::string& name) {
  Document taken = Document::object({{"type", "string"}});
  auto* properties = body.find("properties")->members();
  const auto found = std::ranges::find(*properties, name, &Document::Member::first);
  if (found == properties->end()) return taken;
  taken = std::move(found->second);
  properties->erase(found);
  if (const auto* required = body.find("required")) {
    auto rest = *required->elements();
    std::erase(rest, Document(name));
    body["required"] = rest;
    if (rest.empty()) {
      std::erase_if(*body.members(), [](const auto& member) { return member.first == "required"; });
    }
  }
  return taken;
}

Document path_parameter(const std::string& name, Document schema) {
  return Document::object(
      {{"name", name}, {"in", "path"}, {"required", true}, {"schema", std::move(schema)}});
}

Document json_content(Document schema) {
  return Document::object(
      {{"application/json", Document::object({{"schema", std::move(schema)}})}});
}

Document answer_schema(const CommandType& command) {
  Document properties = Document::object({{"id", Document::object({{"type", "string"}})},
                                          {"version", Document::object({{"type", "integer"}})},
                                          {"position", reference_to("schemas", "Position")}});
  Document::Elements required{"id", "version"};
  const auto more = Document::of(command.answer_schema());
  if (const auto* members = more.find("properties")) {
    for (const auto& [name, schema] : *members->members()) properties[name] = schema;
  }
  if (const auto* names = more.find("required")) {
    required.insert(required.end(), names->elements()->begin(), names->elements()->end());
  }
  return Document::object({{"type", "object"},
                           {"properties", std::move(properties)},
                           {"required", std::move(required)}});
}

std::string operation_id(const CommandType& command, const Route& route) {
  if (command.routes.size() == 1) return std::string(command.name);
  return std::string(command.name) + "_" + face_of(route.path);
}

// "/mp/work-orders/{id}" is get_mp_work_orders_id.
std::string query_id(std::string_view path) {
  std::string id = "get";
  for (const char letter : path) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    if (plain) id += letter;
    if (!plain && id.back() != '_') id += '_';
  }
  if (id.back() == '_') id.pop_back();
  return id;
}

void add_command_responses(Document& operation, const CommandType& command, bool addressed) {
  auto& responses = operation["responses"];
  responses["2XX"] = Document::object(
      {{"description", command.awaits.command.empty()
                           ? "Accepted, and durable; 201 when it made something new, else 200."
                           : "Accepted, and durable; 202 while a result from outside is not "
                             "there yet: send it again with the same key."},
       {"content", json_content(answer_schema(command))}});
  add_problems(responses, {400, 401, 403, 409, 413, 415, 422, 429, 503});
  if (addressed) add_problems(responses, {404, 412});
}

}  // namespace

Document command_operation(const CommandType& command, const Route& route) {
  auto body = Document::of(command.json_schema());
  const auto names = names_in_braces(route.path);
  Document parameters = Document::Elements{};
  for (const auto& name : names) parameters.push(path_parameter(name, take_from_body(body, name)));
  parameters.push(reference_to("parameters", command.key == KeyPolicy::required
                                                 ? "IdempotencyKeyRequired"
                                                 : "IdempotencyKey"));
  if (!names.empty()) parameters.push(reference_to("parameters", "IfMatch"));
  Document operation = Document::object({{"operationId", operation_id(command, route)},
                                         {"summary", command.sentence},
                                         {"tags", Document::Elements{face_of(route.path)}},
                                         {"x-roles", texts(roles_at(command, route))},
                                         {"parameters", std::move(parameters)}});
  const bool has_body = !body.find("properties")->members()->empty();
  if (has_body) {
    const bool compulsory = body.find("required") != nullptr;
    operation["requestBody"] =
        Document::object({{"required", compulsory}, {"content", json_content(std::move(body))}});
  }
  add_command_responses(operation, command, !names.empty());
  return operation;
}

Document query_operation(const QueryType& query) {
  Document parameters = Document::Elements{};
  for (const auto& name : names_in_braces(query.path)) {
    parameters.push(path_parameter(name, Document::object({{"type", "string"}})));
  }
  for (const auto& one : query.parameters) {
    parameters.push(Document::object({{"name", one.name},
                                      {"in", "query"},
                                      {"required", false},
                                      {"schema", Document::of(one.schema)}}));
  }
  parameters.push(reference_to("parameters", "Position"));
  if (!query.one_thing) parameters.push(reference_to("parameters", "IfNoneMatch"));
  Document operation = Document::object({{"operationId", query_id(query.path)},
                                         {"summary", query.sentence},
                                         {"tags", Document::Elements{face_of(query.path)}},
                                         {"x-roles", texts(query.roles)},
                                         {"parameters", std::move(parameters)}});
  auto& responses = operation["responses"];
  responses["200"] =
      Document::object({{"description", query.sentence},
                        {"content", json_content(Document::of(query.answer_schema))}});
  if (!query.one_thing) responses["304"] = Document::object({{"description", "As at hand."}});
  add_problems(responses, {400, 401, 403, 412, 429, 503});
  if (query.one_thing) add_problems(responses, {404});
  return operation;
}

}  // namespace fettle::contracts
