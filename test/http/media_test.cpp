// Ranges and links of media, without a server.
#include <doctest/doctest.h>

#include "adapters/http/media/byte_range.hpp"
#include "adapters/http/media/media_link.hpp"
#include "adapters/http/target.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/test_dice.hpp"

using namespace fettle;
using namespace fettle::http;

namespace {

using Kind = AskedRange::Kind;

constexpr std::uint64_t whole = 1'000;

void check_part(const char* header, std::uint64_t first, std::uint64_t size) {
  CAPTURE(header);
  const auto asked = read_range(header, whole);
  CHECK(asked.kind == Kind::part);
  CHECK(asked.part.first == first);
  CHECK(asked.part.size == size);
}

const Moment now = *parse_moment("2026-11-20T08:00:00Z");

struct Links {
  fettle::test::TestDice dice{3};
  fettle::test::MemoryKeys keys{dice};
  Sealing sealing{TenantId("north"), keys, dice};
  MediaLink link{.tenant = TenantId("north"),
                 .media = MediaId("m:1@x"),
                 .object_key = "north/m:1@x",
                 .content_type = "image/jpeg",
                 .sha256 = std::string(64, 'a'),
                 .expires = now + std::chrono::minutes(5)};

  Checked<MediaLink> read(const std::string& target, Moment at) {
    const auto parsed = parse_target(target);
    REQUIRE(parsed);
    return read_link(TenantId(parsed->segments[0]), parsed->segments[2], parsed->query, sealing,
                     at);
  }
};

}  // namespace

TEST_CASE("Range names a part, all, or nothing that is there") {
  check_part("bytes=0-0", 0, 1);
  check_part("bytes=10-19", 10, 10);
  check_part("bytes=990-2000", 990, 10);
  check_part("bytes=5-", 5, 995);
  check_part("bytes=-5", 995, 5);
  check_part("bytes=-5000", 0, 1'000);
  for (const auto* header : {"bytes=1000-", "bytes=1000-1001", "bytes=-0"}) {
    CAPTURE(header);
    CHECK(read_range(header, whole).kind == Kind::unsatisfiable);
  }
  for (const auto* header : {"bytes=0-1,2-3", "bytes=5-4", "lines=0-1", "bytes=", "bytes=-",
                             "bytes=a-b", "bytes=1-x", "bytes=99999999999999999999-"}) {
    CAPTURE(header);
    CHECK(read_range(header, whole).kind == Kind::all);
  }
  CHECK(read_range(std::nullopt, whole).kind == Kind::all);
}

TEST_CASE("Content-Range and the body's length agree, or the piece is refused") {
  const auto piece = read_piece("bytes 100-199/1000", 100);
  REQUIRE(piece);
  CHECK(piece->offset == 100);
  CHECK(piece->size == 100);
  CHECK(piece->whole == 1'000);
  CHECK(read_piece("bytes */1000", 0)->size == 0);
  CHECK(read_piece("bytes 999-999/1000", 1));
  for (const auto* header : {"bytes 100-199/1000 ", "bytes 100-199/*", "bytes 199-100/1000",
                             "bytes 950-1049/1000", "100-199/1000", "bytes -199/1000", ""}) {
    CAPTURE(header);
    CHECK(read_piece(header, 100).error().code == "content_range_malformed");
  }
  CHECK_FALSE(read_piece("bytes 100-199/1000", 99));
  CHECK_FALSE(read_piece("bytes */1000", 1));
  CHECK_FALSE(read_piece("bytes 0-18446744073709551615/18446744073709551615", 0));
  CHECK_FALSE(read_piece(std::nullopt, 0));
}

TEST_CASE("a link says what was signed, until its time is over") {
  Links links;
  const auto target = to_target(links.link, links.sealing);
  const auto read = links.read(target, now);
  REQUIRE(read);
  CHECK(read->object_key == links.link.object_key);
  CHECK(read->content_type == "image/jpeg");
  CHECK(read->sha256 == links.link.sha256);
  CHECK(links.read(target, now + std::chrono::minutes(5) - Micros{1}));
  CHECK(links.read(target, now + std::chrono::minutes(5)).error().code == "link_unknown");
}

TEST_CASE("a link of which one letter was changed is none") {
  Links links;
  const auto target = to_target(links.link, links.sealing);
  for (std::size_t i = target.find('?') + 1; i < target.size(); ++i) {
    auto changed = target;
    changed[i] = changed[i] == '1' ? '2' : '1';
    CAPTURE(changed);
    CHECK_FALSE(links.read(changed, now));
  }
}
