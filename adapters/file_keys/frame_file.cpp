#include "adapters/file_keys/frame_file.hpp"

#include <fcntl.h>

#include "core/bytes.hpp"
#include "core/crc32c.hpp"

namespace fettle::file_keys {
namespace {

constexpr std::string_view file_magic = "FETTLEK1";
constexpr std::string_view frame_magic = "FRAM";
constexpr std::size_t head_bytes = 4096;
constexpr std::size_t mark_at = 512;  // alone in its sector, so that it is never torn
constexpr std::size_t frame_head_bytes = 12;

std::string mark_text(std::uint64_t end) {
  std::string text;
  append_little(text, end);
  append_little(text, crc32c(text));
  return text;
}

std::string head_text(std::string_view note, std::uint64_t end) {
  std::string head(file_magic);
  append_little(head, static_cast<std::uint32_t>(note.size()));
  head += note;
  append_little(head, crc32c(head));
  head.resize(mark_at);
  head += mark_text(end);
  head.resize(head_bytes);
  return head;
}

std::string frame_text(std::string_view payload) {
  std::string frame(frame_magic);
  append_little(frame, static_cast<std::uint32_t>(payload.size()));
  append_little(frame, crc32c(payload, crc32c(frame)));
  frame += payload;
  return frame;
}

Fault damaged(const fs::path& path, std::string_view what, std::uint64_t at) {
  return {FaultKind::damaged, "keys_damaged",
          path.string() + ": " + std::string(what) + " at byte " + std::to_string(at) +
              "; restore the file from a backup"};
}

struct Head {
  std::string note;
  std::uint64_t mark;
};

std::optional<Head> parse_head(std::string_view bytes) {
  if (bytes.size() < head_bytes || !bytes.starts_with(file_magic)) return std::nullopt;
  const auto note_size = load_little<std::uint32_t>(bytes.data() + file_magic.size());
  if (note_size > FrameFile::note_bytes_max) return std::nullopt;
  const auto covered = file_magic.size() + 4 + note_size;
  if (load_little<std::uint32_t>(bytes.data() + covered) != crc32c(bytes.substr(0, covered))) {
    return std::nullopt;
  }
  const auto mark = bytes.substr(mark_at, 8);
  if (load_little<std::uint32_t>(mark.data() + 8) != crc32c(mark)) return std::nullopt;
  return Head{std::string(bytes.substr(covered - note_size, note_size)),
              load_little<std::uint64_t>(mark.data())};
}

// The payload of a whole frame at the beginning of `bytes`, if there is one.
std::optional<std::string_view> parse_frame(std::string_view bytes) {
  if (bytes.size() < frame_head_bytes || !bytes.starts_with(frame_magic)) return std::nullopt;
  const auto size = load_little<std::uint32_t>(bytes.data() + 4);
  if (size > bytes.size() - frame_head_bytes) return std::nullopt;
  const auto payload = bytes.substr(frame_head_bytes, size);
  if (load_little<std::uint32_t>(bytes.data() + 8) != crc32c(payload, crc32c(bytes.substr(0, 8)))) {
    return std::nullopt;
  }
  return payload;
}

bool holds_a_frame(std::string_view bytes) {
  for (auto at = bytes.find(frame_magic); at != std::string_view::npos;
       at = bytes.find(frame_magic, at + 1)) {
    if (parse_frame(bytes.substr(at))) return true;
  }
  return false;
}

// Where the whole frames end; `bytes` are the file's from `begin` on.
Result<std::uint64_t> read_frames(const fs::path& path, std::uint64_t begin, std::string_view bytes,
                                  std::uint64_t mark, const FrameFile::Visit& visit) {
  std::size_t at = 0;
  while (const auto payload = parse_frame(bytes.substr(at))) {
    TRY(visit(*payload));
    at += frame_head_bytes + payload->size();
  }
  if (begin + at < mark || holds_a_frame(bytes.substr(at))) {
    return damaged(path, "a bad frame", begin + at);
  }
  return begin + at;
}

}  // namespace

Result<FrameFile> FrameFile::create(const fs::path& path, std::string_view note,
                                    const std::vector<std::string>& payloads) {
  invariant(note.size() <= note_bytes_max, "a note fits into the head");
  std::string bytes(head_bytes, '\0');
  for (const auto& payload : payloads) bytes += frame_text(payload);
  bytes.replace(0, head_bytes, head_text(note, bytes.size()));
  TRY(replace_file(path, bytes));
  auto file = TRY(File::open(path, O_RDWR));
  return FrameFile(std::move(file), std::string(note), bytes.size());
}

Result<FrameFile> FrameFile::open(const fs::path& path, Access access, const Visit& visit) {
  auto file = TRY(File::open(path, access == Access::read_write ? O_RDWR : O_RDONLY));
  const auto bytes = TRY(file.read_from(0));
  const auto head = parse_head(bytes);
  if (!head) return damaged(path, "no readable head", 0);
  const auto end = TRY(
      read_frames(path, head_bytes, std::string_view(bytes).substr(head_bytes), head->mark, visit));
  if (end < bytes.size() && access == Access::read_write) {
    TRY(file.cut(end));
    TRY(file.sync());
  }
  return FrameFile(std::move(file), head->note, end);
}

// The mark is read before the frames: what it covers is then there to be read.
Result<void> FrameFile::read_on(const fs::path& path, const Visit& visit) {
  const auto head = parse_head(TRY(file_.read(0, head_bytes)));
  if (!head) return damaged(path, "no readable head", 0);
  const auto bytes = TRY(file_.read_from(end_));
  end_ = TRY(read_frames(path, end_, bytes, head->mark, visit));
  return {};
}

Result<void> FrameFile::append(std::string_view payload) {
  if (broken_) return *broken_;
  const auto frame = frame_text(payload);
  if (auto written = file_.write(end_, frame); !written) {
    if (!file_.cut(end_) || written.error().kind != FaultKind::full) {
      return broken(written.error());
    }
    return written;
  }
  if (auto synced = file_.sync(); !synced) return broken(synced.error());
  end_ += frame.size();
  // May be lost: it then lags, which only means that a damaged last frame passes for a torn one.
  (void)file_.write(mark_at, mark_text(end_));
  return {};
}

// After a failed fsync nobody knows what is on the disk, and a second one would lie.
Fault FrameFile::broken(const Fault& cause) {
  broken_ = Fault{FaultKind::unavailable, "keys_unwritable", cause.detail + "; start again"};
  return *broken_;
}

}  // namespace fettle::file_keys
