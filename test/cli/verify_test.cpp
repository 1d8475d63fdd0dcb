// `fettle verify` finds every kind of tampering, by name and place.
#include <doctest/doctest.h>

#include <fstream>

#include "adapters/cli/tools/verify.hpp"
#include "core/claim_rule.hpp"
#include "core/hash_chain.hpp"
#include "core/header_names.hpp"
#include "test/cli/installation.hpp"
#include "test/doubles/memory_log.hpp"

using namespace fettle;
using namespace fettle::cli;
using fettle::test::Installation;
using fettle::test::MemoryLog;

namespace {

constexpr Partition partition{0};

struct FilledShop : Installation {
  FilledShop() {
    make_tenant("demo");
    make_tenant("north");
    const auto box = make_box("blue");
    for (int i = 0; i < 4; ++i) add_things(box, 5);
    make_box("red", "north");
  }
};

Verification verified(Log& log, const Heads& against = {}) {
  NoProgress progress;
  return Installation::must(verify(log, against, progress));
}

using Change = std::function<std::optional<Record>(Offset offset, RecordView record)>;

// A copy of a log in memory, where every record may be changed or left out on its way.
std::unique_ptr<MemoryLog> copy(Log& log, const Change& change) {
  auto made = std::make_unique<MemoryLog>();
  const auto reader = Installation::must(log.read(partition, Offset{0}));
  const auto end = Installation::must(log.durable_end(partition));
  for (Offset at{0}; at < end;) {
    const auto records = Installation::must(reader->next(1 << 20, std::chrono::milliseconds(0)));
    for (const auto& [offset, record] : records) {
      if (auto changed = change(offset, record)) made->put(*std::move(changed));
      at = next(offset);
    }
  }
  return made;
}

Record with_value(RecordView record, std::string_view value) {
  Record made(record.key(), value);
  record.each_header([&](const Header& header) { made.add(header); });
  return made;
}

Record with_header(RecordView record, std::string_view name, std::string_view value) {
  Record made(record.key(), record.value());
  record.each_header([&](const Header& header) {
    made.add_named(header.name, header.name == name ? value : header.value);
  });
  return made;
}

std::unique_ptr<MemoryLog> with_change_at(Log& log, Offset place,
                                          const std::function<Record(RecordView)>& change) {
  return copy(log, [&](Offset offset, RecordView record) {
    return std::optional(offset == place ? change(record) : Record::copy_of(record));
  });
}

}  // namespace

TEST_CASE("an untouched log verifies, with a head for every tenant") {
  FilledShop shop;
  const auto found = verified(*shop.log);
  CHECK(found.damage_count == 0);
  CHECK(found.events == 8);
  CHECK(found.commits == 8);
  CHECK(found.claims == 1);
  CHECK(found.void_records == 0);
  CHECK(found.heads.at("demo").events == 6);
  CHECK(found.heads.at("north").events == 2);
}

TEST_CASE("a changed value breaks the chain at that record, and nowhere else") {
  FilledShop shop;
  const auto forged = with_change_at(*shop.log, Offset{5}, [](RecordView record) {
    return with_value(record, R"({"count":50})");
  });
  const auto found = verified(*forged);
  REQUIRE(found.damage_count == 1);
  CHECK(found.damage[0].code == "chain_broken");
  CHECK(found.damage[0].offset == Offset{5});
}

TEST_CASE("a changed header breaks the chain: who acted, and when") {
  FilledShop shop;
  for (const std::string name : {"ce_actor", "ce_time", "ce_subject"}) {
    const auto forged = with_change_at(*shop.log, Offset{5}, [&](RecordView record) {
      return with_header(record, name,
                         name == "ce_time" ? "2020-01-01T00:00:00.000000Z" : "box/another");
    });
    const auto found = verified(*forged);
    REQUIRE_MESSAGE(found.damage_count == 1, name);
    CHECK(found.damage[0].code == "chain_broken");
  }
}

TEST_CASE("a record that names a claim which is not at that offset is damage") {
  FilledShop shop;
  const auto forged = with_change_at(*shop.log, Offset{5}, [](RecordView record) {
    return with_header(record, header::claim, "3");
  });
  const auto found = verified(*forged);
  REQUIRE(found.damage_count >= 1);
  CHECK(found.damage[0].code == "claim_missing");
  CHECK(found.damage[0].detail == "no claim lies at offset 3");
}

TEST_CASE("a record taken out of the middle is damage") {
  FilledShop shop;
  const auto shorter = copy(*shop.log, [](Offset offset, RecordView record) {
    return offset == Offset{5} ? std::nullopt : std::optional(Record::copy_of(record));
  });
  const auto heads = verified(*shop.log).heads;
  // What follows no longer continues its claim, so the chain never reaches the noted head.
  const auto found = verified(*shorter, heads);
  CHECK(found.void_records > 0);
  REQUIRE(found.damage_count >= 1);
  CHECK(found.damage.back().code == "head_missing");
}

TEST_CASE("a log rewritten from some record on is found by a head noted elsewhere") {
  FilledShop shop;
  const auto heads = verified(*shop.log).heads;
  crypto::Digest chain = chain_start;
  bool rewriting = false;
  const auto forged = copy(*shop.log, [&](Offset offset, RecordView record) {
    if (record.key() != "demo") return std::optional(Record::copy_of(record));
    rewriting = rewriting || offset == Offset{5};
    auto made = Record(record.key(), rewriting ? R"({"count":1})" : record.value());
    record.each_header([&](const Header& one) {
      if (one.name != header::hash) made.add(one);
    });
    chain = chain_hash(chain, made.view());
    add_hash(made, chain);
    return std::optional(std::move(made));
  });
  CHECK(verified(*forged).damage_count == 0);
  const auto found = verified(*forged, heads);
  REQUIRE(found.damage_count == 1);
  CHECK(found.damage[0].code == "head_missing");
}

TEST_CASE("a log that lost its end is found by a head noted elsewhere, one that grew is not") {
  FilledShop shop;
  const auto heads = verified(*shop.log).heads;
  const auto shorter = copy(*shop.log, [](Offset offset, RecordView record) {
    return offset >= Offset{8} ? std::nullopt : std::optional(Record::copy_of(record));
  });
  CHECK(verified(*shorter).damage_count == 0);
  const auto found = verified(*shorter, heads);
  REQUIRE(found.damage_count == 1);
  CHECK(found.damage[0].code == "head_missing");
  shop.make_box("green");
  CHECK(verified(*shop.log, heads).damage_count == 0);
}

TEST_CASE("heads are written and read back as they were, and a bad line is refused") {
  FilledShop shop;
  const auto heads = verified(*shop.log).heads;
  const auto read = Installation::must(parse_heads("# noted on Friday\n" + to_text(heads)));
  CHECK(to_text(read) == to_text(heads));
  CHECK(parse_heads("demo 1 2 nothex").error().code == "heads_malformed");
}

TEST_CASE("a flipped bit in a segment file is named with its segment") {
  FilledShop shop;
  shop.stop();
  const auto path = shop.data() / "log" / "00000000000000000000.seg";
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(4096 + 200);
  const auto byte = static_cast<char>(file.get() ^ 1);
  file.seekp(4096 + 200);
  file.put(byte);
  file.close();
  const auto log = Installation::must(
      segment_log::SegmentLog::open_read_only(shop.disk, (shop.data() / "log").string()));
  const auto found = verified(*log);
  REQUIRE(found.damage_count >= 1);
  CHECK(found.damage.front().code == "log_damaged");
  CHECK(found.damage.front().detail.find("00000000000000000000.seg") != std::string::npos);
}
