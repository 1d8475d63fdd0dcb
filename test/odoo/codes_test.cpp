// The codes by which a failure of Odoo is known: each is documented for who meets it.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace {

std::set<std::string> codes_in(const std::string& path, const std::string& pattern) {
  std::ifstream file(std::string(FETTLE_SOURCE_ROOT) + path);
  REQUIRE(file);
  std::stringstream all;
  all << file.rdbuf();
  const auto text = all.str();
  const std::regex quoted(pattern);
  std::set<std::string> codes;
  for (std::sregex_iterator at(text.begin(), text.end(), quoted), end; at != end; ++at) {
    codes.insert((*at)[1]);
  }
  return codes;
}

}  // namespace

TEST_CASE("every code of a failure at Odoo is documented, and no other [AR-69:part]") {
  auto codes = codes_in("/adapters/odoo/fault.hpp", "\"(odoo_[a-z_]+)\"");
  codes.merge(codes_in("/adapters/odoo/visit.hpp", "\"(odoo_[a-z_]+)\""));
  CHECK(codes.size() > 25);
  CHECK(codes_in("/ops/CONNECTIONS.md", "`(odoo_[a-z_]+)`") == codes);
}
