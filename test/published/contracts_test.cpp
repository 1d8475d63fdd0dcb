// What the contracts say, shown on a domain of one thing.
#include <doctest/doctest.h>

#include <algorithm>

#include "schemas/contracts/contracts.hpp"
#include "test/published/toy_domain.hpp"

using namespace fettle;
using json::Document;

namespace {

const Document* at(const Document& from, std::initializer_list<std::string_view> names) {
  const auto* found = &from;
  for (const auto name : names) {
    if (found != nullptr) found = found->find(name);
  }
  return found;
}

// Every "$ref" into the document itself must lead somewhere.
void check_references(const Document& whole, const Document& part) {
  if (const auto* list = part.elements()) {
    for (const auto& element : *list) check_references(whole, element);
  }
  if (part.members() == nullptr) return;
  for (const auto& [name, inner] : *part.members()) {
    check_references(whole, inner);
    if (name != "$ref") continue;
    const auto* found = &whole;
    std::string path = *inner.text();
    REQUIRE(path.starts_with("#/"));
    for (std::size_t from = 2; found != nullptr && from <= path.size();) {
      const auto to = std::min(path.find('/', from), path.size());
      found = found->find(path.substr(from, to - from));
      from = to + 1;
    }
    CHECK_MESSAGE(found != nullptr, path);
  }
}

QueryType parcel_query() {
  QueryType query;
  query.path = "/mp/parcels";
  query.sentence = "One's parcels.";
  query.roles = {role::customer};
  query.parameters = {{"speed", R"({"enum":["slow","fast"]})"}};
  query.answer_schema = R"({"type":"object","properties":{"grams":{"type":"integer"}}})";
  return query;
}

const std::vector<QueryType> queries = {parcel_query()};

}  // namespace

TEST_CASE("an event of an older version is read through its upcast") {
  const auto& type = event_type<toy::ParcelWeighed>();
  const auto read = type.decode(R"({"kilograms":3})", 1, nullptr);
  REQUIRE(read);
  CHECK(static_cast<const toy::ParcelWeighed*>(read->get())->grams == 3000);
  const auto today = type.decode(R"({"grams":250,"scales":"left"})", 2, nullptr);
  REQUIRE(today);
  CHECK(static_cast<const toy::ParcelWeighed*>(today->get())->scales == "left");
}

TEST_CASE("a version that this binary does not know is a fault that names it") {
  const auto read = event_type<toy::ParcelWeighed>().decode(R"({})", 3, nullptr);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == "event_version_unknown");
}

TEST_CASE("every version of an event has its own JSON Schema") {
  const auto domain = toy::domain();
  const auto* newest = contracts::event_version(domain, "ParcelWeighed", 2);
  const auto* older = contracts::event_version(domain, "ParcelWeighed", 1);
  REQUIRE(newest != nullptr);
  REQUIRE(older != nullptr);
  CHECK(contracts::event_version(domain, "ParcelWeighed", 3) == nullptr);
  CHECK(contracts::event_version(domain, "Nothing", 1) == nullptr);
  const auto schema = contracts::event_schema(*older);
  CHECK(*at(schema, {"$id"}) == Document("/schemas/ParcelWeighed/1"));
  CHECK(*at(schema, {"$schema"}) == Document("https://json-schema.org/draft/2020-12/schema"));
  CHECK(*at(schema, {"properties", "kilograms", "type"}) == Document("integer"));
  CHECK(at(contracts::event_schema(*newest), {"additionalProperties"}) == nullptr);
}

TEST_CASE("OpenAPI has every route of a command with its parameters, headers and problems") {
  const auto document = contracts::openapi(toy::domain(), queries);
  CHECK(*at(document, {"openapi"}) == Document("3.1.0"));
  check_references(document, document);

  const auto* weigh = at(document, {"paths", "/tech/parcels/{parcel}/weight", "post"});
  REQUIRE(weigh != nullptr);
  const auto& parameters = *weigh->find("parameters")->elements();
  CHECK(*parameters.at(0).find("name") == Document("parcel"));
  CHECK(*parameters.at(0).find("in") == Document("path"));
  const auto* body = at(*weigh, {"requestBody", "content", "application/json", "schema"});
  CHECK(at(*body, {"properties", "parcel"}) == nullptr);
  CHECK(*at(*body, {"required"}) == Document(Document::Elements{"grams"}));
  for (const auto* status : {"2XX", "400", "401", "403", "404", "409", "412", "422", "503"}) {
    CHECK_MESSAGE(at(*weigh, {"responses", status}) != nullptr, status);
  }
  CHECK(*weigh->find("operationId") == Document("WeighParcel_tech"));
}

TEST_CASE("OpenAPI says which commands need an Idempotency-Key, and what they answer") {
  const auto document = contracts::openapi(toy::domain(), queries);
  const auto* post = at(document, {"paths", "/mp/parcels", "post"});
  CHECK(post->find("parameters")->elements()->at(0) ==
        Document::object({{"$ref", "#/components/parameters/IdempotencyKeyRequired"}}));
  const auto* answer = at(*post, {"responses", "2XX", "content", "application/json", "schema"});
  for (const auto* member : {"id", "version", "position", "label"}) {
    CHECK_MESSAGE(at(*answer, {"properties", member}) != nullptr, member);
  }
  CHECK(*post->find("x-roles") == Document(Document::Elements{"customer"}));
}

TEST_CASE("OpenAPI has the queries it is given, beside the commands of their paths") {
  const auto document = contracts::openapi(toy::domain(), queries);
  const auto* get = at(document, {"paths", "/mp/parcels", "get"});
  REQUIRE(get != nullptr);
  CHECK(at(document, {"paths", "/mp/parcels", "post"}) != nullptr);
  CHECK(*get->find("operationId") == Document("get_mp_parcels"));
  CHECK(*get->find("parameters")->elements()->at(0).find("name") == Document("speed"));
  CHECK(at(*get, {"responses", "304"}) != nullptr);
  CHECK(at(*get, {"responses", "200", "content", "application/json", "schema", "properties",
                  "grams"}) != nullptr);
}

TEST_CASE("AsyncAPI has one channel with a message for every version of every event") {
  const auto document = contracts::asyncapi(toy::domain());
  CHECK(*at(document, {"asyncapi"}) == Document("3.0.0"));
  CHECK(*at(document, {"channels", "events", "address"}) == Document("fettle.events"));
  CHECK(at(document, {"channels", "events", "messages"})->members()->size() == 3);
  check_references(document, document);
  const auto* headers = at(document, {"components", "schemas", "Headers", "properties"});
  for (const auto* name : {"ce_id", "ce_type", "ce_sequence", "fettle_hash"}) {
    CHECK_MESSAGE(at(*headers, {name}) != nullptr, name);
  }
}

TEST_CASE("the event reference shows what is personal and what may be absent") {
  const auto page = contracts::event_reference(toy::domain());
  CHECK(page.find("| `receiver` | text, personal |  |") != std::string::npos);
  CHECK(page.find("| `paid` | money |  |") != std::string::npos);
  CHECK(page.find("| `scales` | text | optional |") != std::string::npos);
  CHECK(page.find("### ParcelWeighed 1") != std::string::npos);
}

TEST_CASE("the permission matrix has every command and every role") {
  const auto page = contracts::permission_matrix(toy::domain());
  CHECK(page.find("| command | route | customer | manager | technician |") != std::string::npos);
  CHECK(page.find("| PostParcel | `POST /mp/parcels` | ● | | |") != std::string::npos);
}

TEST_CASE("a document is written and read back as it was") {
  const auto text = R"({"a":[1,-2,true,null,{"b":"车\n"}],"c":{}})";
  const auto document = Document::of(text);
  CHECK(document.compact() == text);
  CHECK(Document::of(document.pretty()) == document);
}
