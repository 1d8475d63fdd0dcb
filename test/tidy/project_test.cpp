// What stands at the top of the tree is as it was given; and each rule finds what breaks it.
#include <doctest/doctest.h>

#include <sstream>

#include "test/tidy/rules.hpp"

using namespace fettle::tidy;

namespace {

std::string broken(Complaints (*rule)(const SourceTree&)) {
  static const SourceTree ours = read_tree(FETTLE_SOURCE_ROOT);
  std::ostringstream text;
  for (const auto& complaint : rule(ours)) text << "\n  " << complaint;
  return text.str();
}

SourceTree file(std::string path, std::vector<std::string> lines) {
  return {{std::move(path), std::move(lines)}};
}

// Joined at run time, so that this file may be read by the rule too.
std::string path(std::initializer_list<const char*> steps, const std::string& head = "") {
  std::string text = head;
  for (const auto* step : steps) text += std::string("/") + step;
  return text;
}

bool refused(const std::string& line, const std::string& at = "README.md") {
  SourceTree tree = file(at, {"see " + line});
  tree.push_back({"ops/test", {}});
  return !paths_of_a_workplace(tree).empty();
}

}  // namespace

TEST_CASE("no file names a path of the place it was written in") {
  CHECK(broken(paths_of_a_workplace) == "");
  CHECK(refused(path({"work", "notes"})));
  CHECK(refused('`' + path({"home", "anna", "notes.md"}) + '`'));
  CHECK(refused("'" + path({"root", "x"}) + "'"));
  CHECK(refused("x=" + path({"srv", "data", ""})));
  CHECK(refused("file://" + path({"opt", "x"})));
  CHECK(refused(path({"notes"}, "~")));
  CHECK(refused(path({"shared", "notes"}, "..")));
  CHECK(refused(path({"shared"}, ".."), "test/unit/README.md"));
  CHECK(refused(path({"..", "..", "ops"}, ".."), "test/unit/README.md"));
}

TEST_CASE("paths of the system, of the tree, and of the product's URLs may be named") {
  CHECK_FALSE(refused("POST /tech/work-orders"));
  CHECK_FALSE(refused("http://localhost:8080/admin/reports"));
  CHECK_FALSE(refused("/usr/bin/env python3"));
  CHECK_FALSE(refused("build/release/fettle"));
  CHECK_FALSE(refused("${ROOT}/ops/test"));
  CHECK_FALSE(refused(path({"ops", "test"}, ".."), "test/README.md"));
  CHECK_FALSE(refused("/slow"));
}

TEST_CASE("the top level is as given: eight folders, the build, the project's papers") {
  CHECK(broken(top_level_not_as_given) == "");
  auto with_ninth = read_tree(FETTLE_SOURCE_ROOT);
  with_ninth.push_back({"tools/a.cpp", {}});
  CHECK(top_level_not_as_given(with_ninth) == Complaints{"beside: tools"});
  std::erase_if(with_ninth, [](const auto& one) { return one.path == "LICENSE"; });
  CHECK(top_level_not_as_given(with_ninth).size() == 2);
}

TEST_CASE("the README says what to read first: at most eight paths, each of them there") {
  CHECK(broken(reading_list_wrong) == "");
  const auto list = [](const std::string& line) {
    return reading_list_wrong(file("README.md", {"## Read first", line, "## More", "`a/b`"}));
  };
  CHECK(list("`README.md`: and `TRY`").empty());
  CHECK(list("`core/absent.hpp`").size() == 1);
  CHECK(list("nothing").size() == 1);
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += "`README.md` ";
  CHECK(list(nine).size() == 1);
}

TEST_CASE("the thread sanitizer is quiet about libraries only, each with the reason") {
  CHECK(broken(suppressions_without_reason) == "");
  const auto list = [](std::vector<std::string> lines) {
    return suppressions_without_reason(file("ops/tsan.supp", std::move(lines))).size();
  };
  CHECK(list({"# Not instrumented.", "race:rocksdb::", "mutex:rocksdb::"}) == 0);
  CHECK(list({"# Of all of them.", "", "race:rocksdb::"}) == 1);
  CHECK(list({"# A reason.", "race:fettle::Shard"}) == 1);
  CHECK(list({"# A reason.", "race:Shard::run"}) == 1);
}

TEST_CASE("the presets are release, dev with its sanitizers and assertions, and threads") {
  CHECK(broken(presets_not_as_described) == "");
  CHECK(presets_not_as_described(file("CMakePresets.json", {"{}"})).size() == 4);
}
