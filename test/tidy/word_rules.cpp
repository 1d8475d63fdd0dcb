#include <regex>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

// Every place in the chosen files where the pattern is found.
template <class Choose>
Complaints places(const SourceTree& tree, const std::regex& pattern, Choose&& chosen) {
  Complaints found;
  for (const auto& file : tree) {
    if (!chosen(file)) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_search(file.lines[i], pattern)) {
        found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + file.lines[i]);
      }
    }
  }
  return found;
}

// These files must be able to name what they forbid.
bool states_the_rules(const SourceFile& file) {
  return file.in("test/tidy") || file.path == "CONTRIBUTING.md" || file.path == "LICENSE";
}

}  // namespace

Complaints banned_words(const SourceTree& tree) {
  static const std::regex unfinished(
      R"(\b(TODO|FIXME|XXX|HACK)\b|\b(class|struct)\s+\w*(Manager|Helper|Utils?|Impl)\b)");
  auto found = places(tree, unfinished, [](const auto& file) { return !states_the_rules(file); });
  // A process manager is a word of the domain.
  std::erase_if(found,
                [](const auto& line) { return line.find("ProcessManager") != std::string::npos; });
  return found;
}

Complaints calls_for_the_time(const SourceTree& tree) {
  static const std::regex now(
      R"(system_clock::now|\bgettimeofday\b|CLOCK_REALTIME|[^_\w.>]time\(\))");
  return places(tree, now, [](const auto& file) {
    return file.is_code() && !file.in("adapters/system") && !file.in("test/tidy");
  });
}

Complaints paths_of_a_workplace(const SourceTree& tree) {
  static const std::regex workplace(
      R"((^|[\s"'`=:(])(/work/|/home/|/root/|/Users/|\.\./shared\b))");
  return places(tree, workplace, [](const auto& file) { return !file.in("test/tidy"); });
}

}  // namespace fettle::tidy
