#include "bench/generator/loads.hpp"

#include <doctest/doctest.h>

using namespace fettle::bench;

namespace {

struct Loaded {
  explicit Loaded(const std::string& name) {
    const LoadSettings settings{.target = {"127.0.0.1", "80", "/V"},
                                .run = "0badcafe",
                                .tokens = {"first", "second"},
                                .stores = 2,
                                .count = 2,
                                .bays = 2};
    auto made = make_load(name, settings, acknowledged);
    REQUIRE(made.has_value());
    load = std::move(*made);
  }

  std::string next() { return std::string(load->next().bytes); }
  Verdict answer(std::uint64_t number, int status, const std::string& fields) {
    const auto body = R"({"id":"J-1","version":1,)" + fields + "}";
    return load->judge(number, {status, body});
  }

  Acknowledged acknowledged;
  std::unique_ptr<Load> load;
};

const std::string durable = R"("position":"0123456789abcdef:0:17")";

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("each command has a key and words of its own, and its length is right") {
  Loaded stores("stores");
  const auto first = stores.next(), second = stores.next();
  CHECK(has(first, "Idempotency-Key: \"0badcafe-0000-4000-8000-000000000001\"\r\n"));
  CHECK(has(second, "Idempotency-Key: \"0badcafe-0000-4000-8000-000000000002\"\r\n"));
  CHECK(has(second, "城东店 000000000002"));
  const auto body = second.substr(second.find("\r\n\r\n") + 4);
  CHECK(has(second, "Content-Length: " + std::to_string(body.size()) + "\r\n"));
}

TEST_CASE("an answer is right only with the status and the position of a durable command") {
  Loaded stores("stores");
  stores.next();
  CHECK(stores.answer(1, 200, durable) == Verdict::right);
  CHECK(stores.answer(1, 503, durable) == Verdict::refused);
  CHECK(stores.answer(1, 200, R"("state":"fine")") == Verdict::wrong);
  CHECK(stores.answer(1, 200, R"("position":"17")") == Verdict::wrong);
}

TEST_CASE("a work order goes through its seven commands before the next one is opened") {
  Loaded repairs("repairs");
  const auto opened = repairs.next();
  CHECK(has(opened, "shop-1/mp/work-orders HTTP"));
  CHECK(has(opened, "Bearer first"));
  CHECK(has(opened, R"("vehicle":"V","store":"s-0")"));
  CHECK(repairs.answer(1, 201, durable) == Verdict::right);
  std::uint64_t number = 2;
  for (const std::string step :
       {"admin/work-orders/J-1/accept", "tech/work-orders/J-1/start-diagnosis",
        "tech/work-orders/J-1/diagnosis", "admin/work-orders/J-1/quotes",
        "mp/work-orders/J-1/confirm-quote", "tech/work-orders/J-1/start-repair"}) {
    CAPTURE(step);
    CHECK(has(repairs.next(), "shop-1/" + step + " HTTP"));
    CHECK(repairs.answer(number++, 200, durable) == Verdict::right);
  }
  CHECK(has(repairs.next(), R"("store":"s-1")"));
}

TEST_CASE("new stores are numbered on from those there, and who is refused is asked for again") {
  Loaded stores("stores-new");
  const auto third = stores.next();
  CHECK(has(third, "shop-1/admin/stores HTTP"));
  CHECK(has(third, "Idempotency-Key: \"0badcafe-0000-4000-8000-000000000001\"\r\n"));
  CHECK(has(third, R"({"id":"n-000000000003","name":"城东店 000000000003")"));
  CHECK(has(third, R"("bays":[{"id":"b-0","name":"0 号工位"},{"id":"b-1","name":"1 号工位"}]})"));
  CHECK(has(stores.next(), R"("id":"n-000000000004")"));
  CHECK_FALSE(stores.load->has_more());
  CHECK(stores.answer(1, 503, durable) == Verdict::refused);
  CHECK(stores.load->has_more());
  CHECK(stores.next() == third);
  CHECK(stores.answer(1, 201, durable) == Verdict::right);
  CHECK_FALSE(stores.load->has_more());
}

TEST_CASE("any of all stores is edited, none that is not there") {
  Loaded stores("stores-any");
  bool first = false, second = false;
  for (int sent = 0; sent < 100; ++sent) {
    const auto request = stores.next();
    const bool is_first = has(request, "shop-1/admin/stores/n-000000000001 HTTP");
    const bool is_second = has(request, "shop-1/admin/stores/n-000000000002 HTTP");
    CHECK(is_first != is_second);
    first = first || is_first;
    second = second || is_second;
  }
  CHECK(first);
  CHECK(second);
  CHECK(stores.load->has_more());
}

TEST_CASE("an order is visible when the query that waits for its position shows its words") {
  Loaded visible("visible");
  CHECK(has(visible.next(), "shop-1/mp/work-orders HTTP"));
  CHECK(visible.answer(1, 201, durable) == Verdict::goes_on);
  const std::string query(visible.load->rest_of(1));
  CHECK(has(query, "shop-1/mp/work-orders/J-1 HTTP"));
  CHECK(has(query, "Fettle-Position: 0123456789abcdef:0:17\r\n"));
  CHECK(visible.answer(1, 200, R"("description":"第 000000000001 单")") == Verdict::right);
}

TEST_CASE("an order whose row is missing, or is another one's, ends the bench") {
  Loaded visible("visible");
  for (std::uint64_t number = 1; number <= 4; ++number) {
    visible.next();
    CHECK(visible.answer(number, 201, durable) == Verdict::goes_on);
  }
  CHECK(visible.answer(1, 404, "") == Verdict::wrong);
  CHECK(visible.answer(2, 503, "") == Verdict::refused);
  CHECK(visible.answer(3, 200, R"("description":"第 000000000004 单")") == Verdict::wrong);
  CHECK(visible.answer(4, 200, R"("description":"第 000000000004 单")") == Verdict::right);
  visible.next();
  CHECK(visible.answer(5, 503, durable) == Verdict::refused);
}

TEST_CASE("a load without its shops, or without a name, is refused with what it needs") {
  Acknowledged acknowledged;
  LoadSettings settings;
  settings.tokens = {"one"};
  settings.stores = 1;
  CHECK(make_load("repairs", settings, acknowledged).error().code == "shops_unknown");
  settings.stores = 0;
  CHECK(make_load("stores-any", settings, acknowledged).error().code == "shops_unknown");
  CHECK(make_load("stores-new", settings, acknowledged).has_value());
  CHECK(make_load("rain", settings, acknowledged).error().code == "load_unknown");
}
