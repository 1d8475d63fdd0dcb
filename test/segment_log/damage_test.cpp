// What lies on the disk is changed behind the log's back: it is refused by name, or a whole prefix
// is kept, and never is anything else read.
#include <rapidcheck.h>

#include "adapters/segment_log/batch_source.hpp"
#include "core/bytes.hpp"
#include "core/crc32c.hpp"
#include "test/segment_log/log_in_folder.hpp"

using namespace fettle;
using namespace fettle::test;
using segment_log::PosixDisk;

namespace {

constexpr auto quietly = [](const segment_log::Verified&) { return true; };

// Appends values of some size, about `segments` segments full, and closes the log.
std::vector<std::string> filled(const LogInFolder& place, std::size_t segments) {
  PosixDisk disk;
  const auto log = *place.open(disk);
  const auto writer = claimed(*log);
  std::vector<std::string> written{""};
  while (place.segments().size() < segments || written.size() % 5 != 0) {
    written.push_back(std::to_string(written.size()) + std::string(1'500, 'v'));
    REQUIRE(append(*writer, {written.back()}));
  }
  return written;
}

void set_mark(const LogInFolder& place, std::uint64_t end) {
  auto mark = bytes_of(place.directory + "/MARK");
  mark.replace(8, 8, reinterpret_cast<const char*>(&end), 8);
  put_bytes(place.directory + "/MARK", mark);
}

std::string first_refusal(const LogInFolder& place, PosixDisk& disk) {
  const auto log = place.open(disk);
  if (!log) return log.error().code + " " + log.error().detail;
  const auto read = values(**log);
  return read ? "" : read.error().code + " " + read.error().detail;
}

}  // namespace

TEST_CASE("a tail cut or changed below the mark is damage, refused with its place") {
  const LogInFolder place;
  filled(place, 1);
  const auto segment = place.segments().back();
  auto bytes = bytes_of(segment);
  bytes[bytes.find("vvvv")] = 'w';
  put_bytes(segment, bytes);
  PosixDisk disk;
  const auto log = place.open(disk);
  REQUIRE_FALSE(log);
  CHECK(log.error().kind == FaultKind::damaged);
  CHECK(log.error().code == "log_damaged");
  CHECK(log.error().detail.find(segment) != std::string::npos);
  CHECK(log.error().detail.find("at byte ") != std::string::npos);
}

TEST_CASE("any change of the tail gives a whole prefix or a refusal by name") {
  const LogInFolder place;
  const auto written = filled(place, 1);
  const auto segment = place.segments().back();
  const auto good = bytes_of(segment);
  const auto end = good.find_last_not_of('\0');
  CHECK(rc::check([&] {
    auto bytes = good;
    if (*rc::gen::arbitrary<bool>()) {
      bytes.resize(*rc::gen::inRange<std::size_t>(0, end));
    } else {
      const auto at = *rc::gen::inRange<std::size_t>(0, end + 2'000);
      bytes[at] = static_cast<char>(bytes[at] ^ 1 << *rc::gen::inRange(0, 8));
    }
    put_bytes(segment, bytes);
    set_mark(place, *rc::gen::inRange<std::uint64_t>(0, written.size() + 1));
    PosixDisk disk;
    const auto log = place.open(disk);
    if (!log) {
      RC_ASSERT(log.error().code == "log_damaged");
      return;
    }
    const auto found = values(**log);
    RC_ASSERT(found.has_value());
    RC_ASSERT(found->size() <= written.size());
    RC_ASSERT(std::equal(found->begin(), found->end(), written.begin()));
  }));
}

TEST_CASE("a bad last batch beyond the mark is a torn tail: it is cut, and the log goes on") {
  const LogInFolder place;
  auto written = filled(place, 1);
  const auto segment = place.segments().back();
  auto bytes = bytes_of(segment);
  bytes[bytes.find_last_of('v')] = 'w';
  put_bytes(segment, bytes);
  set_mark(place, written.size() - 1);
  written.pop_back();
  PosixDisk disk;
  {
    const auto log = *place.open(disk);
    CHECK(*values(*log) == written);
    REQUIRE(append(*claimed(*log), {"on"}));
  }
  written.insert(written.end(), {"", "on"});
  const auto log = *place.open(disk);
  CHECK(*values(*log) == written);
}

TEST_CASE("a later batch proves an earlier bad one durable, whatever the mark page says") {
  const LogInFolder place;
  filled(place, 1);
  const auto segment = place.segments().back();
  auto bytes = bytes_of(segment);
  bytes[bytes.find("vvvv")] = 'w';
  put_bytes(segment, bytes);
  set_mark(place, 0);
  PosixDisk disk;
  CHECK(first_refusal(place, disk).starts_with("log_damaged"));
}

TEST_CASE("a whole batch that does not hold its records, or holds none, is no tail to go on from") {
  const auto seed = segment_log::seed_of(LogId("log-1"));
  segment_log::BatchBuilder builder(seed);
  builder.begin(Offset{0}, Offset{0});
  builder.add("no record");
  builder.finish();
  const auto head = segment_log::encode({LogId("log-1"), Offset{0}, std::nullopt});
  const LogInFolder place;
  std::filesystem::create_directory(place.directory);
  const auto segment = segment_log::segment_path(place.directory, Offset{0});
  put_bytes(segment, head + std::string(builder.batch()));
  PosixDisk disk;
  const auto refusal = first_refusal(place, disk);
  CHECK(refusal.starts_with("log_damaged"));
  CHECK(refusal.find(segment) != std::string::npos);

  builder.begin(Offset{0}, Offset{0});
  builder.finish();
  put_bytes(segment, head + std::string(builder.batch()));
  const auto log = *place.open(disk);
  REQUIRE(append(*claimed(*log), {"on"}));
  CHECK(*values(*log) == std::vector<std::string>{"", "on"});
}

TEST_CASE("a header that promises more than its file holds takes no memory for it") {
  struct File : segment_log::DiskFile {
    Result<std::size_t> read_at(std::uint64_t position, char* into, std::size_t size) override {
      largest = std::max(largest, size);
      const auto there = std::string_view(bytes).substr(std::min(position, bytes.size()), size);
      std::copy(there.begin(), there.end(), into);
      return there.size();
    }
    Result<void> write_at(std::uint64_t, std::string_view) override { return {}; }
    Result<void> sync() override { return {}; }
    Result<void> truncate(std::uint64_t) override { return {}; }
    Result<std::uint64_t> size() override { return bytes.size(); }
    std::string bytes;
    std::size_t largest = 0;
  };
  segment_log::BatchBuilder builder(1);
  builder.begin(Offset{0}, Offset{0});
  builder.add(record("one").bytes());
  builder.finish();
  File file;
  file.bytes = builder.batch();
  store_little(file.bytes.data() + 4, std::uint32_t{0xffff'ff00});
  constexpr auto checksum_at = segment_log::batch_header_bytes - sizeof(std::uint32_t);
  store_little(file.bytes.data() + checksum_at,
               crc32c(std::string_view(file.bytes).substr(0, checksum_at), 1));
  segment_log::BatchSource source(file, 1, 0);
  const auto batch = source.next(1 << 20);
  REQUIRE(batch);
  CHECK_FALSE(batch->has_value());
  CHECK(file.largest <= 1 << 20);
}

TEST_CASE("a sealed segment is not read at opening; a read, verify and scrub stop at its damage") {
  const LogInFolder place;
  filled(place, 4);
  const auto segment = place.segments()[1];
  auto bytes = bytes_of(segment);
  bytes[bytes.find("vvvv")] = 'w';
  put_bytes(segment, bytes);
  PosixDisk disk;
  const auto log = *place.open(disk);
  const auto reader = *log->read(only, Offset{0});
  std::optional<Fault> fault;
  while (!fault) {
    const auto some = reader->next(1, std::chrono::milliseconds(0));
    if (!some) fault = some.error();
  }
  CHECK(fault->kind == FaultKind::damaged);
  CHECK(fault->detail.find(segment) != std::string::npos);
  const auto later = reader->next(1, std::chrono::milliseconds(0));
  REQUIRE_FALSE(later);
  CHECK(later.error().detail == fault->detail);
  const auto verified = log->verify(quietly);
  REQUIRE_FALSE(verified);
  CHECK(verified.error().detail.find(segment) != std::string::npos);
}

TEST_CASE("the scrubber finds damage by itself") {
  const LogInFolder place;
  filled(place, 3);
  const auto segment = place.segments().front();
  auto bytes = bytes_of(segment);
  bytes[bytes.find("vvvv")] = 'w';
  put_bytes(segment, bytes);
  PosixDisk disk;
  std::promise<Fault> found;
  segment_log::ScrubPlan plan;
  plan.after = std::chrono::milliseconds(0);
  plan.on_fault = [&](const Fault& fault) { found.set_value(fault); };
  const auto log = segment_log::SegmentLog::open(disk, place.directory, LogId("log-1"),
                                                 {.segment_bytes = small_segment, .scrub = plan});
  REQUIRE(log);
  CHECK(found.get_future().get().code == "log_damaged");
}

TEST_CASE("a seal that does not match its segment is found by verify") {
  const LogInFolder place;
  filled(place, 3);
  PosixDisk disk;
  const auto log = *place.open(disk);
  const auto verified = log->verify(quietly);
  REQUIRE(verified);
  CHECK(verified->segments == 3);
  // A whole segment of the same log and the same offsets, with other contents.
  const LogInFolder other;
  {
    const auto other_log = *other.open(disk);
    const auto writer = claimed(*other_log);
    for (int i = 0; other.segments().size() < 2; ++i) {
      REQUIRE(append(*writer, {std::to_string(i) + std::string(1'500, 'u')}));
    }
  }
  if (other.segments()[1].substr(other.directory.size()) !=
      place.segments()[1].substr(place.directory.size())) {
    FAIL("the two logs roll at different offsets");
  }
  put_bytes(place.segments()[0], bytes_of(other.segments()[0]));
  const auto again = log->verify(quietly);
  REQUIRE_FALSE(again);
  CHECK(again.error().detail.find("seal") != std::string::npos);
}

TEST_CASE("a missing segment, first, middle or last, is refused by name") {
  for (std::size_t missing = 0; missing < 3; ++missing) {
    const LogInFolder place;
    filled(place, 3);
    std::filesystem::remove(place.segments()[missing]);
    PosixDisk disk;
    CHECK(first_refusal(place, disk).starts_with("log_damaged"));
  }
  const LogInFolder place;
  filled(place, 1);
  std::filesystem::remove(place.segments()[0]);
  PosixDisk disk;
  CHECK(first_refusal(place, disk).starts_with("log_damaged"));
}

TEST_CASE("a segment of another log is refused by name, and so is one of another program") {
  const LogInFolder place;
  filled(place, 2);
  const auto segment = place.segments()[0];
  const auto good = bytes_of(segment);
  PosixDisk disk;
  const auto other = segment_log::encode({LogId("log-2"), Offset{0}, std::nullopt});
  put_bytes(segment, other + good.substr(other.size()));
  CHECK(first_refusal(place, disk).starts_with("log_damaged"));

  for (const char version : {'\1', '\3'}) {
    auto another = good;
    another[12] = version;  // and then the checksum
    store_little(another.data() + 8,
                 crc32c(std::string_view(another).substr(12, segment_log::head_bytes - 12)));
    put_bytes(segment, another);
    CHECK(first_refusal(place, disk).starts_with("log_version_unknown"));
  }
}

TEST_CASE("a head whose bytes changed, and a mark page that is none, are refused by name") {
  const LogInFolder place;
  filled(place, 2);
  PosixDisk disk;
  const auto segment = place.segments()[1];
  const auto good = bytes_of(segment);
  for (const std::size_t at : {0UL, 9UL, 20UL, 40UL, 4'000UL}) {
    auto bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    put_bytes(segment, bytes);
    CHECK(first_refusal(place, disk).starts_with("log_damaged"));
  }
  put_bytes(segment, good);
  CHECK(first_refusal(place, disk).empty());
  put_bytes(place.directory + "/MARK", std::string(4'096, 'x'));
  CHECK(first_refusal(place, disk).starts_with("log_damaged"));
}

TEST_CASE("a mark page gets its name when it is whole: cut short it is made again, else refused") {
  const LogInFolder place;
  std::filesystem::create_directories(place.directory);
  put_bytes(place.directory + "/MARK.new", std::string(100, '\0'));
  PosixDisk disk;
  CHECK(first_refusal(place, disk).empty());
  CHECK(bytes_of(place.directory + "/MARK").starts_with("FLT_MARK"));
  CHECK_FALSE(std::filesystem::exists(place.directory + "/MARK.new"));
  for (const std::size_t size : {0UL, 512UL, 4'096UL}) {
    put_bytes(place.directory + "/MARK", std::string(size, '\0'));
    CHECK(first_refusal(place, disk).starts_with("log_damaged"));
  }
}
