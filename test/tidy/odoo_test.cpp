// Odoo is spoken to in one place: what every other part knows of it are commands and documents.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "test/tidy/source_tree.hpp"

namespace fettle::tidy {
namespace {

constexpr std::array layers{"core", "schemas", "commands", "projections", "adapters"};
// Words of its protocols; and the headers by which one could call it past the adapter.
constexpr std::array words{"/jsonrpc",
                           "/json/2",
                           "/web/version",
                           "execute_kw",
                           "xmlrpc",
                           "adapters/odoo/transport.hpp",
                           "adapters/odoo/json_rpc.hpp",
                           "adapters/odoo/json_2.hpp",
                           "adapters/odoo/call.hpp",
                           "adapters/odoo/opening.hpp"};

bool is_product(const SourceFile& file) {
  return file.is_code() &&
         std::ranges::any_of(layers, [&](const auto* layer) { return file.in(layer); });
}

bool has(const SourceFile& file, std::string_view text) {
  return std::ranges::any_of(file.lines,
                             [&](const auto& line) { return line.find(text) != line.npos; });
}

// Files of the product, without that folder, that have the text.
std::vector<std::string> elsewhere(const SourceTree& tree, std::string_view text) {
  std::vector<std::string> found;
  for (const auto& file : tree) {
    if (is_product(file) && !file.in("adapters/odoo") && has(file, text)) {
      found.push_back(file.path);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("[AR-68:part] nothing but the one adapter speaks the protocols of Odoo") {
  const auto tree = read_tree(FETTLE_SOURCE_ROOT);
  for (const std::string word : words) {
    CAPTURE(word);
    CHECK(elsewhere(tree, word).empty());
  }
  std::vector<std::string> senders;
  for (const auto& file : tree) {
    if (file.in("adapters/odoo") && has(file, "web_.send(")) senders.push_back(file.path);
    if (file.in("adapters/odoo") && has(file, "web.send(")) senders.push_back(file.path);
  }
  std::ranges::sort(senders);
  CHECK(senders == std::vector<std::string>{"adapters/odoo/json_2.cpp",
                                            "adapters/odoo/json_rpc.cpp",
                                            "adapters/odoo/opening.cpp"});
}

}  // namespace fettle::tidy
