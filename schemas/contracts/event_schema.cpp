#include <algorithm>

#include "schemas/contracts/contracts.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

// Readers of events must pass over what they do not know.
void open_to_later_members(Document& schema) {
  auto* members = schema.members();
  if (members == nullptr) return;
  std::erase_if(*members, [](const auto& one) { return one.first == "additionalProperties"; });
  for (auto& [name, inner] : *members) open_to_later_members(inner);
}

}  // namespace

Document event_schema(const EventType& type) {
  const auto version = std::to_string(type.version);
  Document schema = Document::object({{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                      {"$id", "/schemas/" + std::string(type.name) + "/" + version},
                                      {"title", type.name},
                                      {"description", type.sentence}});
  auto fields = Document::of(type.json_schema());
  open_to_later_members(fields);
  for (auto& [name, inner] : *fields.members()) schema[name] = std::move(inner);
  return schema;
}

const EventType* event_version(const Domain& domain, std::string_view name, std::uint16_t version) {
  const auto* type = domain.event(name);
  while (type != nullptr && type->version != version) type = type->older();
  return type;
}

}  // namespace fettle::contracts
