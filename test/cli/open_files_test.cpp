// How many files the process may open, and how many of them connections may take.
#include "adapters/cli/tools/open_files.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace fettle::cli;

TEST_CASE("the soft limit of open files is raised to the hard one") {
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit low = before;
  low.rlim_cur = 256;
  REQUIRE(before.rlim_max > low.rlim_cur);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &low) == 0);
  const auto raised = raise_open_files();
  rlimit after{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &after) == 0);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
  REQUIRE(raised);
  CHECK(*raised == after.rlim_cur);
  CHECK(after.rlim_cur == std::min<rlim_t>(before.rlim_max, 1 << 20));
}

TEST_CASE("connections leave the stores their files, whatever is asked for") {
  CHECK(connections_within(1 << 20, 4096) == 4096);
  CHECK(connections_within(4096, 4096) == 4096 - open_files_reserve);
  CHECK(connections_within(1024, 4096) == 512);
  CHECK(connections_within(1024, 100) == 100);
  CHECK(connections_within(256, 4096) == 128);
}
