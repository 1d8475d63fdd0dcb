// What lies in schemas/published is what the declarations say now, and breaks nobody.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "commands/domain.hpp"
#include "projections/queries.hpp"
#include "schemas/contracts/compatibility.hpp"

using namespace fettle;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> published_files() {
  const fs::path root = fs::path(FETTLE_SOURCE_ROOT) / "schemas" / "published";
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files[fs::relative(entry.path(), root).generic_string()] = text.str();
  }
  return files;
}

std::vector<contracts::Contract> generated() {
  Domain domain;
  fill(domain);
  return contracts::all(domain, projections::auto_repair_queries());
}

}  // namespace

TEST_CASE("the published contracts are those of the declarations: else run `fettle contracts`") {
  auto files = published_files();
  for (const auto& [path, text] : generated()) {
    REQUIRE_MESSAGE(files.contains(path), path);
    CHECK_MESSAGE(files[path] == text, path << " is not what the declarations say");
    files.erase(path);
  }
  for (const auto& [path, text] : files) FAIL_CHECK(path << " is of no declaration");
}

TEST_CASE("no published contract is broken for those who read or call by it") {
  std::vector<contracts::Contract> published;
  for (const auto& [path, text] : published_files()) published.push_back({path, text});
  for (const auto& breach : contracts::breaches(published, generated())) FAIL_CHECK(breach);
}

TEST_CASE("every event and every route of a command is in the contracts") {
  Domain domain;
  fill(domain);
  const auto openapi = contracts::openapi(domain, {});
  std::size_t routes = 0;
  for (const auto& [name, command] : domain.commands()) {
    for (const auto& route : command->routes) {
      ++routes;
      CHECK_MESSAGE(openapi.find("paths")->find(route.path) != nullptr, route.path);
    }
  }
  CHECK(routes > 30);
  const auto whole = contracts::openapi(domain, projections::auto_repair_queries());
  for (const auto& query : projections::auto_repair_queries()) {
    const auto* path = whole.find("paths")->find(query.path);
    REQUIRE_MESSAGE((path != nullptr && path->find("get") != nullptr), query.path);
    const bool may_be_nothing = path->find("get")->find("responses")->find("404") != nullptr;
    CHECK_MESSAGE(may_be_nothing == query.one_thing, query.path);
  }
  CHECK(domain.events().size() > 30);
  for (const auto& [name, event] : domain.events()) {
    CHECK_MESSAGE(contracts::event_version(domain, name, 1) != nullptr, name);
  }
}
