// What lies on the disk of the product: snapshots that are gone, a disk that is full.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/checkpoint.hpp"
#include "core/shard/keyspace.hpp"
#include "test/http/client.hpp"
#include "test/journey/support/catalogue.hpp"
#include "test/journey/support/notices.hpp"
#include "test/journey/support/odoo_shop.hpp"
#include "test/journey/support/snapshot_rows.hpp"
#include "test/support/full_disk.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

const Settings small_log{{"rate.token_per_second", "0"},
                         {"rate.address_per_second", "0"},
                         {"log.segment_bytes", "1048576"}};

// Every command of the business once, and orders that went all the way or were given up.
void whole_day(Shop& shop) {
  for (auto& entry : catalogue()) {
    accepted(entry.make(shop).send(shop.served().fresh_key()));
  }
  WorkOrder canceled(shop), finished(shop);
  canceled.to("CANCELED");
  finished.to("CLOSED");
  REQUIRE(notices_of(finished.customer, 3).size() == 3);  // nobody has anything left to do
}

// The rows, and apart from them the last commit that is folded in them.
struct Snapshot {
  explicit Snapshot(const std::filesystem::path& data_dir) : rows(snapshot_rows(data_dir)) {
    const auto checkpoint = rows.extract(keyspace::checkpoint);  // a claim moves it
    REQUIRE(!checkpoint.empty());
    last_commit = parse_checkpoint(checkpoint.mapped())->last_commit;
  }
  std::map<std::string, std::string> rows;
  std::optional<CommitMark> last_commit;
};

std::size_t count_of(const Snapshot& snapshot, char prefix) {
  return static_cast<std::size_t>(
      std::count_if(snapshot.rows.begin(), snapshot.rows.end(),
                    [&](const auto& row) { return row.first.front() == prefix; }));
}

void check_equal(const Snapshot& before, const Snapshot& after) {
  for (const auto& [key, value] : before.rows) {
    CAPTURE(key);
    const auto found = after.rows.find(key);
    REQUIRE(found != after.rows.end());
    CHECK(found->second == value);
  }
  CHECK(after.rows.size() == before.rows.size());
}

Answer note_on(WorkOrder& order, const std::string& key, int number) {
  std::string text;
  for (int i = 0; i < 48; ++i) text += "车主在店等候，";
  return order.post(order.shop().front_desk, "/admin/work-orders/{work_order}/notes",
                    {{"note", text + std::to_string(number)}}, {{"Idempotency-Key", key}});
}

}  // namespace

TEST_CASE("snapshots that were deleted are folded from the log again, equal entry by entry") {
  OdooShop beside(17, 86'400, small_log);
  beside.fill_shelves();
  auto& served = beside.served();
  whole_day(beside.shop());
  served.stop();
  beside.disconnect();  // nothing is written any more
  const Snapshot decided(served.data_dir());
  CHECK(count_of(decided, 'a') > 50);
  CHECK(count_of(decided, 'c') > 50);
  CHECK(count_of(decided, 'i') > 20);
  std::filesystem::remove_all(served.data_dir() / "snapshots");
  served.start();
  served.stop();
  const Snapshot folded(served.data_dir());
  REQUIRE(folded.last_commit == decided.last_commit);
  check_equal(decided, folded);
}

TEST_CASE("on a full disk commands are refused by name, nothing is lost, and service resumes") {
  Served served(small_log);
  Shop shop(served);
  WorkOrder order(shop);
  order.to("ACCEPTED");
  served.stop();
  test::FullDisk disk(served.data_dir());
  disk.put_under_children();
  {
    const test::Layer layer(FETTLE_FILL_DISK);
    served.start();
  }
  disk.fill();
  int noted = 0;
  Answer refused;
  std::string key;
  while (noted < 5'000) {
    key = served.fresh_key();
    refused = note_on(order, key, noted);
    if (!refused.accepted()) break;
    ++noted;
  }
  const auto version = order.version();
  CHECK(refused.status == 503);
  CHECK(refused.code() == "disk_full");
  CHECK(!refused.header("retry-after").empty());
  CHECK(refused.body.value("idempotency_key", "") == key);
  const auto newcomer = shop.with_role("customer").post("/mp/me", {{"name", "赵六"}});
  CHECK(newcomer.status == 503);
  CHECK(order.shown().at("version") == version);  // queries go on
  CHECK(ask(served, "GET", "/health", "", {}).status == 200);

  disk.free();
  Answer retried;
  REQUIRE(http::test::eventually([&] {
    retried = note_on(order, key, noted);
    return retried.accepted();
  }));
  CHECK(retried.version() == version + 1);
  CHECK(note_on(order, key, noted).text == retried.text);
  shop.customer();
  CHECK(order.shown().at("version") == version + 1);
  served.kill();
  served.start();
  CHECK(note_on(order, key, noted).text == retried.text);
  CHECK(order.to("DIAGNOSING").version() == version + 2);
}
