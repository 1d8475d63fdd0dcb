// What was written to one file and is not synced yet, kept as what stood there before: the file
// itself has it all, so that every reader sees it, and a cut takes back what is lost.
#pragma once

#include <string>
#include <vector>

#include "test/crash/power_cut/survival.hpp"

namespace fettle::power_cut {

class PendingBytes {
 public:
  // Takes over the handle; it must allow reading and writing.
  explicit PendingBytes(int handle) : handle_(handle) {}
  ~PendingBytes();
  PendingBytes(const PendingBytes&) = delete;
  PendingBytes& operator=(const PendingBytes&) = delete;

  void before_write(std::uint64_t call, off_t at, std::size_t size);
  void before_resize(std::uint64_t call, off_t size);
  void synced();

  // Stores into a shared mapping are seen when somebody looks.
  void map(const char* page, std::size_t size);
  void unmap(std::uint64_t call);
  void look_at_map(std::uint64_t call);
  bool mapped() const { return page_ != nullptr; }
  bool maps(const void* address) const;

  void take_back(Survival& survival);

 private:
  struct Change {
    std::uint64_t call;
    off_t at, size;
    std::string before;  // shorter than `size` where the file ended
    off_t size_before, size_after;
    bool shrinks() const { return size_after < size_before; }
  };

  off_t size() const;
  void note(std::uint64_t call, off_t at, off_t size, off_t size_after);
  void restore(const Change& change, off_t from, off_t to) const;

  int handle_;
  std::vector<Change> changes_;
  const char* page_ = nullptr;
  std::string page_seen_;
};

}  // namespace fettle::power_cut
