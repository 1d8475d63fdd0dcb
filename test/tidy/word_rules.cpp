#include <algorithm>
#include <array>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

bool in_a_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether the text stands there and is not the rest of a longer word.
bool holds(std::string_view line, std::string_view text) {
  for (auto at = line.find(text); at != std::string_view::npos; at = line.find(text, at + 1)) {
    if (at == 0 || !in_a_word(line[at - 1])) return true;
  }
  return false;
}

bool holds_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || !in_a_word(line[at - 1]);
    if (begins && (end == line.size() || !in_a_word(line[end]))) return true;
  }
  return false;
}

// The name that a line gives to a class or struct; empty if none.
std::string_view named_type(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  for (const std::string_view word : {"class ", "struct "}) {
    if (!line.starts_with(word)) continue;
    line.remove_prefix(word.size());
    return line.substr(
        0, static_cast<std::size_t>(std::ranges::find_if_not(line, in_a_word) - line.begin()));
  }
  return {};
}

bool says_nothing(std::string_view type) {
  // A process manager is a word of the domain.
  if (type.ends_with("ProcessManager")) return false;
  constexpr std::array empty_words = {"Manager", "Helper", "Util", "Utils", "Impl"};
  return std::ranges::any_of(empty_words, [&](auto word) { return type.ends_with(word); });
}

// Where something was to be put in later: a word of capitals between two @, as @FIGURES@ would be.
bool holds_a_placeholder(std::string_view line) {
  for (auto at = line.find('@'); at != line.npos; at = line.find('@', at + 1)) {
    const auto end =
        std::min(line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", at + 1), line.size());
    if (end > at + 1 && end < line.size() && line[end] == '@') return true;
  }
  return false;
}

bool is_unfinished(std::string_view line) {
  constexpr std::array words = {"TODO", "FIXME", "XXX", "HACK"};
  return holds_a_placeholder(line) ||
         std::ranges::any_of(words, [&](auto word) { return holds_word(line, word); });
}

bool asks_the_time(std::string_view line) {
  constexpr std::array calls = {"system_clock::now", "gettimeofday(", "CLOCK_REALTIME",
                                "std::time("};
  return std::ranges::any_of(calls, [&](auto call) { return holds(line, call); });
}

// The numbers that a hash or a cipher begins with, however they are spelt.
bool writes_out_crypto(std::string_view line) {
  constexpr std::array beginnings = {
      "0x67452301",      // MD5, SHA-1
      "0xd76aa478",      // MD5's table
      "0x5a827999",      // SHA-1's rounds
      "0x6a09e667",      // SHA-256, SHA-512
      "0x428a2f98",      // their table
      "0x63,0x7c,0x77",  // AES's box
  };
  std::string spelt;
  for (const char c : line) {
    if (c == ' ' || c == '\'') continue;
    spelt += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return std::ranges::any_of(beginnings,
                             [&](auto number) { return spelt.find(number) != spelt.npos; });
}

// Every line of the chosen files that a rule speaks against.
template <class Choose, class Broken>
Complaints places(const SourceTree& tree, Choose&& chosen, Broken&& broken) {
  Complaints found;
  for (const auto& file : tree) {
    if (!chosen(file)) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (!broken(file.lines[i])) continue;
      found.push_back(file.path + ":" + std::to_string(i + 1) + ": " + file.lines[i]);
    }
  }
  return found;
}

// These must be able to name what they forbid; and what a fuzzer wrote says nothing.
bool states_no_rules(const SourceFile& file) {
  return !file.in("test/tidy") && !file.in("test/fuzz/corpus") && file.path != "CONTRIBUTING.md" &&
         file.path != "LICENSE";
}

}  // namespace

Complaints banned_words(const SourceTree& tree) {
  return places(tree, states_no_rules, [](const auto& line) {
    return is_unfinished(line) || says_nothing(named_type(line));
  });
}

Complaints calls_for_the_time(const SourceTree& tree) {
  const auto chosen = [](const SourceFile& file) {
    return file.is_code() && !file.in("adapters/system") && !file.in("test/tidy");
  };
  return places(tree, chosen, asks_the_time);
}

Complaints hashes_and_ciphers_of_our_own(const SourceTree& tree) {
  const auto chosen = [](const SourceFile& file) {
    return file.is_code() && !file.in("test/tidy");
  };
  return places(tree, chosen, writes_out_crypto);
}

}  // namespace fettle::tidy
