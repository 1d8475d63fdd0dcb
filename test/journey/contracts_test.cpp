// The contracts that the running product serves: those that are published, and true of its events.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "test/journey/support/work_order.hpp"

using namespace fettle::journey;
namespace fs = std::filesystem;

namespace {

const fs::path published = fs::path(FETTLE_SOURCE_ROOT) / "schemas" / "published";

Json file_of(const fs::path& path) {
  std::ifstream file(path);
  return Json::parse(file);
}

Answer got(const std::string& path) { return ask(shop().served(), "GET", path, "", {}); }

Json served(const std::string& path) {
  const auto answer = got(path);
  CAPTURE(path);
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type").starts_with("application/json"));
  return answer.body;
}

// "NoteAdded/1" and so on, of every published schema.
std::vector<std::string> published_events() {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(published / "events")) {
    if (!entry.is_regular_file()) continue;
    names.push_back(entry.path().parent_path().filename().string() + "/" +
                    entry.path().stem().string());
  }
  return names;
}

// Calls `visit` with every object in a document.
template <class Visit>
void each_object(const Json& node, const Visit& visit) {
  if (node.is_object()) visit(node);
  for (const auto& child : node) {
    if (child.is_structured()) each_object(child, visit);
  }
}

std::set<std::string> parameters_in(const std::string& path) {
  std::set<std::string> names;
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    names.insert(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

std::set<std::string> path_parameters_of(const Json& document, const Json& operation) {
  std::set<std::string> names;
  for (const auto& given : operation.value("parameters", Json::array())) {
    const auto reference = given.value("$ref", "");
    const auto& parameter =
        reference.empty() ? given : document.at(Json::json_pointer(reference.substr(1)));
    CHECK(parameter.contains("schema"));
    if (parameter.at("in") == "path") {
      CHECK(parameter.at("required") == true);
      names.insert(parameter.at("name").get<std::string>());
    }
  }
  return names;
}

}  // namespace

TEST_CASE("the product serves the published contracts, and every schema of an event") {
  CHECK(served("/openapi.json") == file_of(published / "openapi.json"));
  CHECK(served("/asyncapi.json") == file_of(published / "asyncapi.json"));
  const auto events = published_events();
  CHECK(events.size() > 30);
  for (const auto& event : events) {
    CHECK(served("/schemas/" + event) == file_of(published / "events" / (event + ".json")));
  }
}

TEST_CASE("a schema of an unknown event or version is not found") {
  for (const auto* path : {"/schemas/NoteAdded/2", "/schemas/NoteAdded/0", "/schemas/NoteAdded/x",
                           "/schemas/NoteAdded/65537", "/schemas/NoteAdded/1x",
                           "/schemas/Nothing/1", "/schemas/noteadded/1"}) {
    CAPTURE(path);
    const auto answer = got(path);
    CHECK(answer.status == 404);
    CHECK(answer.code() == "schema_unknown");
  }
}

TEST_CASE("every reference of the documents names something that is there") {
  for (const auto* path : {"/openapi.json", "/asyncapi.json"}) {
    const auto document = served(path);
    int references = 0;
    each_object(document, [&](const Json& object) {
      const auto reference = object.find("$ref");
      if (reference == object.end() || !reference->is_string()) return;
      ++references;
      const auto target = reference->get<std::string>();
      CAPTURE(target);
      if (target.starts_with("#")) {
        CHECK(document.contains(Json::json_pointer(target.substr(1))));
      } else {
        CHECK(got(target).status == 200);
      }
    });
    CHECK(references > 20);
  }
}

TEST_CASE("every operation of the OpenAPI document is whole") {
  const auto document = served("/openapi.json");
  CHECK(document.at("openapi") == "3.1.0");
  const auto& schemes = document.at("components").at("securitySchemes");
  for (const auto& wanted : document.at("security")) {
    for (const auto& [scheme, scopes] : wanted.items()) CHECK(schemes.contains(scheme));
  }
  std::set<std::string> ids;
  std::size_t operations = 0;
  for (const auto& [path, item] : document.at("paths").items()) {
    for (const auto& [method, operation] : item.items()) {
      const auto route = method + " " + path;
      CAPTURE(route);
      ++operations;
      ids.insert(operation.at("operationId").get<std::string>());
      CHECK(path_parameters_of(document, operation) == parameters_in(path));
      CHECK(!operation.at("responses").empty());
    }
  }
  CHECK(operations > 40);
  CHECK(ids.size() == operations);
}

// By Debian's python3-jsonschema, which is nobody of ours.
TEST_CASE("the schemas are JSON Schema, and the events of a whole order fit them") {
  WorkOrder order(shop());
  order.to("CLOSED");
  const auto exported = shop().served().command(
      {"replay", "--tenant", default_tenant, "--aggregate", "job/" + order.id});
  REQUIRE_MESSAGE(exported.exit == 0, exported.output);
  const auto events = shop().served().data_dir() / "events.ndjson";
  std::ofstream(events) << exported.output;
  const std::string script = R"(
import json, pathlib, sys
from jsonschema import Draft202012Validator as Validator
schemas = {}
for path in pathlib.Path(sys.argv[1]).glob("*/*.json"):
    schema = json.loads(path.read_text())
    Validator.check_schema(schema)
    schemas[schema["$id"]] = Validator(schema)
checked = 0
for line in open(sys.argv[2]):
    if not line.startswith("{"): continue
    event = json.loads(line)
    validator = schemas[event["dataschema"]]
    validator.validate(event["data"])
    assert not validator.is_valid([]), event["dataschema"]
    checked += 1
print("checked", checked)
)";
  const auto done =
      run({"/usr/bin/python3", "-c", script, (published / "events").string(), events.string()});
  CHECK_MESSAGE(done.exit == 0, done.output);
  CHECK(done.output.find("checked 1") != std::string::npos);  // ten or more
}
