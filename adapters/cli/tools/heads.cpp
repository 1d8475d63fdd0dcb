#include <fmt/format.h>

#include <sstream>

#include "adapters/cli/tools/verify.hpp"

namespace fettle::cli {
namespace {

Fault malformed(const std::string& line) {
  return {FaultKind::invalid, "heads_malformed",
          "a line of heads is: tenant, events, offset, hash in hex; not: " + line};
}

}  // namespace

std::string to_text(const Heads& heads) {
  std::string text;
  for (const auto& [tenant, head] : heads) {
    text += fmt::format("{} {} {} {}\n", tenant, head.events, number(head.offset),
                        crypto::to_hex(crypto::text(head.hash)));
  }
  return text;
}

Result<Heads> parse_heads(std::string_view text) {
  Heads heads;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string tenant, hash;
    std::uint64_t offset = 0;
    Head head;
    if (!(words >> tenant >> head.events >> offset >> hash)) return malformed(line);
    const auto bytes = crypto::from_hex(hash);
    if (!bytes || bytes->size() != head.hash.size()) return malformed(line);
    std::copy(bytes->begin(), bytes->end(), head.hash.begin());
    head.offset = Offset{offset};
    heads.insert_or_assign(tenant, head);
  }
  return heads;
}

}  // namespace fettle::cli
