// Text that is cut stays text.
#include "core/utf8.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace fettle;

TEST_CASE("the front of a text tears no character, and is as long as it can be") {
  const std::string car = "车";  // three bytes
  CHECK(utf8_front(car + car, 6) == car + car);
  CHECK(utf8_front(car + car, 5) == car);
  CHECK(utf8_front(car + car, 4) == car);
  CHECK(utf8_front(car + car, 3) == car);
  CHECK(utf8_front(car, 2).empty());
  CHECK(utf8_front("é" + car, 4) == "é");
  CHECK(utf8_front("a😀", 4) == "a");
  CHECK(utf8_front("plain", 3) == "pla");
  CHECK(utf8_front("", 3).empty());
}

TEST_CASE("of well-formed text every front is well formed") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& choices) {
    static const std::string characters[] = {"a", "é", "车", "😀"};
    std::string text;
    for (const auto choice : choices) text += characters[choice % 4];
    RC_ASSERT(is_utf8(text));
    for (std::size_t longest = 0; longest <= text.size(); ++longest) {
      const auto front = utf8_front(text, longest);
      RC_ASSERT(is_utf8(front));
      RC_ASSERT(front.size() <= longest);
      RC_ASSERT(front.size() + 4 > longest);
    }
  }));
}

TEST_CASE("one bad byte is found wherever it stands") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    CHECK(is_utf8(text));
    text[at] = '\xe8';
    CHECK_MESSAGE(!is_utf8(text), at);
  }
}
