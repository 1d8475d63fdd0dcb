// A disk that fills up, fails or loses power: nothing acknowledged is lost, nothing half is kept.
#include <rapidcheck.h>

#include "test/segment_log/log_in_folder.hpp"

using namespace fettle;
using namespace fettle::test;
using segment_log::PosixDisk;

namespace {

const Fault no_space{FaultKind::full, "disk_full", "no space left on device"};
const Fault broken{FaultKind::unavailable, "disk_failed", "input/output error"};

bool is_segment(const std::string& path) { return path.find("/0") != std::string::npos; }

// Fills the log until it refuses.
Fault first_fault(LogWriter& writer, std::vector<std::string>& accepted) {
  while (true) {
    const auto value = std::string(5'000, 'x') + std::to_string(accepted.size());
    const auto offset = append(writer, {value});
    if (!offset) return offset.error();
    accepted.push_back(value);
  }
}

}  // namespace

TEST_CASE("a full disk is met at a roll, refuses by name, and service resumes with space") {
  const LogInFolder place;
  FaultyDisk disk;
  const auto log = *place.open(disk);
  auto writer = claimed(*log);
  disk.plan([](Operation operation, const std::string& path) -> std::optional<Fault> {
    const bool makes_room = operation == Operation::write && path.ends_with("filling.seg");
    return makes_room ? std::optional(no_space) : std::nullopt;
  });
  std::vector<std::string> accepted{""};
  const auto fault = first_fault(*writer, accepted);
  CHECK(fault.kind == FaultKind::full);
  CHECK(fault.code == "disk_full");
  CHECK(append(*writer, {"after"}).error().kind == FaultKind::full);  // lost for good
  const auto again = log->claim(only, "owner", "nonce");
  REQUIRE_FALSE(again);
  CHECK(again.error().kind == FaultKind::full);
  CHECK(*values(*log) == accepted);

  disk.plan({});
  writer = claimed(*log);
  CHECK(append(*writer, {"space again"}));
  accepted.insert(accepted.end(), {"", "space again"});
  CHECK(*values(*log) == accepted);
}

TEST_CASE("a log opens only when the name of its folder is on the disk") {
  const LogInFolder place;
  FaultyDisk disk;
  const auto around = place.folder.path().string();
  disk.plan([&](Operation operation, const std::string& path) -> std::optional<Fault> {
    const bool names_it = operation == Operation::sync_directory && path == around;
    return names_it ? std::optional(broken) : std::nullopt;
  });
  const auto log = place.open(disk);
  REQUIRE_FALSE(log);
  CHECK(log.error().code == "disk_failed");
  disk.plan({});
  CHECK(place.open(disk));
}

TEST_CASE("after a failed sync the file is left, and a new claim goes on in a new one") {
  const LogInFolder place;
  FaultyDisk disk;
  auto log = *place.open(disk);
  auto writer = claimed(*log);
  REQUIRE(append(*writer, {"kept"}));
  disk.plan([](Operation operation, const std::string& path) -> std::optional<Fault> {
    if (operation == Operation::sync && is_segment(path)) return broken;
    if (operation == Operation::sync && path.ends_with("prepared.seg")) return broken;
    return std::nullopt;
  });
  const auto unknown = append(*writer, {"unknown"});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == FaultKind::unavailable);
  const auto left = place.segments().front();
  const auto left_bytes = bytes_of(left);
  CHECK(left_bytes.find("unknown") != std::string::npos);

  disk.plan({});
  writer = claimed(*log);
  REQUIRE(append(*writer, {"new file"}));
  CHECK(bytes_of(left) == left_bytes);
  CHECK(place.segments().size() == 2);
  const std::vector<std::string> expected{"", "kept", "", "new file"};
  CHECK(*values(*log) == expected);
  writer.reset();
  log.reset();
  log = *place.open(disk);
  CHECK(*values(*log) == expected);
  CHECK(log->verify([](const auto&) { return true; })->records == 4);
}

TEST_CASE("a write that stops half way counts for nothing, at once and after a restart") {
  const LogInFolder place;
  FaultyDisk disk;
  auto log = *place.open(disk);
  auto writer = claimed(*log);
  REQUIRE(append(*writer, {"kept"}));
  disk.plan([](Operation operation, const std::string&) -> std::optional<Fault> {
    return operation == Operation::write ? std::optional(no_space) : std::nullopt;
  });
  CHECK(append(*writer, {std::string(3'000, 'h')}).error().kind == FaultKind::full);
  const std::vector<std::string> expected{"", "kept"};
  CHECK(*values(*log) == expected);
  writer.reset();
  log.reset();
  disk.plan({});
  log = *place.open(disk);
  CHECK(*values(*log) == expected);
}

TEST_CASE("a segment left before its first durable batch is replaced by the next") {
  const LogInFolder place;
  FaultyDisk disk;
  auto log = *place.open(disk);
  bool fail = true;
  disk.plan([&](Operation operation, const std::string&) -> std::optional<Fault> {
    return fail && operation == Operation::write ? std::optional(broken) : std::nullopt;
  });
  CHECK_FALSE(log->claim(only, "owner", "nonce"));
  disk.plan({});
  // The segment that is made ahead may have met the fault, too: then one claim more is told of it.
  auto again = log->claim(only, "owner", "nonce");
  const auto writer = again ? *std::move(again) : claimed(*log);
  CHECK(writer->claim() == Offset{0});
  REQUIRE(append(*writer, {"first"}));
  CHECK(place.segments().size() == 1);
  CHECK(*values(*log) == std::vector<std::string>{"", "first"});
}

// Commits of several records run until the power is cut at some disk operation; any sectors that
// were not synced may be there or not, and the mark page may be older than the segments.
TEST_CASE("after a power cut at any moment every answered append is there and none is half") {
  CHECK(rc::check([](std::uint64_t seed, bool mark_was_written) {
    const auto operations = *rc::gen::inRange(0, 60);
    const LogInFolder place;
    std::vector<std::vector<std::string>> sent;
    std::size_t answered = 0;
    {
      FaultyDisk disk;
      disk.hold_back_writes();
      auto log = place.open(disk);
      RC_ASSERT(log.has_value());
      disk.cut_power_after(operations, seed);
      std::mt19937_64 random(seed);
      const auto writer = (*log)->claim(only, "owner", "nonce");
      for (int i = 0; writer && i < 200; ++i) {
        sent.push_back({std::to_string(i), std::string(random() % 9'000, 'v')});
        if (!append(**writer, sent.back())) break;
        answered = sent.size();
      }
    }
    if (!mark_was_written) {
      auto mark = bytes_of(place.directory + "/MARK");
      put_bytes(place.directory + "/MARK", mark.replace(8, 8, 8, '\0'));
    }

    PosixDisk disk;
    auto log = place.open(disk);
    RC_ASSERT(log.has_value());
    auto found = *values(**log);
    RC_ASSERT((found.empty() || found.front().empty()));
    if (!found.empty()) found.erase(found.begin());  // the claim
    RC_ASSERT(found.size() % 2 == 0);
    RC_ASSERT(found.size() >= answered * 2);
    RC_ASSERT(found.size() <= sent.size() * 2);
    for (std::size_t i = 0; i < found.size(); ++i) RC_ASSERT(found[i] == sent[i / 2][i % 2]);
    const auto writer = (*log)->claim(only, "owner", "nonce");
    RC_ASSERT(writer.has_value());
    RC_ASSERT(append(**writer, {"goes on"}).has_value());
    RC_ASSERT(values(**log)->back() == "goes on");
  }));
}
