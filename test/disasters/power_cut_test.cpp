// Some cuts of the crash lab (`fettle-crash-lab`), and the proof that it sees what is lost.
#include <doctest/doctest.h>

#include <cstdio>
#include <string>

namespace {

struct Run {
  int status = -1;
  std::string told;
};

Run crash_lab(const std::string& options) {
  Run run;
  const auto command = std::string(FETTLE_CRASH_LAB) + " --quiet " + options + " 2>&1";
  auto* const output = ::popen(command.c_str(), "r");
  REQUIRE(output != nullptr);
  char piece[4096];
  while (std::fgets(piece, sizeof piece, output) != nullptr) run.told += piece;
  run.status = ::pclose(output);
  return run;
}

}  // namespace

TEST_CASE(
    "after power cuts at any call nothing acknowledged is lost, and damage is refused by name") {
  const auto run = crash_lab("--cuts 50 --seed 20");
  CHECK_MESSAGE(run.status == 0, run.told);
  CHECK_MESSAGE(run.told.find("lost: 0, wrong: 0") != std::string::npos, run.told);
  CHECK_MESSAGE(run.told.find("damages of log refused as log_damaged") != std::string::npos,
                run.told);
}

TEST_CASE(
    "on a disk that says it synced and did not, the crash lab finds acknowledged commits lost") {
  const auto run = crash_lab("--cuts 10 --seed 20 --lies");
  CHECK(run.status != 0);
  CHECK(run.told.find("lost: ") != std::string::npos);
  CHECK_MESSAGE(run.told.find("lost: 0") == std::string::npos, run.told);
}
