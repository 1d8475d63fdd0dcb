// A killed process over a layer that drops what was not synced (test/crash): nothing answered is
// lost; and the same without syncs does lose it, so the layer shows what it should.
#include <atomic>
#include <thread>

#include "test/segment_log/log_in_folder.hpp"
#include "test/support/child.hpp"
#include "test/support/layer.hpp"

using namespace fettle;
using namespace fettle::test;
using segment_log::Disk;
using segment_log::DiskFile;
using segment_log::PosixDisk;

namespace {

constexpr int killed_after = 300;  // answers; as many appends again are under way

// Says that it synced, and did not.
class LyingDisk : public PosixDisk {
 public:
  Result<std::unique_ptr<DiskFile>> open(const std::string& path, Mode mode) override {
    return std::unique_ptr<DiskFile>(std::make_unique<File>(TRY(PosixDisk::open(path, mode))));
  }

 private:
  class File : public DiskFile {
   public:
    explicit File(std::unique_ptr<DiskFile> real) : real_(std::move(real)) {}
    Result<std::size_t> read_at(std::uint64_t position, char* into, std::size_t size) override {
      return real_->read_at(position, into, size);
    }
    Result<void> write_at(std::uint64_t position, std::string_view bytes) override {
      return real_->write_at(position, bytes);
    }
    Result<void> sync() override { return {}; }
    Result<void> truncate(std::uint64_t size) override { return real_->truncate(size); }
    Result<std::uint64_t> size() override { return real_->size(); }

   private:
    std::unique_ptr<DiskFile> real_;
  };
};

std::vector<std::string> pair_of(int n) {
  return {std::to_string(n), std::string(static_cast<std::size_t>(n % 2'000), 'k')};
}

// Appends without waiting, and dies in the middle of it.
void append_until_killed(Disk& disk) {
  auto log = segment_log::SegmentLog::open(disk, child_folder() + "/log", LogId("log-1"),
                                           {.segment_bytes = small_segment, .scrub = {}});
  REQUIRE(log);
  const auto writer = claimed(**log);
  std::atomic<int> answered = 0;
  for (int n = 0;; ++n) {
    std::vector<Record> records;
    for (const auto& value : pair_of(n)) records.push_back(record(value));
    writer->append(std::move(records), [&](Result<Offset> offset) {
      if (!offset) return;
      if (++answered == killed_after) die_like_a_killed_process();
    });
    while (n > answered + killed_after) std::this_thread::yield();
  }
}

// Whether everything answered is there, in order and nothing half, after a kill of the test case.
bool survives(const std::string& test_case) {
  const LogInFolder place;
  {
    const Layer layer(FETTLE_LOSE_UNSYNCED);
    REQUIRE(run_child(test_case, place.folder.path().string()) == SIGKILL);
  }
  PosixDisk disk;
  const auto log = place.open(disk);
  if (!log) return false;
  const auto found = values(**log);
  if (!found || found->size() < 1 + killed_after * 2 || found->size() % 2 != 1) return false;
  for (std::size_t i = 1; i < found->size(); ++i) {
    if ((*found)[i] != pair_of(static_cast<int>(i - 1) / 2)[(i - 1) % 2]) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("child: appends and is killed" * doctest::skip()) {
  PosixDisk disk;
  append_until_killed(disk);
}

TEST_CASE("child: appends on a disk that lies and is killed" * doctest::skip()) {
  LyingDisk disk;
  append_until_killed(disk);
}

TEST_CASE("a kill that loses what was not synced loses nothing answered") {
  CHECK(survives("child: appends and is killed"));
}

TEST_CASE("a kill over a disk that lies does lose it") {
  CHECK_FALSE(survives("child: appends on a disk that lies and is killed"));
}
