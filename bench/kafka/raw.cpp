// How many records a second bare librdkafka writes, acknowledged by all replicas in sync: the
// yardstick beside durable commands a second on Kafka. The settings of the product's producer but
// for its linger, a topic like the product's, no claims, no decisions.
//   bench_kafka_raw kafka://host:port [--bytes 1000] [--in-flight 64] [--partitions 12] …
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <random>

#include "adapters/kafka_log/handle.hpp"
#include "bench/kafka/latencies.hpp"
#include "bench/kafka/passing_topic.hpp"

namespace fettle::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Plan {
  std::string url;
  std::size_t bytes = 1000;
  std::size_t in_flight = 64;
  std::uint32_t partitions = 12;
  std::uint16_t copies = 1;
  int seconds = 5;
  int linger_ms = 0;
  int requests = 5;
};

// As text is: it shrinks to about half.
std::string text_of(std::size_t bytes) {
  std::mt19937 random(1);
  std::string text(bytes, '\0');
  for (auto& letter : text) letter = "0123456789abcdef"[random() % 16];
  return text;
}

// A fixed number of senders; each sends its next record when the one before is acknowledged.
class Run {
 public:
  Run(const Plan& plan, const KafkaSettings& settings)
      : plan_(plan), settings_(settings), value_(text_of(plan.bytes)), senders_(plan.in_flight) {}

  Result<void> open();
  // Counts between the two moments only; what is on its way at the end is waited for.
  void go(Clock::time_point count_from, Clock::time_point until);

  std::size_t acknowledged() const { return took_.count(); }
  std::size_t failed() const { return failed_; }
  Latencies& took() { return took_; }

 private:
  struct Sender {
    Run* run = nullptr;
    std::int32_t partition = 0;
    Clock::time_point sent;
  };

  void send(Sender& sender);
  void reported(Sender& sender, rd_kafka_resp_err_t error);

  const Plan plan_;
  const KafkaSettings settings_;
  const std::string value_;
  std::vector<Sender> senders_;
  Clock::time_point count_from_, until_;
  Latencies took_;
  std::size_t on_their_way_ = 0, failed_ = 0;
  kafka::Handle handle_;
  kafka::Topic topic_;
};

Result<void> Run::open() {
  kafka::Config config(settings_);
  config.set("enable.idempotence", "true")
      .set("acks", "all")
      .set("linger.ms", std::to_string(plan_.linger_ms))
      .set("max.in.flight.requests.per.connection", std::to_string(plan_.requests))
      .set("batch.size", "1000000")
      .set("compression.type", "lz4");
  rd_kafka_conf_set_dr_msg_cb(config.raw(),
                              [](rd_kafka_t*, const rd_kafka_message_t* message, void*) {
                                auto& sender = *static_cast<Sender*>(message->_private);
                                sender.run->reported(sender, message->err);
                              });
  handle_ = TRY(std::move(config).producer());
  topic_.reset(rd_kafka_topic_new(handle_.get(), settings_.events().c_str(), nullptr));
  return {};
}

void Run::send(Sender& sender) {
  sender.sent = Clock::now();
  const auto sent =
      rd_kafka_produce(topic_.get(), sender.partition, RD_KAFKA_MSG_F_COPY,
                       const_cast<char*>(value_.data()), value_.size(), "tenant", 6, &sender);
  if (sent == 0) {
    ++on_their_way_;
  } else {
    ++failed_;
  }
}

void Run::reported(Sender& sender, rd_kafka_resp_err_t error) {
  --on_their_way_;
  const auto now = Clock::now();
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
    ++failed_;
  } else if (now >= count_from_ && now < until_) {
    took_.add(now - sender.sent);
  }
  if (now < until_) send(sender);
}

void Run::go(Clock::time_point count_from, Clock::time_point until) {
  constexpr int poll_ms = 100;
  count_from_ = count_from;
  until_ = until;
  for (std::size_t i = 0; i < senders_.size(); ++i) {
    senders_[i] = {this, static_cast<std::int32_t>(i % plan_.partitions), {}};
    send(senders_[i]);
  }
  while (on_their_way_ > 0) rd_kafka_poll(handle_.get(), poll_ms);
}

Result<void> measure(const Plan& plan) {
  constexpr std::chrono::seconds warming_up{1};
  const auto settings = passing_settings(plan.url, plan.partitions, plan.copies);
  const auto topic = TRY(PassingTopic::make(settings));
  Run run(plan, settings);
  TRY(run.open());
  const auto begin = Clock::now() + warming_up;
  run.go(begin, begin + std::chrono::seconds(plan.seconds));
  fmt::print(
      "{} bytes, {} in flight, {} partitions of {}, linger {} ms, {} requests: {:.0f} records/s, "
      "p50 {:.2f} ms, "
      "p99 {:.2f} ms, {} failed\n",
      plan.bytes, plan.in_flight, plan.partitions, plan.copies, plan.linger_ms, plan.requests,
      static_cast<double>(run.acknowledged()) / plan.seconds, run.took().quantile(0.5),
      run.took().quantile(0.99), run.failed());
  if (run.failed() == 0) return {};
  return Fault{FaultKind::unavailable, "records_failed", "the broker did not take all records"};
}

}  // namespace
}  // namespace fettle::bench

int main(int argc, char** argv) {
  fettle::bench::Plan plan;
  CLI::App app("Records a second that bare librdkafka writes to a broker.", "bench_kafka_raw");
  app.add_option("url", plan.url, "kafka://host:port,…")->required();
  app.add_option("--bytes", plan.bytes, "of a record's value")->check(CLI::Range(1, 1'000'000));
  app.add_option("--in-flight", plan.in_flight, "records on their way at any time")
      ->check(CLI::Range(1, 50'000));
  app.add_option("--partitions", plan.partitions)->check(CLI::Range(1, 1000));
  app.add_option("--copies", plan.copies, "of each partition: 1 or 3");
  app.add_option("--seconds", plan.seconds)->check(CLI::Range(1, 3600));
  app.add_option("--linger-ms", plan.linger_ms, "that a batch waits for more records");
  app.add_option("--requests", plan.requests, "unanswered at a time, each a batch of one partition")
      ->check(CLI::Range(1, 5));
  CLI11_PARSE(app, argc, argv);
  const auto measured = fettle::bench::measure(plan);
  if (measured) return 0;
  fmt::print(stderr, "bench_kafka_raw: {}: {}\n", measured.error().code, measured.error().detail);
  return 2;
}
