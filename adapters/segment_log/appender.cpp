#include "adapters/segment_log/appender.hpp"

#include "adapters/segment_log/tail_scan.hpp"

namespace fettle::segment_log {

Appender::Appender(Disk& disk, std::string directory, LogId log, DurableEnd& end,
                   Preparer& preparer, std::optional<OpenTail> tail)
    : disk_(disk),
      directory_(std::move(directory)),
      log_(std::move(log)),
      end_(end),
      preparer_(preparer) {
  if (!tail) return;
  before_last_ = tail->before_last;
  last_ = tail->last;
  file_ = std::move(tail->file);
  file_bytes_ = tail->file_bytes;
  end_.publish_tail(last_->first);
  end_.publish_end(last_->end);
}

Result<void> Appender::commit(const BatchHeader& header, std::string_view batch) {
  TRY(make_room(batch.size()));
  if (auto written = write(batch); !written) {
    file_.reset();
    return written;
  }
  add(*last_, header);
  end_.publish_end(last_->end);
  return {};
}

Result<void> Appender::write(std::string_view batch) {
  TRY(file_->write_at(last_->end_position, batch));
  return file_->sync();
}

Result<void> Appender::make_room(std::size_t batch_bytes) {
  if (file_ && last_->end_position + batch_bytes <= file_bytes_) return {};
  file_.reset();  // what is not full now must not be written behind a newer segment
  auto prepared = TRY(preparer_.take(head_bytes + batch_bytes));
  auto begun = begin_segment(prepared);
  if (!begun) (void)disk_.remove(prepared.path);
  preparer_.prepare_next();
  return begun;
}

// A segment of the same first offset was left without a durable batch: the rename replaces it.
Result<void> Appender::begin_segment(Preparer::Prepared& prepared) {
  SegmentHead head{log_, end(), last_};
  if (last_ && last_->batches == 0) head.previous = before_last_;
  TRY(prepared.file->write_at(0, encode(head)));
  TRY(prepared.file->sync());
  TRY(disk_.rename(prepared.path, segment_path(directory_, head.first)));
  TRY(disk_.sync_directory(directory_));
  before_last_ = head.previous;
  last_ = SegmentSeal{.first = head.first, .end = head.first, .end_position = head_bytes};
  file_ = std::move(prepared.file);
  file_bytes_ = prepared.bytes;
  end_.publish_tail(head.first);
  return {};
}

}  // namespace fettle::segment_log
