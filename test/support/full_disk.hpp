// A folder on a disk that a test can fill up, for child processes over the layer that refuses to
// let files grow (test/crash/fill_disk.cpp).
#pragma once

#include <filesystem>
#include <fstream>

#include "test/support/layer.hpp"

namespace fettle::test {

class FullDisk {
 public:
  // A parent: the children started while it lives have this folder on such a disk.
  // A child, with the folder it was given: fills and frees it; the layer is there already.
  explicit FullDisk(std::filesystem::path folder)
      : folder_(std::filesystem::canonical(folder)), flag_(folder_ / "disk-is-full") {}

  void put_under_children() {
    setenv("FULL_DISK_WHILE", flag_.c_str(), /*overwrite=*/1);
    setenv("FULL_DISK_UNDER", folder_.c_str(), /*overwrite=*/1);
  }
  void fill() { std::ofstream{flag_}; }
  void free() { std::filesystem::remove(flag_); }

 private:
  std::filesystem::path folder_, flag_;
};

}  // namespace fettle::test
