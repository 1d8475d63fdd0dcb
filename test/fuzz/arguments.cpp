// The command line, a word a line: it is refused with a reason, answered with help, or chooses one
// subcommand; and whatever it says of settings is what the settings are told.
#include "adapters/cli/arguments.hpp"

#include <sstream>

#include "test/fuzz/target.hpp"

using namespace fettle;
using namespace fettle::cli;
using namespace fettle::fuzz;

namespace {

constexpr std::size_t words_most = 64;

struct Said {
  explicit Said(const std::vector<std::string>& words) : arguments(read(words)) {}

  Expected<Arguments, ExitCode> read(const std::vector<std::string>& words) {
    std::vector<const char*> pointers{"fettle"};
    for (const auto& word : words) pointers.push_back(word.c_str());
    return read_arguments(static_cast<int>(pointers.size()), pointers.data(), out, wrong);
  }

  std::ostringstream out, wrong;
  Expected<Arguments, ExitCode> arguments;
};

void expect_flags(const Arguments& arguments, const std::string& line) {
  expect(arguments.work != nullptr, "a line that is taken chooses what to do");
  for (const auto& [name, text] : arguments.flags) {
    expect(line.find(text) != std::string::npos, "a setting is given what stands in the line");
  }
  const auto settings = effective_settings({arguments.flags, {}, {}});
  if (settings) {
    for (const auto& [name, text] : arguments.flags) {
      expect(settings->origins.at(name) == "flag", "a flag is told as one");
    }
    return;
  }
  expect(settings.error().code == "setting_malformed", "a flag is no unknown setting");
  const auto name = settings.error().detail.substr(0, settings.error().detail.find(' '));
  expect(arguments.flags.contains(name) || name == "node.roles", "a bad flag is named");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(text_of(data, size));
  std::vector<std::string> words;
  std::string line;
  while (!input.empty() && words.size() < words_most) {
    words.emplace_back(input.line());
    words.back() = words.back().c_str();  // a word of the shell ends at a zero
    line += words.back() + '\n';
  }
  const Said once(words), twice(words);
  expect(once.arguments.has_value() == twice.arguments.has_value(), "a line is read twice alike");
  expect(once.out.str() == twice.out.str() && once.wrong.str() == twice.wrong.str(), "in all");
  if (once.arguments) {
    expect_flags(*once.arguments, line);
  } else if (once.arguments.error() == exit_fine) {
    expect(!once.out.str().empty(), "help is told");
  } else {
    expect(once.arguments.error() == exit_bad_use, "a bad line is the caller's");
    expect(!once.wrong.str().empty(), "and told what is wrong");
  }
  return 0;
}
