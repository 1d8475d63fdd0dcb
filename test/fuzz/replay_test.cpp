// Every input that the fuzzers kept, again, by whatever compiler builds the tests.
#include <doctest/doctest.h>

#include <exception>
#include <fstream>

#include "test/fuzz/corpus.hpp"
#include "test/fuzz/target.hpp"
#include "test/support/temp_folder.hpp"

using fettle::fuzz::corpus;

using Target = int(const std::uint8_t* data, std::size_t size);

extern "C" {
Target fuzz_arguments, fuzz_commands, fuzz_http, fuzz_problems;
Target fuzz_records, fuzz_segments, fuzz_settings, fuzz_tokens;
}

namespace {

// What is broken, input by input; nothing when all hold.
std::string broken(Target& target, const std::string& name) {
  std::string found;
  const auto inputs =
      corpus(std::filesystem::path(FETTLE_SOURCE_ROOT) / "test/fuzz/corpus" / (name + ".txt"));
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    try {
      target(reinterpret_cast<const std::uint8_t*>(inputs[i].data()), inputs[i].size());
    } catch (const std::exception& what) {
      found += "line " + std::to_string(i + 1) + ": " + what.what() + "\n";
    }
  }
  return inputs.empty() ? "no input" : found;
}

}  // namespace

TEST_CASE("a corpus is read as it was written") {
  const fettle::test::TempFolder folder;
  const auto file = folder.path() / "example.txt";
  std::ofstream(file) << "plain\n\na\\\\b\\x00\\xff\\n\\r\\t\n";
  const auto inputs = corpus(file);
  CHECK(inputs == std::vector<std::string>{"plain", "", std::string("a\\b\0\xff\n\r\t", 8)});
}

TEST_CASE("any command line is refused with a reason, answered, or chooses what to do") {
  CHECK(broken(fuzz_arguments, "arguments") == "");
}

TEST_CASE("any body of a command means the same when it was written and read, or names a field") {
  CHECK(broken(fuzz_commands, "commands") == "");
}

TEST_CASE("any bytes of a connection are answered once a request, or refused by name") {
  CHECK(broken(fuzz_http, "http") == "");
}

TEST_CASE("any refusal is a problem that says what it was, and any target is what it was") {
  CHECK(broken(fuzz_problems, "problems") == "");
}

TEST_CASE("any records of a log are read as whole commits, folded, or left as dead letters") {
  CHECK(broken(fuzz_records, "records") == "");
}

TEST_CASE("any files of an embedded log are repaired and used, or refused by name") {
  CHECK(broken(fuzz_segments, "segments") == "");
}

TEST_CASE("any settings file is refused by a name, or shown as it can be given again") {
  CHECK(broken(fuzz_settings, "settings") == "");
}

TEST_CASE("any token is refused by name, or is ours and good now") {
  CHECK(broken(fuzz_tokens, "tokens") == "");
}
