// ops/ledger counts a row by what passing tests say of it, and ops/results.py sees every failure.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <set>

#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"
#include "test/tidy/source_tree.hpp"

namespace {

using fettle::test::TempFolder;

std::string output_of(const std::string& command) {
  return fettle::test::run_command("cd '" FETTLE_SOURCE_ROOT "' && " + command + " 2>&1").text;
}

std::string test_case(const std::string& name, bool passed) {
  return "<TestCase name=\"" + name + "\"><OverallResultsAsserts test_case_success=\"" +
         (passed ? "true" : "false") + "\"/></TestCase>";
}

// Results of one program, as ops/test leaves them.
struct Results {
  TempFolder folder;

  void write(const std::string& cases, const std::string& end = "</doctest>", int status = 0) {
    std::ofstream(folder.path() / "unit.xml") << "<doctest>" << cases << end;
    std::ofstream(folder.path() / "unit.exit") << status;
  }
  std::string ledger(const std::string& options) const {
    return output_of("ops/ledger --results " + folder.path().string() + ' ' + options);
  }
  std::string counts() const {
    const auto text = output_of("python3 ops/results.py " + folder.path().string());
    const auto last = text.find_last_of('\n', text.size() - 2);
    return text.substr(last == std::string::npos ? 0 : last + 1);
  }
};

std::string state_of(const std::string& rows, const std::string& id) {
  const auto at = rows.find("  " + id + ' ');
  REQUIRE(at != std::string::npos);
  return rows.substr(at + 11, 10);
}

// The rows that the tests of this tree claim to prove whole.
std::set<std::string> whole_rows() {
  std::set<std::string> rows;
  const std::string begin = "[AR-";
  for (const auto& file : fettle::tidy::read_tree(FETTLE_SOURCE_ROOT)) {
    if (!file.in("test") || file.in("test/tidy") || !file.is_code()) continue;
    for (const auto& line : file.lines) {
      for (auto at = line.find(begin); at != std::string::npos; at = line.find(begin, at + 1)) {
        const auto tag = line.substr(at + 1, line.find(']', at) - at - 1);
        if (tag.find(':') == std::string::npos) rows.insert(tag);
      }
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("a row is whole by a passing test of the whole and no failing one, else in part") {
  Results results;
  results.write(test_case("states [AR-05] [AR-06:part]", true) +
                test_case("more of it [AR-05:part]", true) + test_case("fine [AR-07]", true) +
                test_case("not so [AR-07]", false) + test_case("broken [AR-08]", false));
  const auto rows = results.ledger("--rows");
  CHECK(state_of(rows, "AR-05") == "whole     ");
  CHECK(state_of(rows, "AR-06") == "in part   ");
  CHECK(state_of(rows, "AR-07") == "in part   ");
  CHECK(state_of(rows, "AR-08") == "not at all");
  CHECK(rows.find(" 94 rows:   1 whole,   2 in part,  91 not at all") != std::string::npos);
  CHECK(rows.find("total         412 rows:") != std::string::npos);
}

TEST_CASE("a row that no ledger has is named") {
  Results results;
  results.write(test_case("a slip of the pen [AR-500]", true));
  CHECK(results.ledger("").find("no ledger has: AR-500") != std::string::npos);
}

TEST_CASE("a program that ends inside a test, or badly after its tests, is a failure") {
  Results results;
  results.write(test_case("one", true) + test_case("two", false));
  CHECK(results.counts() == "1 1\n");
  results.write(test_case("one", true) + "<TestCase name=\"two\">", "");
  CHECK(results.counts() == "1 1\n");
  results.write(test_case("one", true), "</doctest>", 1);
  CHECK(results.counts() == "1 1\n");
  results.write(test_case("one", true) + "<TestCase name=\"two\" skipped=\"true\"/>");
  CHECK(results.counts() == "1 0\n");
}

TEST_CASE("the rows that tests prove whole are those that are built whole, and no other") {
  CHECK(whole_rows() == std::set<std::string>{
                            "AR-03", "AR-05", "AR-06", "AR-07", "AR-08", "AR-09", "AR-10", "AR-11",
                            "AR-13", "AR-14", "AR-17", "AR-20", "AR-21", "AR-22", "AR-23", "AR-24",
                            "AR-26", "AR-29", "AR-31", "AR-32", "AR-33", "AR-34", "AR-36", "AR-37",
                            "AR-38", "AR-39", "AR-41", "AR-43", "AR-44", "AR-45", "AR-47", "AR-48",
                            "AR-49", "AR-50", "AR-63", "AR-64", "AR-66", "AR-67", "AR-68", "AR-69",
                            "AR-70", "AR-71", "AR-73", "AR-75", "AR-86", "AR-89"});
}
