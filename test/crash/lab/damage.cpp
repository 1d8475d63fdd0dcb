#include "test/crash/lab/damage.hpp"

#include <fstream>
#include <random>

#include "test/crash/lab/checks.hpp"

namespace fettle::lab {
namespace {

namespace fs = std::filesystem;

enum class End { refused, unchanged, silent };

struct Seen {
  End end;
  std::string code;  // of a refusal
};

Seen refused_by(const Fault& fault) { return {End::refused, fault.code}; }

Result<std::string> bytes_of_log(Log& log) {
  std::string bytes;
  const auto end = TRY(log.durable_end(Partition{0}));
  const auto reader = TRY(log.read(Partition{0}, Offset{0}));
  for (auto next_offset = Offset{0}; next_offset < end;) {
    for (const auto& stored : TRY(reader->next(1 << 20, std::chrono::milliseconds(0)))) {
      if (stored.offset != next_offset) return Fault{FaultKind::damaged, "gap", ""};
      bytes += stored.record.bytes();
      next_offset = next(next_offset);
    }
  }
  return bytes;
}

Result<std::string> bytes_of_log(const fs::path& folder) {
  segment_log::PosixDisk disk;
  const auto log = TRY(segment_log::SegmentLog::open(disk, (folder / "log").string(),
                                                     LogId("log-1"), {.scrub = {}}));
  auto bytes = TRY(bytes_of_log(*log));
  TRY(log->verify([](const auto&) { return true; }));
  return bytes;
}

Seen look_at_log(const fs::path& folder, const std::string& before) {
  const auto now = bytes_of_log(folder);
  if (!now) return refused_by(now.error());
  return {*now == before ? End::unchanged : End::silent, ""};
}

Result<bool> all_keys_are_there(const fs::path& folder, const Ledger& ledger) {
  test::TestDice dice(1);
  const auto keys = TRY(FileKeys::open({folder / "keys", folder / "master.key"}, dice));
  for (const auto& [n, sent] : ledger.sent) {
    if (!sent.accepted || sent.wish.kind != Wish::Kind::make_box) continue;
    if (!TRY(keys->find(demo, "owner-of-" + sent.accepted->id + "/1"))) return false;
  }
  for (const auto& person : ledger.erased) {
    if (TRY(keys->find(demo, person + "/1"))) return false;
  }
  return true;
}

Seen look_at_keys(const fs::path& folder, const Ledger& ledger) {
  const auto there = all_keys_are_there(folder, ledger);
  if (!there) return refused_by(there.error());
  return {*there ? End::unchanged : End::silent, ""};
}

Seen look_at_snapshots(const fs::path& folder) {
  const auto shop = Shop::open(folder, 1);
  if (!shop) return refused_by(shop.error());
  const auto difference = difference_to_log(**shop);
  if (!difference) return refused_by(difference.error());
  return {difference->empty() ? End::unchanged : End::silent, *difference};
}

// What was hit, and whether it has another content now.
std::optional<std::string> damage(const fs::path& folder, std::mt19937_64& random) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (entry.is_regular_file() && entry.file_size() > 0 && name != "LOCK" && name != "lock") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  const auto path = files[random() % files.size()];
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const auto was = bytes;
  const auto at = random() % bytes.size();
  const std::size_t block = random() % 2 == 0 ? 512 : 4096;
  if (random() % 2 == 0) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
  } else {
    const auto from = at / block * block;
    bytes.replace(from, std::min(block, bytes.size() - from), std::min(block, bytes.size() - from),
                  '\0');
  }
  if (bytes == was) return std::nullopt;
  file.seekp(0);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path.filename().string() + " at byte " + std::to_string(at);
}

}  // namespace

void try_damages(const fs::path& folder, const Ledger& ledger, std::uint64_t seed, int tries,
                 const Report& report) {
  std::mt19937_64 random(seed);
  const auto before = bytes_of_log(folder);
  if (!before) return report.wrong("a closed log: " + before.error().code);
  const auto copy = folder.string() + "-damaged";
  constexpr const char* parts[] = {"log", "log", "keys", "snapshots"};
  for (int n = 0; n < tries; ++n) {
    const std::string part = parts[random() % std::size(parts)];
    fs::remove_all(copy);
    fs::copy(folder, copy, fs::copy_options::recursive);
    const auto hit = damage(fs::path(copy) / part, random);
    if (!hit) continue;
    const auto seen = part == "log"    ? look_at_log(copy, *before)
                      : part == "keys" ? look_at_keys(copy, ledger)
                                       : look_at_snapshots(copy);
    report.count("damages of " + part);
    if (seen.end == End::refused) report.count("damages of " + part + " refused as " + seen.code);
    if (seen.end == End::silent)
      report.wrong("damage of " + *hit + " was passed over " + seen.code);
  }
  fs::remove_all(copy);
}

}  // namespace fettle::lab
