#include "test/journey/support/metrics.hpp"

#include <algorithm>
#include <sstream>

namespace fettle::journey {

double metric(Served& served, const std::string& name, const std::vector<std::string>& labels) {
  std::istringstream lines(ask(served, "GET", "/metrics", "", {}).text);
  double sum = 0;
  for (std::string line; std::getline(lines, line);) {
    const bool fits =
        line.starts_with(name + "{") && std::ranges::all_of(labels, [&](const std::string& label) {
          return line.find(label) != std::string::npos;
        });
    if (fits) sum += std::stod(line.substr(line.rfind(' ') + 1));
  }
  return sum;
}

}  // namespace fettle::journey
