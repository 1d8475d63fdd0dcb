#include "schemas/contracts/openapi.hpp"

#include <algorithm>
#include <cctype>

#include "schemas/contracts/contracts.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& letter : out) letter = static_cast<char>(std::tolower(letter));
  return out;
}

Document about() {
  return Document::object(
      {{"title", "Fettle"},
       {"version", "1"},
       {"description",
        "Commands and queries. A path is the default tenant's as written, and another tenant's "
        "behind its name: /north/mp/work-orders."},
       {"license", Document::object({{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}})}});
}

}  // namespace

std::vector<std::string> names_in_braces(std::string_view path) {
  std::vector<std::string> names;
  while (true) {
    const auto open = path.find('{');
    if (open == std::string_view::npos) return names;
    const auto close = path.find('}', open);
    names.emplace_back(path.substr(open + 1, close - open - 1));
    path.remove_prefix(close);
  }
}

Document openapi(const Domain& domain, const std::vector<QueryType>& queries) {
  Operations sorted;
  for (const auto& [name, command] : domain.commands()) {
    for (const auto& route : command->routes) {
      sorted[std::string(route.path)][lower(route.method)] = command_operation(*command, route);
    }
  }
  for (const auto& query : queries) {
    sorted[query.path]["get"] = query_operation(query);
  }
  if (domain.command("BeginMedia") != nullptr) add_media_operations(sorted);
  if (domain.command("RecognizeCustomer") != nullptr) add_outside_operations(sorted);
  Document paths = Document::Members{};
  for (auto& [path, methods] : sorted) {
    for (auto& [method, operation] : methods) paths[path][method] = std::move(operation);
  }
  return Document::object(
      {{"openapi", "3.1.0"},
       {"info", about()},
       {"servers", Document::Elements{Document::object({{"url", "/"}})}},
       {"security", Document::Elements{Document::object({{"bearer", Document::Elements{}}})}},
       {"paths", std::move(paths)},
       {"components", openapi_components()}});
}

}  // namespace fettle::contracts
