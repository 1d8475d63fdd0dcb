// A checkout of its own with the program that is tested, for ops/run.
#pragma once

#include <filesystem>

#include "test/journey/support/free_port.hpp"
#include "test/journey/support/program.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::journey {

class Checkout {
 public:
  Checkout() {
    namespace fs = std::filesystem;
    fs::permissions(root(), fs::perms::others_exec, fs::perm_options::add);
    fs::copy(FETTLE_SOURCE_ROOT "/ops", root() / "ops", fs::copy_options::recursive);
    fs::create_directories(program().parent_path());
    fs::create_symlink(FETTLE_PROGRAM, program());
  }

  std::vector<std::string> script(std::vector<std::string> more) const {
    std::vector<std::string> words{root() / "ops/run", "--no-build", "--port", port_};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  const std::filesystem::path& root() const { return root_.path(); }
  std::filesystem::path var() const { return root() / "var"; }
  std::filesystem::path program() const { return root() / "build/release/fettle"; }

 private:
  test::TempFolder root_;
  std::string port_ = std::to_string(free_port());
};

}  // namespace fettle::journey
