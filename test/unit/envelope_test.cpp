#include "core/envelope.hpp"

#include <doctest/doctest.h>

namespace fettle {
namespace {

constexpr EventType quote_issued{.name = "QuoteIssued", .version = 2, .sentence = ""};

Record example(const FirstAnswer* first) {
  static const AggregateType job{.name = "job", .events = {}};
  const CommitFacts facts{TenantId("demo"),
                          CommitId("01JD"),
                          Moment(Micros{1'000'000}),
                          {AccountId("anna"), "front_desk", "admin", ""},
                          "anna:k1",
                          "r1",
                          "",
                          "00-aa-bb-01"};
  return make_record(facts, {&job, "w1", {&quote_issued, nullptr}}, 7, 1, 3, R"({"a":1})", first);
}

}  // namespace

TEST_CASE("an envelope reads back what the record was made of") {
  const FirstAnswer first{"k1", "hash", "POST /admin/work-orders/{work_order}/quotes", 201, ""};
  const auto record = example(&first);
  const auto view = record.view();
  const auto envelope = Envelope::parse(view);
  REQUIRE(envelope);
  CHECK(envelope->tenant == "demo");
  CHECK(envelope->type == "QuoteIssued");
  CHECK(envelope->schema_version == 2);
  CHECK(envelope->aggregate == "job");
  CHECK(envelope->id == "w1");
  CHECK(envelope->sequence == 7);
  CHECK(envelope->index == 1);
  CHECK(envelope->count == 3);
  CHECK(envelope->account == "anna");
  CHECK(envelope->data == R"({"a":1})");
  REQUIRE(envelope->first);
  CHECK(envelope->first->status == 201);
  CHECK(envelope->first->key == "k1");
  CHECK(view.header("ce_id") == "01JD.1");
  CHECK(view.header("ce_time") == "1970-01-01T00:00:01.000000Z");
}

TEST_CASE("a record whose tenant, commit or object is no id is refused by its header's name") {
  const auto refused = [](std::string_view changed, std::string_view value) {
    const auto sound = example(nullptr);
    Record record("demo", "{}");
    sound.view().each_header([&](const Header& header) {
      record.add_named(header.name, header.name == changed ? value : header.value);
    });
    const auto envelope = Envelope::parse(record.view());
    return !envelope && envelope.error().detail.starts_with(changed);
  };
  CHECK(refused("ce_tenant", "de mo"));
  CHECK(refused("ce_commitid", "a/b"));
  CHECK(refused("ce_subject", "job/w/1"));
  CHECK(refused("ce_subject", std::string_view("job/w\0", 6)));
}

TEST_CASE("a record without our headers is refused, never asserted") {
  const Record bare("demo", "{}");
  const auto envelope = Envelope::parse(bare.view());
  REQUIRE(!envelope);
  CHECK(envelope.error().code == "envelope_malformed");
}

}  // namespace fettle
