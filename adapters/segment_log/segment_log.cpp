#include "adapters/segment_log/segment_log.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/segment_log/moved.hpp"
#include "adapters/segment_log/opening.hpp"
#include "adapters/segment_log/segment_reader.hpp"
#include "core/claim_rule.hpp"

namespace fettle::segment_log {
namespace {

constexpr const char* lock_name = "/LOCK";
constexpr const char* mark_name = "/MARK";

Result<void> only_partition(Partition partition) {
  if (partition == Partition{0}) return {};
  return Fault{FaultKind::invalid, "no_such_partition",
               fmt::format("the embedded log has partition 0, not {}", number(partition))};
}

// Nothing in a folder survives a power cut that takes the folder's own name. One that is there may
// be left from an opening that was cut short.
Result<void> make_durably(Disk& disk, const std::string& directory) {
  TRY(disk.make_directory(directory));
  const auto inside = std::filesystem::absolute(directory + "/.").lexically_normal();
  return disk.sync_directory(inside.parent_path().parent_path().string());
}

class SegmentWriter : public LogWriter {
 public:
  SegmentWriter(Committer& committer, Committer::Claimed claimed)
      : committer_(committer), claimed_(claimed) {}

  Offset claim() const override { return claimed_.claim; }
  void append(std::vector<Record> records, Done done) override {
    committer_.append(claimed_.epoch, std::move(records), std::move(done));
  }

 private:
  Committer& committer_;
  const Committer::Claimed claimed_;
};

}  // namespace

// In order of life: the committer ends first, the lock last.
struct SegmentLog::Writing {
  Writing(LockFile held, Disk& disk, const std::string& directory, std::uint64_t segment_bytes)
      : lock(std::move(held)), preparer(disk, directory, segment_bytes) {}

  LockFile lock;
  Preparer preparer;
  std::optional<Committer> committer;
  std::optional<Scrubber> scrubber;
};

struct SegmentLog::Parts {
  Disk& disk;
  std::string directory;
  LogId id;
  std::unique_ptr<DurableEnd> end;
  std::unique_ptr<Writing> writing;
};

SegmentLog::SegmentLog(Parts parts)
    : disk_(parts.disk),
      directory_(std::move(parts.directory)),
      id_(std::move(parts.id)),
      end_(std::move(parts.end)),
      writing_(std::move(parts.writing)) {}

SegmentLog::~SegmentLog() = default;

Result<std::unique_ptr<SegmentLog>> SegmentLog::open(Disk& disk, const std::string& directory,
                                                     const LogId& id_if_new,
                                                     SegmentOptions options) {
  TRY(make_durably(disk, directory));
  auto lock = TRY(LockFile::take(directory + lock_name));
  TRY(check_not_moved(disk, directory));
  auto mark = TRY(Mark::open(directory + mark_name, Mark::Mode::write));
  auto opened = TRY(open_segments(disk, directory, mark.durable_end()));
  Parts parts{disk, directory, opened ? opened->log : id_if_new,
              std::make_unique<DurableEnd>(std::move(mark), Published::in_this_process),
              std::make_unique<Writing>(std::move(lock), disk, directory, options.segment_bytes)};
  auto& end = *parts.end;
  auto appender = std::make_unique<Appender>(disk, directory, parts.id, end,
                                             parts.writing->preparer, std::move(opened));
  TRY(appender->make_room(0));
  TRY(end.sync_mark());
  TRY(disk.sync_directory(directory));
  parts.writing->committer.emplace(parts.id, end, std::move(appender));
  if (options.scrub) parts.writing->scrubber.emplace(disk, directory, end, *options.scrub);
  return std::unique_ptr<SegmentLog>(std::make_unique<SegmentLog>(std::move(parts)));
}

Result<std::unique_ptr<SegmentLog>> SegmentLog::open_read_only(Disk& disk,
                                                               const std::string& directory) {
  auto id = TRY(log_in(disk, directory));
  auto mark = TRY(Mark::open(directory + mark_name, Mark::Mode::read));
  return std::make_unique<SegmentLog>(
      Parts{disk, directory, std::move(id),
            std::make_unique<DurableEnd>(std::move(mark), Published::in_another_process), nullptr});
}

Result<std::unique_ptr<LogWriter>> SegmentLog::claim(Partition partition, std::string_view owner,
                                                     std::string_view nonce) {
  TRY(only_partition(partition));
  if (!writing_) {
    return Fault{FaultKind::closed, "log_read_only", "this log was opened for reading only"};
  }
  auto& committer = *writing_->committer;
  const auto claimed = TRY(committer.claim(claim_record(owner, nonce)));
  return std::unique_ptr<LogWriter>(std::make_unique<SegmentWriter>(committer, claimed));
}

Result<std::unique_ptr<LogReader>> SegmentLog::read(Partition partition, Offset from) {
  const auto end = TRY(durable_end(partition));
  if (from > end) {
    return Fault{FaultKind::mismatch, "checkpoint_ahead_of_log",
                 fmt::format("asked for offset {}, the log ends at {}; restore the log, or delete "
                             "what was folded from it",
                             number(from), number(end))};
  }
  return std::unique_ptr<LogReader>(
      std::make_unique<SegmentReader>(disk_, directory_, seed_of(id_), *end_, from));
}

Result<Offset> SegmentLog::durable_end(Partition partition) {
  TRY(only_partition(partition));
  return end_->now();
}

Result<void> SegmentLog::close_for_good(std::string_view new_place) {
  invariant(writing_ != nullptr, "who closes a log holds its lock");
  return write_moved(disk_, directory_, new_place);
}

Result<Verified> SegmentLog::verify(const Progress& progress) {
  return verify_segments(disk_, directory_, end_->now(), progress);
}

}  // namespace fettle::segment_log
