// A record's bytes: what was put in is found, each content has one form, and no other bytes pass.
#include "core/record.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>

using namespace fettle;

namespace {

struct Named {
  std::string name, value;
};

// Around the sizes where a size takes more bytes.
std::string drawn_text() {
  const auto size = *rc::gen::element<std::size_t>(0, 1, 7, 254, 255, 256, 1000);
  return *rc::gen::container<std::string>(size, rc::gen::arbitrary<char>());
}

std::string drawn_name() {
  if (*rc::gen::arbitrary<bool>()) return "x-" + drawn_text();
  return std::string(header::names[*rc::gen::inRange<std::size_t>(1, std::size(header::names))]);
}

}  // namespace

TEST_CASE("a record gives back what it was built of, and so does its copy") {
  CHECK(rc::check([] {
    const auto key = drawn_text(), value = drawn_text();
    Record record(key, value);
    std::vector<Named> headers;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
      headers.push_back({drawn_name(), drawn_text()});
      record.add_named(headers.back().name, headers.back().value);
    }
    const auto parsed = RecordView::parse(record.bytes());
    RC_ASSERT(parsed.has_value());
    const auto copy = Record::copy_of(*parsed);
    for (const auto& view : {*parsed, record.view(), copy.view()}) {
      RC_ASSERT(view.bytes() == record.bytes());
      RC_ASSERT(view.key() == key);
      RC_ASSERT(view.value() == value);
      RC_ASSERT(view.header_count() == headers.size());
      std::size_t i = 0;
      view.each_header([&](const Header& header) {
        RC_ASSERT(header.name == headers[i].name);
        RC_ASSERT(header.value == headers[i].value);
        RC_ASSERT(view.header_named(header.name).has_value());
        ++i;
      });
      RC_ASSERT(i == headers.size());
    }
  }));
}

TEST_CASE("a header is found by its code, and a copied one keeps it") {
  Record record("tenant", "{}");
  record.add("ce_type", "Noted");
  record.add_named("fettle_n", "7");
  record.add_named("color", "red");
  Record copy("tenant", "{}");
  record.view().each_header([&](const Header& header) { copy.add(header); });
  CHECK(copy.bytes() == record.bytes());
  CHECK(copy.view().header(header::type) == "Noted");
  CHECK(copy.view().header(header::n) == "7");
  CHECK(copy.view().header_named("color") == "red");
  CHECK_FALSE(copy.view().header(header::claim));
  CHECK(record.size() == 7 + 3 + (2 + 5) + (2 + 1) + (1 + 6 + 4));
}

TEST_CASE("bytes that are no record are refused") {
  Record record("tenant", std::string(300, 'x'));
  record.add_named("color", "red");
  const auto whole = std::string(record.bytes());
  const auto refused = [](std::string_view bytes) {
    const auto view = RecordView::parse(bytes);
    return !view && view.error().code == "record_malformed";
  };
  const auto headers_at = whole.size() - 1 - 6 - 4;
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    CHECK(refused(whole.substr(0, cut)) == (cut != headers_at));
  }
  CHECK(refused(whole + "\x7f"));                            // a code that no name has
  CHECK(refused(whole + std::string("\0\7ce_type\0", 10)));  // a name that has a code
  CHECK(refused(std::string("\0\xff\1\0\0\0x", 7)));         // a size longer than need be
  CHECK(refused(std::string("\0\xff\xff\xff\xff\xff", 6)));  // a size beyond the end
}

TEST_CASE("each name has a code of its own") {
  std::map<std::string_view, int> count;
  for (const auto name : header::names) CHECK(++count[name] == 1);
  CHECK(std::size(header::names) < 256);
}
