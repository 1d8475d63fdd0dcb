#include "schemas/codec/codec.hpp"

#include <doctest/doctest.h>

#include "schemas/registration.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/test_dice.hpp"

namespace fettle::codec_test {

enum class Colour { RED, GREEN };
FETTLE_ENUM(Colour, RED, GREEN)

struct Part {
  std::string name;
  Money price;
};
FETTLE_STRUCT(Part, (name, price))

struct ThingMade {
  PersonId owner;
  std::int64_t count;
  Colour colour;
  std::optional<Moment> due;
  std::vector<Part> parts;
};
FETTLE_EVENT(ThingMade, 1, "A thing was made.", (owner, count, colour, due, parts))

struct ThingKeyTag;
struct Thing {
  static constexpr std::string_view type = "thing";
  static constexpr std::string_view shape = "1";
  using Key = Id<ThingKeyTag>;
  struct State {
    std::int64_t count = 0;
  };
  using Events = boost::mp11::mp_list<ThingMade>;
};
FETTLE_STRUCT(Thing::State, (count))
void evolve(Thing::State& state, const ThingMade& e) { state.count += e.count; }
void index(const Thing::State&, IndexSink&) {}

struct MakeThing {
  Text<1, 5> name;
  Whole<1, 10> count;
};
FETTLE_COMMAND(MakeThing, "Makes a thing.",
               (.aggregate = "thing", .routes = {{"POST", "/mp/things"}}, .roles = {"customer"}),
               (name, count))
Checked<Decision> decide(TenantView&, const Context& context, const MakeThing& command) {
  Decision decision;
  add<Thing>(decision, context.fresh<Thing::Key>(),
             ThingMade{PersonId("p"), command.count, Colour::RED, std::nullopt, {}});
  return decision;
}

const ThingMade made{
    PersonId("p1"), 3, Colour::GREEN, Moment(Micros{1}), {{"轮胎 \"a\"\n", Money::fen(9000)}}};

TEST_CASE("a described struct reads back as it was written") {
  const auto text = json_of(made);
  CHECK(text == R"({"owner":"p1","count":3,"colour":"GREEN","due":"1970-01-01T00:00:00.000001Z",)"
                R"("parts":[{"name":"轮胎 \"a\"\n","price":{"minor":9000,"currency":"CNY"}}]})");
  const auto back = stored<ThingMade>(text);
  REQUIRE(back);
  CHECK(json_of(*back) == text);
}

TEST_CASE("a stored event may hold members that a later binary gave it, at any depth") {
  const auto& type = event_type<ThingMade>();
  const auto read = [&](std::string_view text) { return type.decode(text, 1, nullptr); };
  const auto later =
      read(R"({"owner":"p1","count":3,"colour":"GREEN","weight":{"grams":[1,{"a":null}]},"parts":[)"
           R"({"name":"n","maker":"m","price":{"minor":9000,"currency":"CNY","rate":7}}]})");
  REQUIRE(later);
  CHECK(json_of(*static_cast<const ThingMade*>(later->get())) ==
        R"({"owner":"p1","count":3,"colour":"GREEN",)"
        R"("parts":[{"name":"n","price":{"minor":9000,"currency":"CNY"}}]})");
  const std::string_view known = R"({"owner":"p1","colour":"GREEN","parts":[],)";
  const auto damaged = [&](std::string_view rest) {
    return !read(std::string(known).append(rest));
  };
  CHECK_FALSE(damaged(R"("count":3,"later":1})"));
  CHECK(damaged(R"("count":3,"later":1,"later":2})"));
  CHECK(damaged(R"("count":3,"count":3})"));
  CHECK(damaged(R"("count":3,"later":{"a":1,"a":1}})"));
  CHECK(damaged(R"("count":"3","later":1})"));
  CHECK(damaged(R"("counts":3})"));
}

TEST_CASE("a sealed field may hold later members in an event, and is sealed or refused") {
  test::TestDice dice(1);
  test::MemoryKeys keys(dice);
  Sealing sealing(TenantId("shop"), keys, dice);
  auto sealed = json_of(Personal{PersonId("li"), "李"}, &sealing);
  const auto read = [&](const std::string& text, json::Unknown unknown) {
    return stored<Personal>(text, &sealing, unknown);
  };
  const auto with = [&](std::string_view member) {
    return std::string(member).append(sealed.substr(1));
  };
  for (const auto* member : {R"({"scheme":"not base64!",)", R"({"scheme":{"of":1},)"}) {
    const auto later = read(with(member), json::Unknown::passed_over);
    REQUIRE(later);
    CHECK(later->value == "李");
    CHECK_FALSE(read(with(member), json::Unknown::refused));
  }
  CHECK_FALSE(read(R"({"key":"li/1","nonce":"!","ciphertext":""})", json::Unknown::passed_over));
  CHECK_FALSE(read(R"({"key":"li/1","nonce":1,"ciphertext":""})", json::Unknown::passed_over));
}

TEST_CASE("a stored state is what this binary wrote, or is refused") {
  const auto& type = aggregate_type<Thing>();
  CHECK(type.decode(R"({"count":3})", nullptr));
  CHECK_FALSE(type.decode(R"({"count":3,"more":1})", nullptr));
}

TEST_CASE("every bad field of a command is named") {
  const auto& type = command_type<MakeThing>();
  const auto refused = type.decode(R"({"name":"","count":11,"more":1})", {});
  REQUIRE(!refused);
  REQUIRE(refused.error().fields.size() == 3);
  CHECK(refused.error().fields[0].code == "field_unknown");
  CHECK(refused.error().fields[1].field == "name");
  CHECK(refused.error().fields[2].code == "field_range");
  CHECK(type.decode(R"({"name":"x","name":"y"})", {}).error().code == "json_duplicate_member");
  CHECK(type.decode("{", {}).error().code == "json_malformed");
  CHECK(type.decode("\"\xff\"", {}).error().code == "json_not_utf8");
  CHECK(type.decode(std::string(100, '['), {}).error().kind == Refusal::malformed);
}

TEST_CASE("a number of any size is out of range, by the name of its field") {
  const auto& type = command_type<MakeThing>();
  const std::string many(400, '9');
  for (const auto& number :
       {std::string("9223372036854775808"), std::string("18446744073709551616"),
        std::string("-9223372036854775809"), std::string("1e400"), std::string("-1e400"),
        std::string("1.5E+400"), std::string("1e30"), many, "-" + many}) {
    CAPTURE(number);
    const auto refused =
        type.decode(R"({"name":"a \"1e400\\","count":)" + number + "}", {}).error();
    CHECK(refused.kind == Refusal::rule);
    REQUIRE(refused.fields.size() == 2);
    CHECK(refused.fields[0].field == "name");  // read on behind the quotes, and too long
    CHECK(refused.fields[1].field == "count");
    CHECK(refused.fields[1].code == "field_range");
  }
  const auto text = type.decode(R"({"count":2,"name":1e999})", {}).error();
  REQUIRE(text.fields.size() == 1);
  CHECK(text.fields[0].code == "field_type");
  for (const auto* number : {"01", "1.", "1e", "-", "+1", ".5", "1e400e1", "1e400x"}) {
    CAPTURE(number);
    const auto bad = std::string(R"({"name":"x","count":)") + number + "}";
    CHECK(type.decode(bad, {}).error().code == "json_malformed");
  }
  const auto fraction = type.decode(R"({"name":"x","count":1e-999})", {}).error();
  CHECK(fraction.fields.at(0).code == "field_type");
}

TEST_CASE("a body of nothing, or of blanks, stands for an object, whatever the path says") {
  for (const auto* body : {"", "\n", " \t\r\n", "{}"}) {
    const auto lacks = command_type<MakeThing>().decode(body, {}).error();
    CHECK(lacks.code == "invalid_fields");
    CHECK(lacks.fields.size() == 2);
    CHECK(command_type<MakeThing>().decode(body, {{"name", "x"}}).error().fields.size() == 1);
  }
}

TEST_CASE("fields of the path join the body") {
  const auto& type = command_type<MakeThing>();
  CHECK(type.decode(R"( {"count":2} )", {{"name", "x"}}));
  CHECK(type.decode(R"({"count":2,"name":"y"})", {{"name", "x"}}).error().fields.size() == 1);
  CHECK(!type.decode("", {{"name", "x"}}));
}

TEST_CASE("an aggregate's erased table evolves its state") {
  const auto& type = aggregate_type<Thing>();
  auto state = type.initial();
  CHECK(type.evolve(state.get(), {&event_type<ThingMade>(), std::make_shared<ThingMade>(made)}));
  std::string text;
  type.encode(state.get(), text, nullptr);
  CHECK(text == R"({"count":3})");
  CHECK(type.decode(text, nullptr));
}

}  // namespace fettle::codec_test
