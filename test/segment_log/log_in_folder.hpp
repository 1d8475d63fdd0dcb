// A segment log in a folder of the test, and short ways to write and read it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <string>
#include <vector>

#include "adapters/segment_log/segment_log.hpp"
#include "test/segment_log/faulty_disk.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

inline constexpr Partition only{0};
inline constexpr auto all_bytes = std::size_t{1} << 30;
inline constexpr std::uint64_t small_segment = 64 << 10;

struct LogInFolder {
  TempFolder folder;
  std::string directory = (folder.path() / "log").string();

  Result<std::unique_ptr<segment_log::SegmentLog>> open(
      segment_log::Disk& disk, std::uint64_t segment_bytes = small_segment) const {
    return segment_log::SegmentLog::open(disk, directory, LogId("log-1"),
                                         {.segment_bytes = segment_bytes, .scrub = {}});
  }

  std::vector<std::string> segments() const {
    std::vector<std::string> paths;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      const auto name = entry.path().filename().string();
      if (name.size() == 24 && name.ends_with(".seg")) paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }
};

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void put_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

inline Record record(std::string_view value) {
  Record made("tenant-1", value);
  made.add("ce_type", "Noted");
  return made;
}

inline Result<Offset> append(LogWriter& writer, std::vector<std::string> values) {
  std::vector<Record> records;
  for (const auto& value : values) records.push_back(record(value));
  std::promise<Result<Offset>> done;
  auto answer = done.get_future();
  writer.append(std::move(records), [&](Result<Offset> result) { done.set_value(result); });
  return answer.get();
}

inline std::unique_ptr<LogWriter> claimed(Log& log) {
  auto writer = log.claim(only, "owner", "nonce");
  REQUIRE(writer);
  return std::move(writer).value();
}

// The values of all durable records; a claim's is empty.
inline Result<std::vector<std::string>> values(Log& log, Offset from = Offset{0}) {
  const auto reader = TRY(log.read(only, from));
  std::vector<std::string> found;
  while (true) {
    const auto some = TRY(reader->next(all_bytes, std::chrono::milliseconds(0)));
    if (some.empty()) return found;
    for (const auto& stored : some) found.emplace_back(stored.record.value());
  }
}

}  // namespace fettle::test
