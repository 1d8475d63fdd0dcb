// A log of two partitions on the real broker with a shop in each, keys in their topic, and rows of
// both in a real PostgreSQL: all that `fettle` needs beside it.
#pragma once

#include "test/journey/support/program.hpp"
#include "test/kafka/two_partitions.hpp"
#include "test/readside/read_side.hpp"
#include "test/support/kafka_keys.hpp"

namespace fettle::test {

struct ShopsWithRows {
  const KafkaSettings settings = kafka_of_a_test(2);
  TempFolder data;
  TestDatabase database;
  SystemDice random;
  TestClock clock{Moment{Micros{1'763'712'000'000'000}}};
  KeysNode node{settings, 7};
  std::unique_ptr<KafkaLog> log = made();
  ShopLog north{*log, *node.keys, node.dice, Partition{0}};
  ShopLog stale{*log, *node.keys, node.dice, Partition{1}};  // its claim is not the newest
  ShopLog south{*log, *node.keys, node.dice, Partition{1}};
  int north_orders = 0, south_orders = 0;

  // Two orders in the north, one in the south, and between them what a stale owner wrote.
  ShopsWithRows() {
    std::ofstream(data.path() / "master.key") << master_of_test().text();
    open_shop(north, "north");
    open_shop(south, "south");
    order_in_north();
    CHECK_THROWS(open_shop(stale, "elsewhere"));
    order_in_south();
    order_in_north();
  }

  std::unique_ptr<KafkaLog> made() {
    REQUIRE(kafka::ensure_topics(settings, {kafka::events_topic(settings)}));
    return must(KafkaLog::open(settings, random));
  }
  void order_in_north() { order(north, "north", ++north_orders); }
  void order_in_south() { order(south, "south", ++south_orders); }
  // Other processes know the keys of persons when it returns.
  void order(ShopLog& shop, const std::string& tenant, int number_of_order) {
    whole_order(shop, tenant, std::to_string(number_of_order));
    REQUIRE(node.keys->make_durable());
  }
  Offset end(Partition partition) { return must(log->durable_end(partition)); }

  static CheckpointKey checkpoint_of(Partition partition) { return {"auto", partition, 0}; }

  // Folds all that there is of a partition.
  void project(Partition partition, const TestDatabase& into) {
    PostgresTables tables(into.url(), shop_shape());
    Projector projector({*log, tables, *node.keys, node.dice, clock}, shop_domain(),
                        shop_projection(), checkpoint_of(partition));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!projector.checkpoint() || projector.checkpoint()->next < end(partition)) {
      must(projector.step(std::chrono::milliseconds(100)));
      if (std::chrono::steady_clock::now() > deadline) FAIL("the projector does not arrive");
    }
  }
  void project() {
    for (const auto partition : {Partition{0}, Partition{1}}) project(partition, database);
  }
  std::map<std::string, std::string> rows() const { return rows_of(database, "auto"); }

  // The real program on this installation.
  journey::Finished fettle(const std::string& subcommand) const {
    return journey::run(
        {FETTLE_PROGRAM, subcommand},
        {"FETTLE_LOG_URL=kafka://" + settings.servers, "FETTLE_KAFKA_PREFIX=" + settings.prefix,
         "FETTLE_KAFKA_PARTITIONS=2", "FETTLE_DATA_DIR=" + data.path().string(),
         "FETTLE_POSTGRES_URL=" + database.url()});
  }
};

}  // namespace fettle::test
