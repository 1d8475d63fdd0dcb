// Rows of a log of several partitions on a real broker: `fettle check` and `fettle rebuild`, and
// two projectors of one partition.
#include <algorithm>
#include <atomic>
#include <sstream>

#include "core/projector_thread.hpp"
#include "test/nodes/shops_with_rows.hpp"

namespace fettle::test {
namespace {

constexpr int fine = 0, found_wrong = 1;

std::vector<std::string> lines_with(const journey::Finished& done, std::string_view part) {
  std::istringstream in(done.output);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (line.find(part) != std::string::npos) lines.push_back(line);
  }
  return lines;
}

journey::Finished called(const ShopsWithRows& on, const std::string& subcommand, int expected) {
  auto done = on.fettle(subcommand);
  INFO(subcommand << ": " << done.output);
  CHECK(done.exit == expected);
  return done;
}

std::string tenants_of(const ShopsWithRows& on, const std::string& table) {
  return on.database.sql(
      "SELECT string_agg(tenant || count, ' ' ORDER BY tenant) FROM (SELECT "
      "tenant, count(*) FROM auto." +
      table + " GROUP BY tenant) t");
}

TEST_CASE("check finds rows of all partitions clean, then names the one falsified; rebuild mends") {
  ShopsWithRows on;
  on.project();
  const auto folded = on.rows();
  CHECK(tenants_of(on, "work_orders") == "north2 south1");

  const auto clean = called(on, "check", fine);
  const auto places = fmt::format("rows up to 0:{} 1:{} (partition:offset)",
                                  number(on.end(Partition{0})), number(on.end(Partition{1})));
  CHECK(lines_with(clean, places).size() == 1);
  CHECK(lines_with(clean, " 0 differences").size() == 1);
  CHECK(lines_with(clean, "row_differs").empty());

  on.database.sql("UPDATE auto_g1.work_orders SET status = 'CLOSED' WHERE tenant = 'south'");
  const auto wrong = called(on, "check", found_wrong);
  CHECK(lines_with(wrong, "row_differs") ==
        std::vector<std::string>{"fettle: row_differs: work_orders south/w1: another status"});

  const auto rebuilt = called(on, "rebuild", fine);
  const auto unequal = lines_with(rebuilt, "not equal");
  REQUIRE(unequal.size() == 1);
  CHECK(unequal[0].starts_with("work_orders "));
  CHECK(lines_with(rebuilt, "generation 2 is served now").size() == 1);
  CHECK(on.rows() == folded);
  called(on, "check", fine);
}

TEST_CASE("a rebuild takes what every partition got since, and equal rows are told as equal") {
  ShopsWithRows on;
  on.project();
  const auto same = called(on, "rebuild", fine);
  CHECK(lines_with(same, "not equal").empty());
  CHECK(lines_with(same, "compared at two positions").empty());
  on.order_in_south();
  on.order_in_north();
  called(on, "rebuild", fine);
  CHECK(tenants_of(on, "work_orders") == "north3 south2");
  const TestDatabase fresh;
  for (const auto partition : {Partition{0}, Partition{1}}) on.project(partition, fresh);
  CHECK(on.rows() == rows_of(fresh, "auto"));
}

struct Number : Gauge, Counter {
  void set(double value) override { now = value; }
  void add(double change) override { now = now + change; }
  void add(std::uint64_t count) override { now = now + static_cast<double>(count); }
  std::atomic<double> now = 0;
};

template <class Condition>
bool comes(Condition condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    if (condition()) return true;
    std::this_thread::yield();
  }
  return false;
}

// A projector of the southern partition as a node has it: a log, tables and a thread of its own.
class Racer {
 public:
  explicit Racer(ShopsWithRows& on)
      : log_(must(KafkaLog::open_read_only(on.settings))),
        tables_(on.database.url(), shop_shape()) {
    auto projector = std::make_unique<Projector>(
        ProjectorPorts{*log_, tables_, *on.node.keys, on.node.dice, on.clock}, shop_domain(),
        shop_projection(), on.checkpoint_of(Partition{1}),
        ProjectorOptions{.batch_bytes_max = 4000, .cached_rows_max = 100});
    projector->on_reached([this](const Checkpoint& at) { reached_ = number(at.next); });
    thread_.emplace(std::move(projector), *log_, Partition{1}, on.clock,
                    ProjectorGauges{lag_, seconds_, events_, faults_}, [this](const Fault& fault) {
                      const std::lock_guard lock(mutex_);
                      ++codes_[fault.code];
                    });
  }

  bool is_at(Offset end) const { return reached_ == number(end); }
  double losses() const { return faults_.now; }
  double events() const { return events_.now; }
  bool stopped() const { return thread_->stopped().has_value(); }
  void stop() { thread_.reset(); }
  // "31 events, 2 checkpoint_moved"
  std::string told() const {
    auto text = fmt::format("{} events", events_.now.load());
    for (const auto& [code, times] : codes()) text += fmt::format(", {} {}", times, code);
    return text;
  }
  // Each with how often.
  std::map<std::string, int> codes() const {
    const std::lock_guard lock(mutex_);
    return codes_;
  }

 private:
  std::unique_ptr<KafkaLog> log_;
  PostgresTables tables_;
  Number lag_, seconds_, events_, faults_;
  std::atomic<std::uint64_t> reached_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, int> codes_;
  std::optional<ProjectorThread> thread_;
};

TEST_CASE("two projectors of one partition race: one is told that it lost, and rows are the fold") {
  constexpr int losses_wanted = 5;
  ShopsWithRows on;
  Racer one(on), other(on);
  const auto raced_enough = comes([&] {
    on.order_in_south();
    return one.losses() + other.losses() >= losses_wanted;
  });
  INFO(on.south_orders << " orders; " << one.told() << "; " << other.told());
  REQUIRE(raced_enough);
  const auto arrives = [&](const Racer& racer) {
    return comes([&] { return racer.is_at(on.end(Partition{1})); });
  };
  CHECK(arrives(one));
  CHECK(arrives(other));
  for (auto* racer : {&one, &other}) {
    CHECK_FALSE(racer->stopped());
    for (const auto& [code, times] : racer->codes()) CHECK(code == "checkpoint_moved");
  }
  // Whoever lost goes on at once when the other is gone, and so does one that comes later.
  auto& leader = one.events() > other.events() ? one : other;
  auto& follower = &leader == &one ? other : one;
  leader.stop();
  const auto before = follower.events();
  on.order_in_south();
  CHECK(arrives(follower));
  CHECK(follower.events() > before);
  Racer later(on);
  CHECK(arrives(later));
  follower.stop();
  on.order_in_south();
  CHECK(arrives(later));
  CHECK(later.events() > 0);
  later.stop();

  const TestDatabase fresh;
  on.project(Partition{1}, fresh);
  CHECK(on.rows() == rows_of(fresh, "auto"));
  CHECK(tenants_of(on, "work_orders") == fmt::format("south{}", on.south_orders));
}

}  // namespace
}  // namespace fettle::test
