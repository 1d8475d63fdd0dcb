// The contracts that others build against, generated from the declarations: JSON Schemas, OpenAPI,
// AsyncAPI, the event reference and the permission matrix. They lie in schemas/published.
#pragma once

#include <string>
#include <vector>

#include "core/domain.hpp"
#include "core/query.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::contracts {

struct Contract {
  std::string path;  // in schemas/published: "events/JobOpened/1.json"
  std::string text;
  bool operator==(const Contract&) const = default;
};

// All of them, in the order of their paths.
std::vector<Contract> all(const Domain& domain, const std::vector<QueryType>& queries);

// JSON Schema 2020-12 of one version of an event; served at /schemas/<name>/<version>. Open to
// members it does not name, because a later version of the same number may add optional ones.
json::Document event_schema(const EventType& type);
// Null: there is no such event, or no such version of it.
const EventType* event_version(const Domain& domain, std::string_view name, std::uint16_t version);

json::Document openapi(const Domain& domain, const std::vector<QueryType>& queries);
json::Document asyncapi(const Domain& domain);
std::string event_reference(const Domain& domain);    // EVENTS.md
std::string permission_matrix(const Domain& domain);  // PERMISSIONS.md

}  // namespace fettle::contracts
