// The snapshot store: an ordered map of bytes that may lag behind the log and never runs ahead of
// it. Deleting it loses nothing but time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace fettle {

struct SnapshotWrite {
  std::string key;
  std::optional<std::string> value;  // nothing: the key is deleted
};

// Any thread may read; one thread at a time writes.
class Snapshots {
 public:
  // Return false to stop the scan.
  using Visit = std::function<bool(std::string_view key, std::string_view value)>;

  virtual ~Snapshots() = default;

  virtual Result<std::optional<std::string>> get(std::string_view key) = 0;

  // All keys in [from, to) in byte order, as of the call's begin.
  virtual Result<void> scan(std::string_view from, std::string_view to, const Visit& visit) = 0;

  // All or none, and never a later batch without an earlier one, also after a crash. May be lost
  // by a crash until `flush` returns.
  virtual Result<void> write(const std::vector<SnapshotWrite>& batch) = 0;

  // Returns once everything written so far survives a power cut.
  virtual Result<void> flush() = 0;
};

}  // namespace fettle
