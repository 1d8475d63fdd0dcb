// Each way to break an old reader, and what may change without breaking one.
#include <doctest/doctest.h>

#include "schemas/contracts/compatibility.hpp"
#include "test/published/toy_domain.hpp"

using namespace fettle;
using contracts::answer_breaches;
using contracts::body_breaches;
using contracts::event_breaches;
using json::Document;

namespace {

using Sentences = std::vector<std::string>;

Document schema(const char* properties, const char* required) {
  return Document::of(std::string(R"({"type":"object","properties":{)") + properties +
                      R"(},"required":[)" + required + "]}");
}

const Document published =
    schema(R"("grams":{"type":"integer"},"speed":{"enum":["slow","fast"]})", R"("grams","speed")");

}  // namespace

TEST_CASE("an unchanged schema, and one with a new optional field, break nobody") {
  const auto wider = schema(
      R"("grams":{"type":"integer"},"speed":{"enum":["slow","fast"]},"note":{"type":"string"})",
      R"("grams","speed")");
  CHECK(event_breaches(published, published).empty());
  CHECK(event_breaches(published, wider).empty());
  CHECK(body_breaches(published, wider).empty());
  CHECK(answer_breaches(published, wider).empty());
}

TEST_CASE("a field that is gone breaks every old reader") {
  const auto now = schema(R"("speed":{"enum":["slow","fast"]})", R"("speed")");
  CHECK(event_breaches(published, now) == Sentences{"grams is gone", "grams may be absent now"});
  CHECK(body_breaches(published, now) == Sentences{"grams is gone"});
  CHECK_FALSE(answer_breaches(published, now).empty());
}

TEST_CASE("a renamed field is a field that is gone") {
  const auto now =
      schema(R"("weight":{"type":"integer"},"speed":{"enum":["slow","fast"]})", R"("speed")");
  CHECK(event_breaches(published, now).front() == "grams is gone");
}

TEST_CASE("another type breaks every old reader") {
  const auto now =
      schema(R"("grams":{"type":"string"},"speed":{"enum":["slow","fast"]})", R"("grams","speed")");
  const Sentences expected{"grams has another type"};
  CHECK(event_breaches(published, now) == expected);
  CHECK(body_breaches(published, now) == expected);
  CHECK(answer_breaches(published, now) == expected);
}

TEST_CASE("a new required field breaks the log and the callers, not those who read an answer") {
  const auto now = schema(
      R"("grams":{"type":"integer"},"speed":{"enum":["slow","fast"]},"note":{"type":"string"})",
      R"("grams","speed","note")");
  CHECK(event_breaches(published, now) == Sentences{"note is required now"});
  CHECK(body_breaches(published, now) == Sentences{"note is required now"});
  CHECK(answer_breaches(published, now).empty());
}

TEST_CASE("a field that may be absent now breaks those who read it, not those who send it") {
  const auto now =
      schema(R"("grams":{"type":"integer"},"speed":{"enum":["slow","fast"]})", R"("speed")");
  CHECK(event_breaches(published, now) == Sentences{"grams may be absent now"});
  CHECK(answer_breaches(published, now) == Sentences{"grams may be absent now"});
  CHECK(body_breaches(published, now).empty());
}

TEST_CASE("a removed enum value breaks its senders, an added one its readers") {
  const auto fewer =
      schema(R"("grams":{"type":"integer"},"speed":{"enum":["slow"]})", R"("grams","speed")");
  CHECK(event_breaches(published, fewer) == Sentences{"speed lost the value \"fast\""});
  CHECK(body_breaches(published, fewer) == Sentences{"speed lost the value \"fast\""});
  CHECK(body_breaches(fewer, published).empty());
  CHECK(event_breaches(fewer, published) == Sentences{"speed gained the value \"fast\""});
}

TEST_CASE("a tighter bound or pattern breaks callers, a looser one does not") {
  const auto loose = schema(R"("name":{"type":"string","minLength":1,"maxLength":40})", "");
  const auto tight = schema(R"("name":{"type":"string","minLength":1,"maxLength":20})", "");
  CHECK(body_breaches(loose, tight) == Sentences{"name has a tighter maxLength"});
  CHECK(body_breaches(tight, loose).empty());
  const auto free = schema(R"("name":{"type":"string"})", "");
  const auto formed = schema(R"("name":{"type":"string","pattern":"^[a-z]+$"})", "");
  CHECK(body_breaches(free, formed) == Sentences{"name has another pattern"});
  CHECK(body_breaches(formed, free).empty());
}

TEST_CASE("what is inside lists and objects is compared too") {
  const auto old = schema(
      R"("lines":{"type":"array","items":{"type":"object","properties":{"a":{"type":"integer"}}}})",
      "");
  const auto now = schema(
      R"("lines":{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}})",
      "");
  CHECK(event_breaches(old, now) == Sentences{"lines[].a has another type"});
}

TEST_CASE("a published event version, or operation, stays for ever") {
  const auto now = contracts::all(toy::domain(), {});
  CHECK(contracts::breaches(now, now).empty());

  auto published_before = now;
  published_before.push_back({"events/ParcelLost/1.json", R"({"type":"object"})"});
  CHECK(contracts::breaches(published_before, now) ==
        Sentences{"events/ParcelLost/1.json: the contract is gone; a published version stays for "
                  "ever"});

  Domain without = toy::domain();
  Domain fewer;
  fewer.add(aggregate_type<toy::Parcel>());
  fewer.add(command_type<toy::PostParcel>());
  CHECK(contracts::breaches(now, contracts::all(fewer, {})) ==
        Sentences{"post /admin/parcels/{parcel}/weight: the operation is gone",
                  "post /tech/parcels/{parcel}/weight: the operation is gone"});
}

TEST_CASE("a key that becomes compulsory breaks callers") {
  const auto now = contracts::all(toy::domain(), {});
  auto before = now;
  for (auto& contract : before) {
    const std::string compulsory = "parameters/IdempotencyKeyRequired";
    const auto found = contract.text.find("\"#/components/" + compulsory);
    if (found != std::string::npos) {
      contract.text.replace(found, compulsory.size() + 14,
                            "\"#/components/parameters/IdempotencyKey");
    }
  }
  const auto found = contracts::breaches(before, now);
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("post /mp/parcels: requires a parameter"));
}
