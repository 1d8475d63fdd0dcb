// The mark page: the durable end as readers in this and in other processes see it, and after a
// crash the proof of what was durable. It never says more than what a sync has confirmed.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle::segment_log {

// Any thread may read; the one writer publishes.
class Mark {
 public:
  enum class Mode { read, write };  // write: made, with offset 0, when it is not there

  // damaged `log_damaged`: the file is not a mark page.
  static Result<Mark> open(const std::string& path, Mode mode);

  Mark(Mark&& other) noexcept;
  Mark& operator=(Mark&&) = delete;
  ~Mark();

  // Everything before this offset survives a power cut.
  Offset durable_end() const;

  // The first offset of the segment that is being written. Read it after durable_end: then every
  // record before that end lies in this segment or in an earlier one.
  Offset tail() const;

  void publish_end(Offset end);
  void publish_tail(Offset first);

  // Returns once the page itself survives a power cut: a log at rest is then known to its end.
  Result<void> sync();

 private:
  struct Page;
  Mark(Page* page, bool writable, std::string path);

  Page* page_;
  bool writable_;
  std::string path_;
};

}  // namespace fettle::segment_log
