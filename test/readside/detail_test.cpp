// Details on a real PostgreSQL: what stands beside the one thing that was asked for, and what lists
// and details say of rows that are not whole.
#include "test/readside/asking.hpp"

namespace fettle::test {
namespace {

const std::string order_path = "/admin/work-orders/{work_order}";

struct OneOrder : Asking {
  OneOrder() {
    open_shop(shop, "demo");
    whole_order(shop, "demo", "1");
    shop.commit(
        "demo",
        {event_of(job, "w1", QuoteRejected{1, Money::fen(9000), personal("c1", "请王小明加价")})});
    shop.by("c1", "customer", "mp");
    shop.commit("demo",
                {event_of(job, "w1", NoteAdded{"PAID", personal("c1", "王小明来取")}),
                 event_of(job, "w1",
                          EvidenceRecorded{
                              1, "PAID", {MediaId("m9")}, personal("c1", "王小明说好了"), "tom"})});
    project();
  }

  std::string shown(const std::string& path, const std::string& role) {
    auto request = as("someone", role);
    request.path["work_order"] = "w1";
    return answer(path, std::move(request)).body;
  }
  std::string listed(const std::string& path, const std::string& store = "") {
    return answer(path, as("mia", "manager", store)).body;
  }
  void bury_an_event_of(const std::string& type, const std::string& id) {
    database.sql("INSERT INTO auto_g1.dead_letters VALUES ('demo', 0, 99, " +
                 std::to_string(buried++) + ", 'X', '" + type + "', '" + id +
                 "', 'event_unknown', '')");
  }

  int buried = 0;
};

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("what is masked for a role is hidden in every part of a detail") {
  OneOrder side;
  const auto whole = side.shown(order_path, "manager");
  const auto masked = side.shown(order_path, "warehouse");
  const auto timeline = side.shown(order_path + "/timeline", "warehouse");
  for (const std::string_view hidden :
       {"\"c1\"", "customer_id", "owner_id", "operator_id", "attached_by", "\"vin\"", "LSVAU",
        "\"plate\"", "京A", "王小明", "minor", "更换刹车片", "请检查"}) {
    CAPTURE(hidden);
    CHECK(holds(whole, hidden));
    CHECK(!holds(masked, hidden));
    CHECK(!holds(timeline, hidden));
  }
  for (const auto* needed : {"大众", "P0301", "\"quote_version\":2", "\"to_state\":\"PAID\""}) {
    CAPTURE(needed);
    CHECK(holds(masked, needed));
  }
}

TEST_CASE("a caller who is bound to a store sees the quotes of its orders alone") {
  OneOrder side;
  CHECK(count_of(side.listed("/admin/quotes"), "quote_version") == 2);
  CHECK(count_of(side.listed("/admin/quotes", "s1"), "quote_version") == 2);
  for (const auto* role : {"front_desk", "manager", "finance"}) {
    CHECK(side.answer("/admin/quotes", side.as("anna", role, "s2")).body == R"({"items":[]})");
  }
}

TEST_CASE("a quote or setting of which an event could not be folded says so") {
  OneOrder side;
  side.bury_an_event_of("job", "another");
  CHECK(!holds(side.listed("/admin/quotes"), "incomplete"));
  CHECK(!holds(side.listed("/admin/settings"), "incomplete"));
  side.bury_an_event_of("job", "w1");
  CHECK(count_of(side.listed("/admin/quotes"), R"("incomplete":true)") == 2);
  side.bury_an_event_of("settings", ":all");
  CHECK(count_of(side.listed("/admin/settings"), R"("incomplete":true)") == 1);
}

TEST_CASE("a part of a detail says that an event of its own could not be folded") {
  OneOrder side;
  CHECK(!holds(side.shown(order_path, "manager"), "incomplete"));
  side.bury_an_event_of("asset", "v1");
  const auto body = side.shown(order_path, "manager");
  const auto vehicle = body.substr(body.find("\"vehicle\":{"),
                                   body.find("\"timeline\":") - body.find("\"vehicle\":{"));
  CHECK(holds(vehicle, R"("incomplete":true})"));
  CHECK(count_of(body, "incomplete") == 1);
}

TEST_CASE("[AR-07] a part that is cut says so and shows its newest rows") {
  OneOrder side;
  const auto before = side.shown(order_path, "manager");
  CHECK(!holds(before, "truncated"));
  const auto rows = count_of(before, "\"to_state\"");
  const auto add = [&](std::size_t from, std::size_t to) {
    side.database.sql(
        "INSERT INTO auto_g1.work_order_timeline SELECT (jsonb_populate_record(t, "
        "jsonb_build_object('version', 1000 + n, 'note', 'note ' || n))).* "
        "FROM auto_g1.work_order_timeline t, generate_series(" +
        std::to_string(from) + ", " + std::to_string(to) + ") n WHERE t.version = 1");
  };
  add(1, 1000 - rows);
  const auto full = side.shown(order_path, "manager");
  CHECK(!holds(full, "truncated"));
  CHECK(count_of(full, "\"to_state\"") == 1000);
  CHECK(holds(full, R"("kind":"OPENED")"));
  add(1001, 1001);
  for (const auto& path : {order_path, order_path + "/timeline"}) {
    const auto cut = side.shown(path, "manager");
    CHECK(holds(cut, R"("truncated":["timeline"])"));
    CHECK(count_of(cut, "\"to_state\"") == 1000);
    CHECK(holds(cut, R"("note":"note 1001")"));
    CHECK(cut.find(R"("note":"note 1001")") > cut.find(R"("note":"note 1")"));
  }
}

}  // namespace fettle::test
