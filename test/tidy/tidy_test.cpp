// The source keeps its rules; and each rule finds a place that breaks it.
#include <doctest/doctest.h>

#include <sstream>

#include "test/tidy/rules.hpp"

using namespace fettle::tidy;

namespace {

const SourceTree& our_tree() {
  static const SourceTree tree = read_tree(FETTLE_SOURCE_ROOT);
  return tree;
}

std::string joined(const Complaints& complaints) {
  std::ostringstream text;
  for (const auto& complaint : complaints) text << "\n  " << complaint;
  return text.str();
}

SourceTree file(std::string path, std::vector<std::string> lines) {
  return {{std::move(path), std::move(lines)}};
}

}  // namespace

#define CHECK_OURS(rule) CHECK_MESSAGE(rule(our_tree()).empty(), joined(rule(our_tree())))

TEST_CASE("the tree that is read is this repository") {
  CHECK(our_tree().size() > 50);
  CHECK(our_tree().front().path < our_tree().back().path);
}

TEST_CASE(
    "includes follow the arrows: core, schemas, then the rest; commands and projections "
    "never meet") {
  CHECK_OURS(includes_against_the_arrows);
  const auto refused = [](const char* path, const char* header) {
    return !includes_against_the_arrows(file(path, {std::string("#include \"") + header + '"'}))
                .empty();
  };
  CHECK(refused("core/a.hpp", "schemas/b.hpp"));
  CHECK(refused("core/a.hpp", "adapters/http/b.hpp"));
  CHECK(refused("schemas/a.hpp", "commands/b.hpp"));
  CHECK(refused("commands/a.cpp", "projections/b.hpp"));
  CHECK(refused("projections/a.cpp", "commands/b.hpp"));
  CHECK(refused("adapters/http/a.cpp", "commands/b.hpp"));
  CHECK(refused("adapters/http/a.cpp", "adapters/postgres/b.hpp"));
  CHECK_FALSE(refused("adapters/http/a.cpp", "adapters/http/b.hpp"));
  CHECK_FALSE(refused("commands/a.cpp", "schemas/b.hpp"));
  CHECK_FALSE(refused("adapters/cli/a.cpp", "commands/b.hpp"));
  CHECK_FALSE(refused("test/a.cpp", "commands/b.hpp"));
}

TEST_CASE("a third party's header is included in its home only") {
  CHECK_OURS(includes_away_from_home);
  const auto refused = [](const char* path, const char* header) {
    return !includes_away_from_home(file(path, {std::string("#include <") + header + '>'})).empty();
  };
  CHECK(refused("core/shard.cpp", "rocksdb/db.h"));
  CHECK(refused("adapters/http/a.cpp", "pqxx/pqxx"));
  CHECK(refused("schemas/a.hpp", "simdjson.h"));
  CHECK(refused("adapters/http/a.cpp", "curl/curl.h"));
  CHECK_FALSE(refused("adapters/http/nodes/a.cpp", "curl/curl.h"));
  CHECK_FALSE(refused("adapters/cli/tools/a.cpp", "curl/curl.h"));
  CHECK_FALSE(refused("schemas/codec/a.cpp", "simdjson.h"));
  CHECK_FALSE(refused("adapters/rocksdb_snapshots/a.cpp", "rocksdb/db.h"));
}

TEST_CASE("no file is longer than 400 lines, and none wider than 100 columns") {
  CHECK_OURS(files_too_long);
  CHECK_OURS(lines_too_wide);
  CHECK(files_too_long(file("core/a.cpp", std::vector<std::string>(401))).size() == 1);
  CHECK(lines_too_wide(file("core/a.cpp", {std::string(101, 'x')})).size() == 1);
  std::string hundred_characters;
  for (int i = 0; i < 100; ++i) hundred_characters += "单";
  CHECK(lines_too_wide(file("core/a.cpp", {hundred_characters})).empty());
}

TEST_CASE("no function is longer than 60 lines") {
  CHECK_OURS(functions_too_long);
  std::vector<std::string> lines(60, "  step();");
  lines.front() = "void long_way() {";
  lines.push_back("}");
  CHECK(functions_too_long(file("core/a.cpp", lines)) == Complaints{"core/a.cpp:1"});
  lines.erase(lines.begin() + 1);
  CHECK(functions_too_long(file("core/a.cpp", lines)).empty());
}

TEST_CASE("nothing is left unfinished, and no name says nothing") {
  CHECK_OURS(banned_words);
  CHECK(banned_words(file("core/a.cpp", {"// TODO later"})).size() == 1);
  CHECK(banned_words(file("ops/a.md", {"@FIGURES@"})).size() == 1);
  CHECK(banned_words(file("ops/a.md", {"It took @ONE_DAY@ seconds."})).size() == 1);
  CHECK(banned_words(file("ops/a.md", {"a@b.C, @@, fettle@NAME, @Name@, @NAME"})).empty());
  CHECK(banned_words(file("core/a.hpp", {"class KeyManager {"})).size() == 1);
  CHECK(banned_words(file("core/a.hpp", {"class ProcessManager {"})).empty());
}

TEST_CASE("only adapters/system asks for the time of day") {
  CHECK_OURS(calls_for_the_time);
  const std::string call = "auto now = std::chrono::system_clock::now();";
  CHECK(calls_for_the_time(file("core/a.cpp", {call})).size() == 1);
  CHECK(calls_for_the_time(file("adapters/system/clock.cpp", {call})).empty());
}

TEST_CASE("no hash and no cipher is written out here: OpenSSL has them") {
  CHECK_OURS(hashes_and_ciphers_of_our_own);
  const auto refused = [](const char* line) {
    return !hashes_and_ciphers_of_our_own(file("adapters/storage/a.cpp", {line})).empty();
  };
  CHECK(refused("std::uint32_t state[] = {0x67452301u, 0xefcdab89u};"));
  CHECK(refused("std::array<std::uint64_t, 8> state{0x6A09'E667'F3BC'C908};"));
  CHECK(refused("    0x428a2f98, 0x71374491, 0xb5c0fbcf,"));
  CHECK(refused("constexpr unsigned char box[] = {0x63, 0x7C, 0x77, 0x7B};"));
  CHECK_FALSE(refused("constexpr std::uint32_t polynomial_reversed = 0x82f63b78;"));
}

TEST_CASE("every header opens with its purpose") {
  CHECK_OURS(headers_without_purpose);
  CHECK(headers_without_purpose(file("core/a.hpp", {"#pragma once"})).size() == 1);
}

TEST_CASE("every top folder has a README of at most 30 lines") {
  CHECK_OURS(readmes_missing_or_long);
  CHECK(readmes_missing_or_long({}).size() == 8);
  CHECK(readmes_missing_or_long(file("core/README.md", std::vector<std::string>(31))).size() == 8);
}
