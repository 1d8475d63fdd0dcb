// Money: whole fen of one currency, and no sum that is not true.
#include "core/money.hpp"

#include <doctest/doctest.h>

#include "schemas/codec/codec.hpp"
#include "schemas/registration.hpp"

using namespace fettle;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

// The first complaint about a value of money, or its minor units.
std::string read(const std::string& json) {
  auto root = thread_parser().parse(json);
  if (!root) return root.error().code;
  json::Reader reader(nullptr);
  const auto money = json::read<Money>(*root, reader);
  if (!money) return reader.errors.front().field + " " + reader.errors.front().code;
  return std::to_string(money->minor()) + " " + std::string(money->currency().code());
}

}  // namespace

TEST_CASE("sums are exact up to both ends, and beyond them there is none") {
  CHECK(Money::fen(1) + Money::fen(2) == Money::fen(3));
  CHECK(Money::fen(most - 1) + Money::fen(1) == Money::fen(most));
  CHECK(Money::fen(least + 1) + Money::fen(-1) == Money::fen(least));
  CHECK(Money::fen(most) + Money::fen(least) == Money::fen(-1));
  CHECK_THROWS_AS(Money::fen(most) + Money::fen(1), InvariantBroken);
  CHECK_THROWS_AS(Money::fen(least) + Money::fen(-1), InvariantBroken);
}

TEST_CASE("currencies are never mixed") {
  const Money euros(5, Currency("EUR"));
  CHECK(euros != Money::fen(5));
  CHECK_THROWS_AS(euros + Money::fen(5), InvariantBroken);
  CHECK_THROWS_AS((void)euros.at_least(Money::fen(5)), InvariantBroken);
  CHECK(euros + euros == Money(10, Currency("EUR")));
}

TEST_CASE("at least means equal too") {
  CHECK(Money::fen(5).at_least(Money::fen(5)));
  CHECK(Money::fen(6).at_least(Money::fen(5)));
  CHECK_FALSE(Money::fen(4).at_least(Money::fen(5)));
  CHECK(Money::fen(-4).at_least(Money::fen(-5)));
}

TEST_CASE("a currency is three capital letters") {
  CHECK(Currency("CNY").code() == "CNY");
  for (const auto* bad : {"", "CN", "CNYY", "cny", "C1Y", "C Y", "¥"}) {
    CHECK_FALSE(Currency::well_formed(bad));
    CHECK_THROWS_AS(Currency{bad}, InvariantBroken);
  }
}

TEST_CASE("half a fen is no money, nor is a text or a number that does not fit") {
  CHECK(read(R"({"minor":9000,"currency":"CNY"})") == "9000 CNY");
  CHECK(read(R"({"minor":-9223372036854775808,"currency":"CNY"})") == "-9223372036854775808 CNY");
  CHECK(read(R"({"minor":0.5,"currency":"CNY"})") == "minor field_type");
  CHECK(read(R"({"minor":90.0,"currency":"CNY"})") == "minor field_type");
  CHECK(read(R"({"minor":"90","currency":"CNY"})") == "minor field_type");
  CHECK(read(R"({"minor":9223372036854775808,"currency":"CNY"})").starts_with("minor field_"));
  CHECK(read(R"({"currency":"CNY"})") == " field_missing");
  CHECK(read(R"({"minor":1})") == " field_missing");
  CHECK(read(R"({"minor":1,"currency":"yuan"})") == " field_pattern");
}
