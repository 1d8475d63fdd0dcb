// `fettle contracts` writes what changed, and refuses what breaks an old reader.
#include <doctest/doctest.h>

#include <fstream>

#include "adapters/cli/tools/copying.hpp"
#include "adapters/cli/tools/publishing.hpp"
#include "test/support/temp_folder.hpp"
#include "test/support/toy_domain.hpp"

using namespace fettle;
using namespace fettle::cli;

TEST_CASE("contracts are written once, and a second time there is nothing to write") {
  const test::TempFolder folder;
  const auto first = publish(toy::domain(), {}, folder.path());
  REQUIRE(first);
  CHECK(first->written == first->contracts);
  const auto second = publish(toy::domain(), {}, folder.path());
  REQUIRE(second);
  CHECK(second->written == 0);
}

TEST_CASE("a contract that would break an old reader is not written over the old one") {
  const test::TempFolder folder;
  REQUIRE(publish(toy::domain(), {}, folder.path()));
  const auto path = folder.path() / "events" / "BoxMade" / "1.json";
  auto text = read_text(path);
  REQUIRE(text);
  const auto found = text->find("\"name\": {");
  REQUIRE(found != std::string::npos);
  text->replace(found, 9, "\"title_of_box\": {");
  std::ofstream(path) << *text;
  const auto published = publish(toy::domain(), {}, folder.path());
  REQUIRE(published);
  CHECK(published->written == 0);
  REQUIRE_FALSE(published->breaches.empty());
  CHECK(published->breaches[0] == "events/BoxMade/1.json: title_of_box is gone");
  CHECK(*read_text(path) == *text);
}
