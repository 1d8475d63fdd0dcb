// Runs a skipped test case in a child process over one layer of test/crash.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "test/support/child.hpp"
#include "test/support/layer.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

// The child's shop is to lie in the folder `data` of its own.
inline void run_over_layer(const std::string& layer, const std::string& test_case,
                           const TempFolder& folder = {}) {
  std::filesystem::create_directories(folder.path() / "data");
  const Layer under(layer);
  const bool passed = child_passes(test_case, folder.path());
  std::ifstream log(folder.path() / "child.log");
  CHECK_MESSAGE(passed, std::string(std::istreambuf_iterator<char>(log), {}));
}

}  // namespace fettle::test
