// Login and callbacks: they are no commands and no queries, so they are described by hand.
#include "schemas/contracts/openapi.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

Document text() { return Document::object({{"type", "string"}}); }

Document json_of(Document schema) {
  return Document::object(
      {{"application/json", Document::object({{"schema", std::move(schema)}})}});
}

Document object_of(const Document::Members& properties) {
  Document::Elements names;
  for (const auto& [name, schema] : properties) names.emplace_back(name);
  return Document::object({{"type", "object"},
                           {"properties", Document(properties)},
                           {"required", Document(std::move(names))}});
}

Document operation(std::string_view id, std::string_view face, std::string_view summary) {
  return Document::object(
      {{"operationId", id}, {"summary", summary}, {"tags", Document::Elements{face}}});
}

Document takes_code(Document made) {
  made["requestBody"] =
      Document::object({{"required", true}, {"content", json_of(object_of({{"code", text()}}))}});
  return made;
}

Document login() {
  auto made = takes_code(operation("LogIn", "mp",
                                   "Exchanges the code of wx.login for a token: the same openid "
                                   "is always the same customer."));
  auto schema = object_of({{"account", text()},
                           {"token", text()},
                           {"expires_in", Document::object({{"type", "integer"}})}});
  made["security"] = Document::Elements{};
  made["responses"]["200"] =
      Document::object({{"description", "Whose account it is, and his token."},
                        {"content", json_of(std::move(schema))}});
  add_problems(made["responses"], {400, 401, 404, 415, 422, 429, 503});
  return made;
}

Document phone() {
  auto made = takes_code(operation("BindPhone", "mp",
                                   "Exchanges the code of the telephone button for the number, "
                                   "which becomes the caller's."));
  made["x-roles"] = Document::Elements{"customer"};
  made["responses"]["200"] = Document::object(
      {{"description", "The number is kept."}, {"content", json_of(object_of({{"id", text()}}))}});
  add_problems(made["responses"], {400, 401, 403, 404, 415, 422, 429, 503});
  return made;
}

Document callback() {
  auto made = operation("TakeCallback", "webhooks",
                        "A callback of WeChat Pay: kept word for word, answered when it is "
                        "durable; only what is signed by WeChat Pay is taken.");
  made["security"] = Document::Elements{};
  made["parameters"] = Document::Elements{Document::object(
      {{"name", "topic"}, {"in", "path"}, {"required", true}, {"schema", text()}})};
  made["responses"]["204"] = Document::object({{"description", "Taken."}});
  add_problems(made["responses"], {401, 404, 413, 429, 503});
  return made;
}

}  // namespace

void add_outside_operations(Operations& to) {
  to["/mp/login"]["post"] = login();
  to["/mp/me/phone"]["post"] = phone();
  to["/webhooks/wechatpay/{topic}"]["post"] = callback();
}

}  // namespace fettle::contracts
