// The disk below one folder, as a power cut finds it: counts the calls that change it, and at the
// chosen one takes back what is lost of the rest and ends the process.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "test/crash/power_cut/pending_bytes.hpp"
#include "test/crash/power_cut/pending_names.hpp"

namespace fettle::power_cut {

struct Plan {
  std::string under;  // absolute
  std::string aside;  // a folder on the same file system, not below `under`
  std::uint64_t cut_at = 0;
  std::uint64_t seed = 0;
  bool lies = false;  // says that it synced, and did not
};

// Any thread; one call at a time.
class Disk {
 public:
  explicit Disk(Plan plan) : plan_(std::move(plan)), names_(plan_.aside) {}

  bool holds(int file) const;
  bool holds(const char* path) const;

  // Runs the call in its turn; `note` comes before it.
  template <class Note, class Call>
  auto change_bytes(int file, Note&& note, Call&& call) {
    const std::lock_guard lock(mutex_);
    begin_call();
    note(bytes_of(file), calls_);
    const auto result = call();
    end_call();
    return result;
  }
  int open(const char* path, int flags, mode_t mode);
  int make_folder(const char* path, mode_t mode);
  int rename(const char* from, const char* to);
  int link(const char* from, const char* to);
  int unlink(const char* path);
  void found_new(const char* path);  // made by a call that is not held

  int sync(int file);
  void map(int file, void* page, std::size_t size);
  void unmap(const void* page);
  // False: the page is none of ours.
  bool sync_map(const void* page);

 private:
  void begin_call();
  void end_call();
  PendingBytes& bytes_of(int file);
  void drop_clean(ino_t file);
  [[noreturn]] void cut();
  void tell(const Survival& survival) const;

  const Plan plan_;
  std::mutex mutex_;
  std::uint64_t calls_ = 0;
  std::map<ino_t, std::unique_ptr<PendingBytes>> bytes_;
  PendingNames names_;
};

}  // namespace fettle::power_cut
