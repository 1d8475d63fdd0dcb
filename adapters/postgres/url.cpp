#include "adapters/postgres/url.hpp"

#include <libpq-fe.h>

#include <memory>

namespace fettle::postgres {
namespace {

struct Free {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

std::string setting(std::string_view name, std::string_view value) {
  std::string text = std::string(name) + "='";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "' ";
}

}  // namespace

Result<std::string> with_database(const std::string& url, const std::string& database) {
  const std::unique_ptr<PQconninfoOption, Free> options(PQconninfoParse(url.c_str(), nullptr));
  if (!options) return Fault{FaultKind::invalid, "postgres_url_unreadable", url};
  std::string settings;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view(option->keyword) == "dbname") continue;
    settings += setting(option->keyword, option->val);
  }
  return settings + setting("dbname", database);
}

}  // namespace fettle::postgres
