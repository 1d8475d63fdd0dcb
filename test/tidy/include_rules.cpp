#include <algorithm>
#include <map>
#include <optional>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

// What each layer may include beside itself; the folders that are missing here are free.
const std::map<std::string, std::vector<std::string>> arrows = {
    {"core", {}},
    {"schemas", {"core"}},
    {"commands", {"core", "schemas"}},
    {"projections", {"core", "schemas"}},
    {"adapters", {"core", "schemas"}},
};

// A header of others, and the folders it may be included in. adapters/cli puts all together.
struct Home {
  std::string header;
  std::vector<std::string> folders;
};
const std::vector<Home> homes = {
    {"boost/asio", {"adapters/http"}},
    {"boost/beast", {"adapters/http"}},
    {"rocksdb/", {"adapters/rocksdb_snapshots"}},
    {"pqxx/", {"adapters/postgres"}},
    {"libpq", {"adapters/postgres"}},
    {"simdjson", {"schemas/codec"}},
    {"openssl/", {"core/crypto", "adapters/http"}},
    {"jwt/", {"adapters/http"}},
    {"curl/", {"adapters/http/nodes", "adapters/web"}},
    {"prometheus/", {"adapters"}},
    {"spdlog/", {"adapters"}},
    {"pugixml", {"adapters/storage"}},
    {"CLI/", {"adapters/cli"}},
    {"toml++/", {"adapters/cli"}},
};

std::optional<std::string> included(const std::string& line, char open, char close) {
  if (!line.starts_with("#include ")) return std::nullopt;
  const auto begin = line.find(open), end = line.rfind(close);
  if (begin == std::string::npos || end <= begin) return std::nullopt;
  return line.substr(begin + 1, end - begin - 1);
}

std::string top_of(const std::string& path) { return path.substr(0, path.find('/')); }

// Of adapters, each folder is a layer of its own.
std::string layer_of(const std::string& path) {
  if (top_of(path) != "adapters") return top_of(path);
  return path.substr(0, path.find('/', std::string("adapters/").size()));
}

bool may_include(const std::string& from, const std::string& header) {
  if (layer_of(from) == layer_of(header)) return true;
  const auto& allowed = arrows.at(top_of(from));
  return std::ranges::find(allowed, top_of(header)) != allowed.end();
}

bool bound_by_arrows(const SourceFile& file) {
  return file.is_code() && arrows.contains(top_of(file.path)) && !file.in("adapters/cli");
}

bool at_home(const SourceFile& file, const Home& home) {
  return std::ranges::any_of(home.folders, [&](const auto& folder) { return file.in(folder); });
}

}  // namespace

Complaints includes_against_the_arrows(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!bound_by_arrows(file)) continue;
    for (const auto& line : file.lines) {
      const auto header = included(line, '"', '"');
      if (header && !may_include(file.path, *header)) found.push_back(file.path + ": " + line);
    }
  }
  return found;
}

Complaints includes_away_from_home(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!bound_by_arrows(file)) continue;
    for (const auto& line : file.lines) {
      const auto header = included(line, '<', '>');
      if (!header) continue;
      for (const auto& home : homes) {
        if (header->starts_with(home.header) && !at_home(file, home)) {
          found.push_back(file.path + ": " + line);
        }
      }
    }
  }
  return found;
}

}  // namespace fettle::tidy
