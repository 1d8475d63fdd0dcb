// The projector on a real PostgreSQL: rows are a fold of the log, whatever happens on the way.
#include <algorithm>

#include "test/readside/read_side.hpp"
#include "test/support/money_day.hpp"

namespace fettle::test {

TEST_CASE("an order from intake to paid is one row with its whole story beside it") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  side.project();
  const auto& db = side.database;
  CHECK(db.sql("SELECT status || ' ' || technician_id || ' ' || total || total_currency || ' ' || "
               "paid || ' ' || confirmed_version || ' ' || timer_seconds FROM auto.work_orders") ==
        "PAID tom 12000CNY 12000 2 5400");
  CHECK(db.sql("SELECT description FROM auto.work_orders") == "刹车有异响, 请检查");
  CHECK(db.sql("SELECT string_agg(to_state, ' ' ORDER BY version) FROM auto.work_order_timeline") ==
        "SUBMITTED ACCEPTED DIAGNOSING QUOTED CUSTOMER_CONFIRMED REPAIRING READY_TO_PAY PAID");
  CHECK(db.sql("SELECT string_agg(quote_version || state || superseded, ' ' ORDER BY "
               "quote_version) FROM auto.quotes") == "1ISSUEDtrue 2CONFIRMEDfalse");
  CHECK(db.sql("SELECT status || method FROM auto.payments") == "SUCCEEDEDcash");
  CHECK(db.sql("SELECT string_agg(outcome, ' ' ORDER BY at, id) FROM auto.payment_events") ==
        "STARTED SUCCEEDED");
  CHECK(db.sql("SELECT finding || fault_codes FROM auto.diagnosis_records") ==
        "刹车片磨损[\"P0301\"]");
  CHECK(db.sql("SELECT suggestions FROM auto.diagnosis_records") == "[\"更换前轮刹车片\"]");
  CHECK(db.sql("SELECT items FROM auto.checklists") ==
        R"([{"name": "brakes", "note": "试车无异响", "value": "passed"}])");
  CHECK(db.sql("SELECT seconds || reason FROM auto.work_spans") == "5400finished");
  CHECK(db.sql("SELECT model FROM auto.vehicles") == "大众 \"朗逸\"\n2018");
  CHECK(db.sql("SELECT name || phone FROM auto.users") == "王小明\t113800001");
  CHECK(db.sql("SELECT count(*) FROM auto.dead_letters") == "0");
}

TEST_CASE(
    "[AR-75:part] every commit has one audit row with who, when, what, before, after and trace") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  side.shop.commit("demo", {event_of("audit", "demo",
                                     CommandDenied{"tom", "technician", "tech", "IssueQuote", "w1",
                                                   "role_not_allowed", 1})});
  side.project();
  const auto& db = side.database;
  CHECK(db.sql("SELECT count(*) FROM auto.audit_log") == "19");
  CHECK(db.sql("SELECT before->>'JobMoved.from' FROM auto.audit_log WHERE object_id = 'w1' "
               "AND after @> '[{\"type\":\"JobPaid\"}]'") == "READY_TO_PAY");
  CHECK(db.sql("SELECT actor || role || face || action || trace_id FROM auto.audit_log "
               "WHERE after @> '[{\"type\":\"JobPaid\"}]'") ==
        "annafront_deskadminPOST /test0af7651916cd43dd8448eb211c80319c");
  CHECK(db.sql("SELECT actor || action || object_id || code FROM auto.audit_log "
               "WHERE outcome = 'DENIED'") == "tomIssueQuotew1role_not_allowed");
}

TEST_CASE("[AR-24] an answered key is shown with its six fields") {
  ReadSide side;
  const auto position =
      side.shop.commit("demo", {event_of("tenant", "demo", TenantCreated{"auto", "金星汽修"})});
  side.project();
  const auto& db = side.database;
  CHECK(db.sql("SELECT key || route || request_hash || status FROM auto.idempotency_keys") ==
        "key-1POST /testhash201");
  CHECK(db.sql("SELECT response_body->>'position' FROM auto.idempotency_keys") ==
        to_text(position));
  CHECK(db.sql("SELECT response_body->>'state' FROM auto.idempotency_keys") == "DONE");
  CHECK(db.sql("SELECT created_at = '2025-11-21 08:00+00' FROM auto.idempotency_keys") == "t");
}

TEST_CASE("[AR-85:part] dropping Postgres and folding again gives equal rows in every column") {
  ReadSide side;
  open_shop(side.shop, "demo");
  for (int n = 1; n <= 20; ++n) whole_order(side.shop, "demo", std::to_string(n));
  money_day(side.shop, "demo", "1");
  side.project();
  const auto before = rows_of(side.database, "auto");
  CHECK(before.at("work_orders").size() > 1000);
  CHECK(before.at("refunds").find("RF3") != std::string::npos);
  CHECK(before.at("payment_events").find("BAD_SIGNATURE") != std::string::npos);
  side.database.sql(
      "DROP SCHEMA auto_g1 CASCADE; DROP SCHEMA auto CASCADE; "
      "DROP SCHEMA fettle CASCADE");

  // Other batches and a small cache: rows come back from the store between them.
  PostgresTables again(side.database.url(), shop_shape());
  auto projector = side.projector(again, {.batch_bytes_max = 3000, .cached_rows_max = 3});
  side.catch_up(projector);
  const auto after = rows_of(side.database, "auto");
  for (const auto& [table, rows] : before) {
    INFO(table);
    CHECK(after.at(table) == rows);
  }
}

TEST_CASE("of two projectors each batch is written by one, and the rows are those of one") {
  ReadSide side;
  open_shop(side.shop, "demo");
  PostgresTables other_tables(side.database.url(), shop_shape());
  const ProjectorOptions small{.batch_bytes_max = 4000, .cached_rows_max = 100};
  auto one = side.projector(side.tables, small);
  auto other = side.projector(other_tables, small);
  int lost = 0;
  for (int n = 1; n <= 10; ++n) {
    whole_order(side.shop, "demo", std::to_string(n));
    for (auto* projector : {&one, &other, &one, &other}) {
      const auto folded = projector->step(std::chrono::milliseconds(0));
      if (folded) continue;
      CHECK(folded.error().code == "checkpoint_moved");
      ++lost;
    }
  }
  CHECK(lost > 0);
  for (int steps = 0; steps < 3; ++steps) {
    static_cast<void>(other.step(std::chrono::milliseconds(0)));
  }
  side.catch_up(one);
  const auto raced = rows_of(side.database, "auto");

  TestDatabase fresh;
  PostgresTables alone(fresh.url(), shop_shape());
  auto reference = side.projector(alone);
  side.catch_up(reference);
  CHECK(rows_of(fresh, "auto") == raced);
}

TEST_CASE("rows that a crash of Postgres took back come again, also when nothing else happens") {
  ReadSide side;
  open_shop(side.shop, "demo");
  auto projector = side.projector(side.tables);
  side.catch_up(projector);
  const auto written = rows_of(side.database, "auto");
  REQUIRE(projector.step(std::chrono::milliseconds(0)));
  // Its transactions were not synced: rows and checkpoint are gone together.
  side.database.sql(
      "DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = "
      "'auto_g1' LOOP EXECUTE 'TRUNCATE auto_g1.' || t || ' CASCADE'; END LOOP; END $$");
  REQUIRE(rows_of(side.database, "auto") != written);
  side.clock.move_by(std::chrono::seconds(11));
  const auto noticed = projector.step(std::chrono::milliseconds(0));
  REQUIRE_FALSE(noticed);
  CHECK(noticed.error().code == "checkpoint_moved");
  side.catch_up(projector);
  CHECK(rows_of(side.database, "auto") == written);
}

TEST_CASE("a log that lost its end and took just as much since is noticed, also without an event") {
  ReadSide side;
  open_shop(side.shop, "demo");
  auto projector = side.projector(side.tables);
  side.catch_up(projector);
  REQUIRE(projector.step(std::chrono::milliseconds(0)));
  const auto end = side.log.end();
  const auto written = rows_of(side.database, "auto");
  side.log.cut(Offset{number(end) - 1});
  side.log.put(claim_record("another", "nonce-2"));
  REQUIRE(side.log.end() == end);
  side.clock.move_by(std::chrono::seconds(11));
  for (int steps = 0; steps < 2; ++steps) {
    const auto noticed = projector.step(std::chrono::milliseconds(0));
    REQUIRE_FALSE(noticed);
    CHECK(noticed.error().kind == FaultKind::mismatch);
    CHECK(noticed.error().code == "checkpoint_ahead_of_log");
  }
  CHECK(rows_of(side.database, "auto") == written);
}

TEST_CASE(
    "[AR-87:part] the trail lies in months, and next month's part is there before it begins") {
  ReadSide side;
  side.shop.at(*parse_moment("2025-01-31T23:59:59.999999Z"));
  open_shop(side.shop, "demo");
  side.shop.at(*parse_moment("2025-12-31T23:59:59.999999Z"));
  side.shop.commit("demo", {event_of("store", "s2", StoreCreated{"西门店", {}})});
  side.clock.set(*parse_moment("2026-03-15T00:00:00Z"));
  side.project();
  const auto parts = [&](const std::string& table) {
    return side.database.sql(
        "SELECT string_agg(right(inhrelid::regclass::text, 7), ' ' ORDER BY 1) FROM pg_inherits "
        "WHERE inhparent = 'auto_g1." +
        table + "'::regclass");
  };
  CHECK(side.database.sql("SELECT count(*) FROM auto_g1.audit_log_2025_01") == "4");
  CHECK(side.database.sql("SELECT count(*) FROM auto_g1.audit_log_2025_12") == "1");
  for (const std::string month :
       {"2025_01", "2025_02", "2025_12", "2026_01", "2026_03", "2026_04"}) {
    CHECK(parts("audit_log").find(month) != std::string::npos);
  }
  CHECK(parts("payment_events").find("2026_04") != std::string::npos);
  const auto plan = [&](const std::string& table, const std::string& from, const std::string& to) {
    return side.database.sql("EXPLAIN (FORMAT JSON) SELECT * FROM auto_g1." + table +
                             " WHERE at >= '" + from + " 00:00+00' AND at < '" + to + " 00:00+00'");
  };
  const auto december = plan("audit_log", "2025-12-01", "2026-01-01");
  CHECK(december.find("audit_log_2025_12") != std::string::npos);
  CHECK(december.find("audit_log_2025_01") == std::string::npos);
  const auto march = plan("payment_events", "2026-03-01", "2026-04-01");
  CHECK(march.find("payment_events_2026_03") != std::string::npos);
  CHECK(march.find("payment_events_2026_04") == std::string::npos);
}

TEST_CASE("rows of another tenant are hidden from the reader by the database itself") {
  ReadSide side;
  open_shop(side.shop, "demo");
  open_shop(side.shop, "north");
  side.project();
  auto connection = connect(side.database.url());
  REQUIRE(connection.run("BEGIN; SET LOCAL ROLE fettle_reader"));
  CHECK(connection.run("SELECT count(*) FROM auto_g1.stores")->text(0, 0) == "0");
  REQUIRE(connection.run("SELECT set_config('fettle.tenant', 'north', true)"));
  CHECK(connection.run("SELECT count(*) FROM auto_g1.stores")->text(0, 0) == "1");
  CHECK(connection.run("SELECT tenant FROM auto.stores")->text(0, 0) == "north");
  CHECK(!connection.run("DELETE FROM auto_g1.stores"));
}

namespace {

const std::string note = "车主催单", spoken = "车主说踏板发软", rejection = "太贵, 先问车主",
                  move = "车主改约", cancellation = "车主不修了";

// What people write by hand about an order that its commits of every day do not hold.
void write_about_order(ShopLog& shop) {
  const auto one = [](auto event) { return event_of(job, "w1", std::move(event)); };
  const auto by_hand = [](const std::string& text) { return personal("c1", text); };
  shop.commit("demo", {one(NoteAdded{"PAID", by_hand(note)}),
                       one(EvidenceRecorded{1, "PAID", {}, by_hand(spoken), "tom"}),
                       one(QuoteRejected{2, Money::fen(12000), by_hand(rejection)}),
                       one(JobMoved{"PAID", "CANCELED", by_hand(move)}),
                       one(JobCancelled{"staff", by_hand(cancellation)})});
}

bool holds(const std::map<std::string, std::string>& rows, const std::string& text) {
  return std::ranges::any_of(
      rows, [&](const auto& table) { return table.second.find(text) != std::string::npos; });
}

bool holds(MemoryLog& log, const std::string& text) {
  const auto reader = *log.read(Partition{0}, Offset{0});
  const auto records = *reader->next(1 << 24, std::chrono::milliseconds(0));
  return std::ranges::any_of(records, [&](const StoredRecord& stored) {
    return stored.record.value().find(text) != std::string_view::npos;
  });
}

}  // namespace

TEST_CASE("a person whose key is dropped leaves empty columns, and all else as it was") {
  ReadSide side;
  open_shop(side.shop, "demo");
  whole_order(side.shop, "demo", "1");
  write_about_order(side.shop);
  side.project();
  const auto columns = "SELECT status || short_number || quote_version FROM auto.work_orders";
  const auto before = side.database.sql(columns);
  const auto written = rows_of(side.database, "auto");
  REQUIRE(side.keys.erase(TenantId("demo"), PersonId("c1")));
  side.database.sql(
      "DROP SCHEMA auto_g1 CASCADE; DROP SCHEMA auto CASCADE; "
      "DROP SCHEMA fettle CASCADE");
  PostgresTables again(side.database.url(), shop_shape());
  auto projector = side.projector(again);
  side.catch_up(projector);
  CHECK(side.database.sql(columns) == before);
  CHECK(side.database.sql("SELECT count(*) FROM auto.users WHERE name IS NULL AND phone IS NULL") ==
        "1");
  CHECK(side.database.sql("SELECT count(*) FROM auto.work_orders WHERE description IS NULL") ==
        "1");
  CHECK(side.database.sql("SELECT name FROM auto.staff") == "汤姆");
  CHECK(side.database.sql("SELECT fault_codes || suggestions FROM auto.diagnosis_records "
                          "WHERE finding IS NULL") == "[\"P0301\", null]");
  CHECK(side.database.sql("SELECT items FROM auto.checklists") ==
        R"([{"name": "brakes", "note": null, "value": "passed"}])");
  CHECK(side.database.sql("SELECT state FROM auto.quotes WHERE rejection IS NULL "
                          "AND decided_by IS NOT NULL") == "REJECTED");
  const auto erased = rows_of(side.database, "auto");
  for (const auto& text :
       {std::string("刹车有异响"), std::string("刹车片磨损"), std::string("更换前轮刹车片"),
        std::string("试车无异响"), note, spoken, rejection, move, cancellation}) {
    CAPTURE(text);
    CHECK(holds(written, text));
    CHECK_FALSE(holds(erased, text));
    CHECK_FALSE(holds(side.log, text));
  }
}

TEST_CASE("tables of another version stop the projector with the remedy") {
  ReadSide side;
  side.project();
  auto other = shop_shape();
  ++other.folds;
  PostgresTables newer(side.database.url(), other);
  auto projector = side.projector(newer);
  const auto folded = projector.step(std::chrono::milliseconds(0));
  REQUIRE(!folded);
  CHECK(folded.error().code == "read_models_changed");
  CHECK(folded.error().kind == FaultKind::mismatch);
  CHECK(folded.error().detail.find("fettle rebuild") != std::string::npos);
}

TEST_CASE("a log that lost what was folded stops the projector with the remedy") {
  ReadSide side;
  open_shop(side.shop, "demo");
  side.project();
  side.log.cut(Offset{3});
  auto projector = side.projector(side.tables);
  const auto folded = projector.step(std::chrono::milliseconds(0));
  REQUIRE(!folded);
  CHECK(folded.error().code == "checkpoint_ahead_of_log");
  CHECK(folded.error().kind == FaultKind::mismatch);
}

}  // namespace fettle::test
