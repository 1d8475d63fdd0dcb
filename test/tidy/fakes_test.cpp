// Stand-ins share no code with us: what they say is what others say, not what we believe.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "test/tidy/rules.hpp"

namespace fettle::tidy {
namespace {

const std::string keys = "ops/fakes/wechat_pay/openssl_keys.py";

// Of Python itself: none of them starts a program or loads a library.
const std::set<std::string> harmless = {
    "__future__", "argparse", "base64", "collections", "dataclasses", "datetime", "email",
    "fnmatch",    "hashlib",  "hmac",   "http",        "inspect",     "json",     "pathlib",
    "re",         "secrets",  "signal", "socket",      "sqlite3",     "sys",      "tempfile",
    "threading",  "time",     "typing", "urllib",      "uuid",        "xml"};
// What others wrote, and what starts programs: each has one place.
const std::map<std::string, std::string> in_one_place = {
    {"subprocess", keys}, {"cryptography", keys}, {"botocore", "ops/fakes/s3/signatures.py"}};
constexpr std::array ours = {"FETTLE_", "libfettle", "/fettle"};

bool has(const std::string& line, std::string_view text) { return line.find(text) != line.npos; }

// Of "import a.b" and "from a.b import c": a.
std::optional<std::string> imported(const std::string& line) {
  std::istringstream words(line);
  std::string first, module;
  words >> first >> module;
  if (first != "import" && (first != "from" || !has(line, " import "))) return std::nullopt;
  return module.substr(0, module.find('.'));
}

bool is_beside(const SourceTree& tree, const SourceFile& file, const std::string& module) {
  const auto path = file.path.substr(0, file.path.rfind('/') + 1) + module + ".py";
  return module == "common" || std::ranges::find(tree, path, &SourceFile::path) != tree.end();
}

bool may_import(const SourceTree& tree, const SourceFile& file, const std::string& module) {
  const auto place = in_one_place.find(module);
  if (place != in_one_place.end()) return place->second == file.path;
  return harmless.contains(module) || is_beside(tree, file, module);
}

Complaints not_of_their_own(const SourceTree& tree) {
  Complaints found;
  for (const auto& file : tree) {
    if (!file.in("ops/fakes")) continue;
    if (!file.ends_with(".py")) found.push_back(file.path);
    for (const auto& line : file.lines) {
      const auto module = imported(line);
      const bool names_us = std::ranges::any_of(ours, [&](auto word) { return has(line, word); });
      if (names_us || (module && !may_import(tree, file, *module))) {
        found.push_back(file.path + ": " + line);
      }
    }
  }
  return found;
}

// Lines of that file with the word.
std::vector<std::string> lines_with(const SourceTree& tree, const std::string& path,
                                    std::string_view word) {
  std::vector<std::string> found;
  const auto file = std::ranges::find(tree, path, &SourceFile::path);
  REQUIRE(file != tree.end());
  for (const auto& line : file->lines) {
    if (has(line, word)) found.push_back(line);
  }
  return found;
}

}  // namespace

TEST_CASE("a stand-in is Python of its own, and neither runs nor loads anything of ours") {
  for (const auto& complaint : not_of_their_own(read_tree(FETTLE_SOURCE_ROOT))) {
    FAIL_CHECK(complaint);
  }
  const auto refused = [](const char* path, const char* line) {
    return !not_of_their_own({{path, {line}}}).empty();
  };
  CHECK(refused("ops/fakes/wechat_pay/signer.so", ""));
  CHECK(refused("ops/fakes/wechat_pay/a.py", "import subprocess"));
  CHECK(refused("ops/fakes/wechat_pay/a.py", "    import json, os"));
  CHECK(refused("ops/fakes/odoo/a.py", "from ctypes import CDLL"));
  CHECK(refused("ops/fakes/odoo/a.py", "from results import counted"));
  CHECK(refused("ops/fakes/odoo/a.py", "PROGRAM = 'build/dev/fettle'"));
  CHECK_FALSE(refused("ops/fakes/odoo/a.py", "from common.faults import Faults"));
}

TEST_CASE("the stand-in of WeChat Pay signs, and checks what we sign, by the openssl program") {
  const auto tree = read_tree(FETTLE_SOURCE_ROOT);
  const auto started = lines_with(tree, keys, "subprocess.");
  REQUIRE(started.size() == 1);
  CHECK(has(started.front(), R"(subprocess.run(["openssl", *arguments])"));
  CHECK(lines_with(tree, keys, R"("dgst", "-sha256", "-sign")").size() == 1);
  CHECK(lines_with(tree, keys, R"("dgst", "-sha256", "-verify")").size() == 1);
  // That program has no GCM: this alone is Debian's python3-cryptography.
  CHECK(lines_with(tree, keys, "import AESGCM").size() == 1);
  CHECK(lines_with(tree, keys, " cryptography").size() == 1);
}

}  // namespace fettle::tidy
