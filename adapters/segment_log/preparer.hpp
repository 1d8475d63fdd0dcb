// Makes the next segment's file ahead of need: filled with zeros and synced, so that a commit only
// overwrites (the quickest durable write) and a full disk is met at a roll.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "adapters/segment_log/disk.hpp"

namespace fettle::segment_log {

class Preparer {
 public:
  Preparer(Disk& disk, std::string directory, std::uint64_t segment_bytes);
  ~Preparer();

  struct Prepared {
    std::unique_ptr<DiskFile> file;
    std::string path;  // rename it when it gets its name
    std::uint64_t bytes;
  };

  // A file of zeros of at least `bytes_min`; waits for the one under way.
  // full: no space now; a later call tries again.
  Result<Prepared> take(std::uint64_t bytes_min);

  // Begins the next file, once the one taken has got its name or was removed.
  void prepare_next();

 private:
  void run(std::stop_token stop);
  Result<void> prepare(std::stop_token stop);
  Result<Prepared> open_prepared(std::uint64_t bytes_min);

  Disk& disk_;
  const std::string directory_;
  const std::uint64_t segment_bytes_;

  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool wanted_ = true;
  std::optional<Fault> fault_;  // why the latest attempt left no file
  std::jthread thread_;
};

}  // namespace fettle::segment_log
