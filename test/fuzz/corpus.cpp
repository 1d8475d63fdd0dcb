#include "test/fuzz/corpus.hpp"

#include <fstream>
#include <stdexcept>

namespace fettle::fuzz {
namespace {

// What stands behind a backslash at `at`, which is left on its last letter.
char escaped(const std::string& line, std::size_t& at) {
  const char letter = line.at(++at);
  if (letter == 'n') return '\n';
  if (letter == 'r') return '\r';
  if (letter == 't') return '\t';
  if (letter == '\\') return '\\';
  if (letter != 'x') throw std::runtime_error("a corpus has no escape like this: " + line);
  at += 2;
  return static_cast<char>(std::stoi(line.substr(at - 1, 2), nullptr, 16));
}

std::string unescaped(const std::string& line) {
  std::string input;
  for (std::size_t at = 0; at < line.size(); ++at) {
    input += line[at] == '\\' ? escaped(line, at) : line[at];
  }
  return input;
}

}  // namespace

std::vector<std::string> corpus(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::string> inputs;
  for (std::string line; std::getline(in, line);) inputs.push_back(unescaped(line));
  return inputs;
}

}  // namespace fettle::fuzz
