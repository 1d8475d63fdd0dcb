// A disk that the kernel has mounted again for reading only, as it does after errors: in a child
// process over a layer that refuses every change.
#include <fstream>

#include "test/disasters/counter.hpp"
#include "test/disasters/over_layer.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

class ReadOnlyDisk {
 public:
  explicit ReadOnlyDisk(const std::filesystem::path& folder)
      : data_(std::filesystem::canonical(folder) / "data"),
        flag_(data_.string() + "-is-read-only") {}

  const std::filesystem::path& data() const { return data_; }
  void put_under_children() const {
    setenv("READ_ONLY_WHILE", flag_.c_str(), /*overwrite=*/1);
    setenv("READ_ONLY_UNDER", data_.c_str(), /*overwrite=*/1);
  }
  void close() const { std::ofstream{flag_}; }
  void open() const { std::filesystem::remove(flag_); }

 private:
  std::filesystem::path data_, flag_;
};

void run_on_read_only_disk(const std::string& test_case) {
  const TempFolder folder;
  std::filesystem::create_directories(folder.path() / "data");
  ReadOnlyDisk(folder.path()).put_under_children();
  run_over_layer(FETTLE_READ_ONLY, test_case, folder);
}

// Of those that no timer closes.
std::string open_box(const Ledger& ledger) {
  for (const auto& [number, sent] : ledger.sent) {
    const bool made = sent.accepted && sent.wish.kind == Wish::Kind::make_box;
    if (made && number % 3 != 0) return sent.accepted->id;
  }
  return "";
}

}  // namespace

TEST_CASE("child: a shop whose disk takes nothing any more" * doctest::skip()) {
  const ReadOnlyDisk disk(child_folder());
  Witness witness;
  live(witness, disk.data(), 1);
  const auto next = witness.ledger().next();
  witness.in_child([&](const Report& report) {
    const auto shop = open_checked(disk.data(), witness.ledger(), 2, report);
    if (!shop) return;
    disk.close();
    auto number = next;
    report.count("first " + until_refused(*shop, report, number));
    report.count("again " + make_box(*shop, report, number));
  });
  // A timer that is due just then tries the log before the box asks for a key.
  for (const std::string which : {"first", "again"}) {
    CHECK(witness.tally().of(which + " keys_unwritable") +
              witness.tally().of(which + " disk_failed") ==
          1);
  }

  witness.in_child([&](const Report& report) {
    const auto shop = Shop::open(disk.data(), 3);
    report.count(shop ? "opened" : "refused as " + shop.error().code);
  });
  CHECK(witness.tally().of("refused as keys_unavailable") == 1);
  disk.open();
  live(witness, disk.data(), 4);
  check_content(witness);
}

TEST_CASE("a disk that turns read-only refuses commands by name and keeps what was answered") {
  run_on_read_only_disk("child: a shop whose disk takes nothing any more");
}

TEST_CASE("child: things are put into a box on a disk that takes nothing" * doctest::skip()) {
  const ReadOnlyDisk disk(child_folder());
  Witness witness;
  live(witness, disk.data(), 1);
  const auto next = witness.ledger().next();
  const Wish wish{Wish::Kind::add_things, "", open_box(witness.ledger()), 7};
  witness.in_child([&](const Report& report) {
    const auto shop = open_checked(disk.data(), witness.ledger(), 2, report);
    if (!shop) return;
    disk.close();
    report.count("first " + ask(*shop, report, next, wish));
    report.count("again " + ask(*shop, report, next, wish));
    disk.open();
    if (!in_the_end(*shop, report, next, wish)) report.wrong("no service on an open disk");
    if (!in_the_end(*shop, report, next + 1, box(next + 1))) report.wrong("no box on an open disk");
    if (!shop->snapshots().flush()) report.wrong("the snapshots did not come back");
  });
  CHECK(witness.tally().of("first disk_failed") == 1);
  CHECK(witness.tally().of("again disk_failed") == 1);
  live(witness, disk.data(), 3);
  check_content(witness);
}

TEST_CASE("once the disk takes changes again, commands do, without a restart") {
  run_on_read_only_disk("child: things are put into a box on a disk that takes nothing");
}

TEST_CASE("child: a log is read on a disk that takes nothing" * doctest::skip()) {
  const ReadOnlyDisk disk(child_folder());
  Witness witness;
  live(witness, disk.data(), 1);
  disk.close();
  segment_log::PosixDisk posix;
  const auto log = segment_log::SegmentLog::open_read_only(posix, (disk.data() / "log").string());
  REQUIRE(log);
  CHECK((*log)->verify([](const auto&) { return true; }));
  TestDice dice(1);
  CHECK(FileKeys::open({.folder = disk.data() / "keys",
                        .master_key_file = disk.data() / "master.key",
                        .access = file_keys::Access::read_only},
                       dice));
}

TEST_CASE("what only reads log and keys works on a read-only disk") {
  run_on_read_only_disk("child: a log is read on a disk that takes nothing");
}
