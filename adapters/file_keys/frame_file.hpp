// An append-only file of checked frames. A frame is durable before the next one is written, so
// only the last can be torn.
//
// Layout, numbers little-endian: a head of 4096 bytes (magic, note with its checksum, and the mark:
// up to where the file was durable when the mark was written), then the frames: magic, size,
// CRC-32C of size and payload, payload.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "adapters/file_keys/file.hpp"

namespace fettle::file_keys {

enum class Access { read_write, read_only };

// Owned by one thread at a time.
class FrameFile {
 public:
  using Visit = std::function<Result<void>(std::string_view payload)>;

  static constexpr std::size_t note_bytes_max = 400;

  // Puts a file of these frames in the place of whatever stood there, durably.
  static Result<FrameFile> create(const fs::path& path, std::string_view note,
                                  const std::vector<std::string>& payloads);

  // Visits all frames. A torn last frame is cut (read_only: passed over).
  // damaged `keys_damaged`: a frame that was once durable is not what was written.
  static Result<FrameFile> open(const fs::path& path, Access access, const Visit& visit);

  // Visits the frames that another process has appended since. Not for a file opened for writing.
  // damaged `keys_damaged`: as open; also when the head was caught in the middle of a write.
  Result<void> read_on(const fs::path& path, const Visit& visit);
  bool is_at(const fs::path& path) const { return file_.is_at(path); }

  const std::string& note() const { return note_; }

  // Returns once the frame survives a power cut.
  //   full:        nothing was added; may be tried again.
  //   unavailable: unknown; every later append says the same until the file is opened again.
  Result<void> append(std::string_view payload);

 private:
  FrameFile(File file, std::string note, std::uint64_t end)
      : file_(std::move(file)), note_(std::move(note)), end_(end) {}
  Fault broken(const Fault& cause);

  File file_;
  std::string note_;
  std::uint64_t end_;
  std::optional<Fault> broken_;
};

}  // namespace fettle::file_keys
