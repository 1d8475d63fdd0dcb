// A log that was moved elsewhere is closed for who would write it, and open to who reads.
#include "test/segment_log/log_in_folder.hpp"

namespace fettle::test {
namespace {

TEST_CASE("a log that was closed for good is refused to a writer by the name of the new one") {
  LogInFolder on;
  segment_log::PosixDisk disk;
  {
    const auto log = on.open(disk);
    REQUIRE(log);
    REQUIRE(append(*claimed(**log), {"one", "two"}));
    REQUIRE((*log)->close_for_good("kafka://broker:9092"));
  }
  const auto refused = on.open(disk);
  REQUIRE(!refused);
  CHECK(refused.error().code == "log_moved");
  CHECK(refused.error().kind == FaultKind::mismatch);
  CHECK(refused.error().detail.find("kafka://broker:9092") != std::string::npos);
  const auto reading = segment_log::SegmentLog::open_read_only(disk, on.directory);
  REQUIRE(reading);
  CHECK(*values(**reading) == std::vector<std::string>{"", "one", "two"});
}

TEST_CASE("a log whose closing was cut short is as open as before, and closes at the next try") {
  LogInFolder on;
  segment_log::PosixDisk disk;
  REQUIRE(on.open(disk));
  put_bytes(on.directory + "/MOVED.new", "kafka://bro");
  {
    const auto log = on.open(disk);
    REQUIRE(log);
    REQUIRE((*log)->close_for_good("kafka://broker:9092"));
  }
  const auto refused = on.open(disk);
  REQUIRE(!refused);
  CHECK(refused.error().code == "log_moved");
}

}  // namespace
}  // namespace fettle::test
