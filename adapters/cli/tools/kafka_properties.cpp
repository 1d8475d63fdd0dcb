#include "adapters/cli/tools/kafka_properties.hpp"

#include <fmt/format.h>

#include <fstream>

namespace fettle::cli {

// A line is not repeated in a fault: it may be the password's.
Result<std::map<std::string, std::string>> read_properties(const std::filesystem::path& path) {
  std::map<std::string, std::string> found;
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const auto equals = line.find('=');
    if (line.empty() || line.front() == '#') continue;
    if (equals == std::string::npos) {
      return Fault{FaultKind::invalid, "kafka_properties_malformed",
                   fmt::format("{}, line {}: name=value is expected", path.string(), number)};
    }
    found[line.substr(0, equals)] = line.substr(equals + 1);
  }
  if (file.eof()) return found;
  return Fault{FaultKind::invalid, "kafka_properties_unreadable", path.string()};
}

}  // namespace fettle::cli
