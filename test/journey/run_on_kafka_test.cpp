// ops/run with a broker of its own, and what ops/kafka says of it: both end together, its data
// stays.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "test/journey/support/checkout.hpp"
#include "test/support/fetched_kafka.hpp"

using namespace fettle::journey;

namespace {

// With the broker that was fetched already, at a port that others do not take.
class CheckoutWithKafka {
 public:
  CheckoutWithKafka() {
    std::filesystem::create_directories(here_.var());
    std::filesystem::create_symlink(FETTLE_SOURCE_ROOT "/var/kafka-jars",
                                    here_.var() / "kafka-jars");
    const std::string ours = "\nport=19092\n";
    std::ifstream in(tool());
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto at = text.find(ours);
    REQUIRE(at != std::string::npos);
    std::ofstream(tool()) << text.replace(at, ours.size(), "\nport=" + port_ + "\n");
  }
  ~CheckoutWithKafka() { kafka("wipe"); }
  CheckoutWithKafka(const CheckoutWithKafka&) = delete;
  CheckoutWithKafka& operator=(const CheckoutWithKafka&) = delete;

  Finished play() const { return run(here_.script({"--log", "kafka", "--once"})); }
  Finished kafka(const std::string& action) const { return run({tool(), action}); }
  // All that is on the log.
  std::string events() const {
    return run({here_.program(), "--log", url(), "--data-dir", here_.var() / "fettle-on-kafka",
                "replay"})
        .output;
  }
  std::string url() const { return "kafka://127.0.0.1:" + port_; }
  bool has(const std::string& file) const { return std::filesystem::exists(here_.var() / file); }

 private:
  std::string tool() const { return here_.root() / "ops/kafka"; }

  Checkout here_;
  std::string port_ = std::to_string(fettle::test::port_of_a_cluster());
};

}  // namespace

TEST_CASE("ops/run --log kafka plays an order on a broker that it starts, and stops both") {
  if (!fettle::test::kafka_is_here()) return;
  const CheckoutWithKafka checkout;
  const auto played = checkout.play();
  INFO(played.output);
  REQUIRE(played.exit == 0);
  CHECK(played.output.find("record-payment  PAID") != std::string::npos);
  CHECK(played.output.find("stopped; data is in var/") != std::string::npos);
  CHECK_FALSE(checkout.has("fettle"));
  CHECK_FALSE(checkout.has("postgres-on-kafka/data/postmaster.pid"));
  const auto stopped = checkout.kafka("status");
  CHECK(stopped.output == "node 1 stopped\n");
  CHECK(stopped.exit == 3);

  const auto started = checkout.kafka("start");
  CHECK(started.output == checkout.url() + "\n");
  CHECK(checkout.kafka("url").output == started.output);
  const auto running = checkout.kafka("status");
  CHECK(running.output == "node 1 running at " + checkout.url().substr(8) + "\n");
  CHECK(running.exit == 0);
  CHECK(checkout.events().find("\"JobPaid\"") != std::string::npos);

  CHECK(checkout.kafka("wipe").exit == 0);
  CHECK_FALSE(checkout.has("kafka"));
  CHECK(checkout.kafka("status").output == "stopped\n");
  const auto nowhere = checkout.kafka("url");
  CHECK(nowhere.exit == 1);
  CHECK(nowhere.output.find("there is no cluster in ") != std::string::npos);
}
