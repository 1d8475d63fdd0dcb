#include "schemas/contracts/contracts.hpp"

#include <algorithm>

namespace fettle::contracts {

std::vector<Contract> all(const Domain& domain, const std::vector<QueryType>& queries) {
  std::vector<Contract> list{
      {"EVENTS.md", event_reference(domain)},
      {"PERMISSIONS.md", permission_matrix(domain)},
      {"asyncapi.json", asyncapi(domain).pretty()},
      {"openapi.json", openapi(domain, queries).pretty()},
  };
  for (const auto& [name, newest] : domain.events()) {
    for (const auto* type = newest; type != nullptr; type = type->older()) {
      list.push_back({"events/" + name + "/" + std::to_string(type->version) + ".json",
                      event_schema(*type).pretty()});
    }
  }
  std::ranges::sort(list, {}, &Contract::path);
  return list;
}

}  // namespace fettle::contracts
