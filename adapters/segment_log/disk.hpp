// The few file operations of this adapter, behind an interface so that tests can let them fail and
// can drop what was not synced.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace fettle::segment_log {

// An open file. Reads may run on any thread; one thread writes.
class DiskFile {
 public:
  virtual ~DiskFile() = default;

  // How many bytes were read: fewer than `size` only at the end of the file.
  virtual Result<std::size_t> read_at(std::uint64_t position, char* into, std::size_t size) = 0;

  // full: no space; some of the bytes may have been written.
  virtual Result<void> write_at(std::uint64_t position, std::string_view bytes) = 0;

  // Returns once the bytes and the size survive a power cut. After a failure nobody knows what is
  // on the disk: the file must not be written again.
  virtual Result<void> sync() = 0;

  virtual Result<void> truncate(std::uint64_t size) = 0;
  virtual Result<std::uint64_t> size() = 0;
};

// Any thread.
class Disk {
 public:
  enum class Mode { read, write, create };  // create: the file must not be there

  virtual ~Disk() = default;
  virtual Result<std::unique_ptr<DiskFile>> open(const std::string& path, Mode mode) = 0;
  virtual Result<std::vector<std::string>> list(const std::string& directory) = 0;  // names
  virtual Result<void> rename(const std::string& from, const std::string& to) = 0;  // replaces
  virtual Result<void> remove(const std::string& path) = 0;          // fine when it is not there
  virtual Result<void> make_directory(const std::string& path) = 0;  // fine when it is there
  virtual Result<void> sync_directory(const std::string& path) = 0;
};

}  // namespace fettle::segment_log
