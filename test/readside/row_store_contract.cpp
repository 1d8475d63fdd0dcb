// What every reader of rows promises (core/ports/row_store.hpp), run on each of them.
#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "adapters/postgres/postgres_rows.hpp"
#include "adapters/postgres/postgres_tables.hpp"
#include "test/readside/thing_rows.hpp"

namespace fettle::test {
namespace {

using Answer = Result<std::vector<RowSet>>;

// Three things of one tenant and one of another, and a reader of them.
struct OnPostgres {
  explicit OnPostgres(PostgresRowsOptions options = {}) {
    PostgresTables tables(database.url(), thing_shape());
    auto written = tables.write(
        batch(std::nullopt, 1, {},
              {thing("a", 1), thing("b", 2), thing("c", 3), thing("a", 100, "other")}));
    REQUIRE(written);
    store = std::make_unique<PostgresRows>(database.url(), "toy", options);
  }
  // What takes so long that it must be given up, or let others wait.
  static Statement slow(const std::string& seconds) {
    return {"SELECT pg_sleep(" + seconds + ")", {}};
  }

  TestDatabase database;
  std::unique_ptr<RowStore> store;
};

std::future<Answer> asked(RowStore& store, std::vector<Statement> statements,
                          std::string tenant = "demo", bool report = false) {
  auto promise = std::make_shared<std::promise<Answer>>();
  store.read({TenantId(std::move(tenant)), std::move(statements), report},
             [promise](Answer answer) { promise->set_value(std::move(answer)); });
  return promise->get_future();
}

const Statement all_things{"SELECT id, count FROM things ORDER BY id", {}};

// The cells of one statement, rows parted by blanks.
std::string text_of(const RowSet& set, std::size_t columns) {
  std::string text;
  for (std::size_t row = 0; row < set.size(); ++row) {
    if (row > 0) text += ' ';
    for (std::size_t column = 0; column < columns; ++column) {
      text += set.at(row, column).value_or("NULL");
    }
  }
  return text;
}

std::string code_of(const Answer& answer) { return answer ? "answered" : answer.error().code; }

}  // namespace

#define EVERY_ROW_STORE OnPostgres

TEST_CASE_TEMPLATE("statements are answered in their order, values as text", On, EVERY_ROW_STORE) {
  On on;
  const auto answer =
      asked(*on.store,
            {all_things,
             {"SELECT count, note FROM things WHERE id = $1", {"b"}},
             {"SELECT count(*) FROM things WHERE note IS NOT DISTINCT FROM $1", {std::nullopt}},
             {"SELECT id FROM things WHERE id = $1", {"absent"}}})
          .get();
  REQUIRE(answer);
  REQUIRE(answer->size() == 4);
  CHECK(text_of((*answer)[0], 2) == "a1 b2 c3");
  CHECK(text_of((*answer)[1], 2) == "2NULL");
  CHECK(text_of((*answer)[2], 1) == "3");
  CHECK((*answer)[3].size() == 0);
}

TEST_CASE_TEMPLATE("a request sees its own tenant's rows and no other's", On, EVERY_ROW_STORE) {
  On on;
  auto own = asked(*on.store, {all_things}), others = asked(*on.store, {all_things}, "other");
  auto nobody = asked(*on.store, {all_things}, "nobody");
  CHECK(text_of(own.get()->front(), 2) == "a1 b2 c3");
  CHECK(text_of(others.get()->front(), 2) == "a100");
  CHECK(nobody.get()->front().size() == 0);
}

TEST_CASE_TEMPLATE("nothing can be written through it", On, EVERY_ROW_STORE) {
  On on;
  CHECK(code_of(asked(*on.store, {{"DELETE FROM things", {}}}).get()) == "read_models_unavailable");
  CHECK(text_of(asked(*on.store, {all_things}).get()->front(), 2) == "a1 b2 c3");
}

TEST_CASE_TEMPLATE("a failed statement fails its own request, those around it are answered", On,
                   EVERY_ROW_STORE) {
  On on;
  auto before = asked(*on.store, {all_things});
  auto broken = asked(*on.store, {{"SELECT nonsense", {}}, all_things});
  auto after = asked(*on.store, {all_things});
  CHECK(code_of(before.get()) == "answered");
  CHECK_FALSE(broken.get());
  CHECK(text_of(after.get()->front(), 2) == "a1 b2 c3");
}

TEST_CASE_TEMPLATE("after a failed statement new ones are answered, also while others always wait",
                   On, EVERY_ROW_STORE) {
  On on(PostgresRowsOptions{.connections = 1});
  REQUIRE(asked(*on.store, {On::slow("0.01")}).get());
  std::atomic<bool> enough = false;
  std::vector<std::jthread> others;  // so that at no moment nothing is in flight
  for (int n = 0; n < 4; ++n) {
    others.emplace_back([&] {
      while (!enough) asked(*on.store, {On::slow("0.01")}).wait();
    });
  }
  CHECK_FALSE(asked(*on.store, {{"SELECT 1 / count(*) FROM things WHERE false", {}}}).get());
  for (int n = 0; n < 20; ++n) {
    CAPTURE(n);
    CHECK(code_of(asked(*on.store, {{"SELECT " + std::to_string(n), {}}}).get()) == "answered");
  }
  enough = true;
}

TEST_CASE_TEMPLATE("what takes too long is given up by name, a report may take longer", On,
                   EVERY_ROW_STORE) {
  On on(PostgresRowsOptions{.quick_max = std::chrono::milliseconds(150)});
  auto slow = asked(*on.store, {On::slow("30")});
  auto behind = asked(*on.store, {all_things});
  auto report = asked(*on.store, {On::slow("0.4")}, "demo", true);
  const auto given_up = slow.get();
  CHECK(code_of(given_up) == "query_too_slow");
  CHECK(given_up.error().kind == FaultKind::unavailable);
  CHECK(code_of(behind.get()) == "answered");
  CHECK(code_of(report.get()) == "answered");
}

TEST_CASE_TEMPLATE("beyond what may wait a request is turned away at once, by name", On,
                   EVERY_ROW_STORE) {
  On on(PostgresRowsOptions{.waiting_max = 5, .quick_max = std::chrono::seconds(60)});
  CHECK(code_of(asked(*on.store, {all_things}).get()) == "answered");
  std::vector<std::future<Answer>> asked_for;
  asked_for.push_back(asked(*on.store, {On::slow("1")}));
  for (int n = 0; n < 200; ++n) asked_for.push_back(asked(*on.store, {all_things}));
  std::map<std::string, int> codes;
  for (auto& answer : asked_for) ++codes[code_of(answer.get())];
  CHECK(codes["query_queue_full"] > 0);
  CHECK(codes["answered"] >= 5);  // as many as may wait
  CHECK(codes.size() == 2);
  CHECK(code_of(asked(*on.store, {all_things}).get()) == "answered");
}

TEST_CASE_TEMPLATE("every request is answered once, also when the store ends", On,
                   EVERY_ROW_STORE) {
  On on(PostgresRowsOptions{.quick_max = std::chrono::milliseconds(500)});
  constexpr int count = 50;
  std::atomic<int> answers = 0;
  on.store->read({TenantId("demo"), {On::slow("0.3")}}, [&](const Answer&) { ++answers; });
  for (int n = 1; n < count; ++n) {
    on.store->read({TenantId("demo"), {all_things}}, [&](const Answer&) { ++answers; });
  }
  on.store.reset();
  CHECK(answers == count);
}

TEST_CASE("without a database a request is answered by name, each time") {
  PostgresRows store("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2", "toy");
  CHECK(code_of(asked(store, {all_things}).get()) == "read_models_unavailable");
  CHECK(code_of(asked(store, {all_things}).get()) == "read_models_unavailable");
}

}  // namespace fettle::test
