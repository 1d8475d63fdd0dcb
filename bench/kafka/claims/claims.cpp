// Whether claims keep one order on a real broker: owners fight for one partition, and at the end
// the log says whether anything acknowledged is missing, or was decided on a stale state.
//   bench_kafka_claims kafka://host:port [--seconds 20] [--without-offset-check] …
// Exit 0: the promise held. 1: it did not. 2: the broker could not be asked.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <thread>

#include "adapters/system/dice.hpp"
#include "bench/kafka/claims/owner.hpp"
#include "bench/kafka/claims/trusting_log.hpp"
#include "bench/kafka/passing_topic.hpp"

namespace fettle::bench {
namespace {

struct Plan {
  std::string url;
  unsigned owners = 4;
  unsigned seed = 1;
  int seconds = 20;
  std::uint16_t copies = 1;
  bool without_offset_check = false;
  bool without_reader_rule = false;
};

struct Judgement {
  std::uint64_t missing = 0;   // acknowledged, and never took effect
  std::uint64_t repeated = 0;  // took effect more than once
  std::uint64_t silent = 0;    // took effect, and nobody was told: allowed
};

History::Rule rule_of(const Plan& plan) {
  return plan.without_reader_rule ? History::Rule::ignored : History::Rule::applied;
}

Result<std::unique_ptr<Log>> open_log(const Plan& plan, const KafkaSettings& settings, Dice& dice) {
  auto log = TRY(KafkaLog::open(settings, dice));
  if (!plan.without_offset_check) return std::unique_ptr<Log>(std::move(log));
  return std::unique_ptr<Log>(std::make_unique<TrustingLog>(std::move(log), settings.events()));
}

// A broker that was killed or paused comes back: what cannot be asked now is asked again.
template <class Ask>
auto patiently(Ask ask) {
  constexpr int tries_max = 12;
  constexpr std::chrono::seconds between{5};
  for (int tries = 1;; ++tries) {
    auto answer = ask();
    if (answer || tries == tries_max) return answer;
    std::this_thread::sleep_for(between);
  }
}

// Each owner has clients of its own, as if it were a process.
Result<void> fight(const Plan& plan, const KafkaSettings& settings, Dice& dice, Tally& tally) {
  std::vector<std::unique_ptr<Owner>> owners;
  std::vector<std::unique_ptr<Log>> logs;  // ended first: owners are told until then
  for (unsigned i = 1; i <= plan.owners; ++i) {
    logs.push_back(TRY(open_log(plan, settings, dice)));
    owners.push_back(std::make_unique<Owner>(*logs.back(), rule_of(plan), i, plan.seed, tally));
  }
  std::vector<std::jthread> threads;
  for (const auto& owner : owners) {
    threads.emplace_back([&owner](const std::stop_token& stop) { owner->run(stop); });
  }
  std::this_thread::sleep_for(std::chrono::seconds(plan.seconds));
  for (auto& thread : threads) thread.request_stop();
  return {};
}

// As any reader finds it afterwards, from the first record to the last.
Result<History> read_all(const Plan& plan, const KafkaSettings& settings, Dice& dice) {
  constexpr std::chrono::milliseconds wait{100};
  const auto log = TRY(KafkaLog::open(settings, dice));
  const auto end = TRY(log->durable_end(Partition{0}));
  const auto reader = TRY(log->read(Partition{0}, Offset{0}));
  History history(rule_of(plan));
  while (history.next() < end) {
    for (const auto& stored : TRY(reader->next(1 << 20, wait))) history.see(stored);
  }
  return history;
}

Judgement judge(const History& history, const Tally& tally) {
  Judgement found;
  std::uint64_t confirmed = 0;
  for (const auto command : tally.commands()) {
    ++(history.commands().contains(command) ? confirmed : found.missing);
  }
  for (const auto& [command, times] : history.commands()) found.repeated += times > 1;
  found.silent = history.commands().size() - confirmed;
  return found;
}

void print(const Plan& plan, const History& history, Tally& tally, const Judgement& found) {
  fmt::print("{} owners, {} s, seed {}, {} of each record{}{}\n", plan.owners, plan.seconds,
             plan.seed, plan.copies, plan.without_offset_check ? ", WITHOUT OFFSET CHECK" : "",
             plan.without_reader_rule ? ", WITHOUT READER RULE" : "");
  fmt::print("  {} records: {} claims, {} void; {} commands acknowledged, {} done unacknowledged\n",
             history.records(), history.claims(), history.void_records(), tally.commands().size(),
             found.silent);
  fmt::print("  take-over p50 {:.0f} ms, p99 {:.0f} ms, longest {:.0f} ms of {}\n",
             tally.take_over().quantile(0.5), tally.take_over().quantile(0.99),
             tally.take_over().quantile(1), tally.take_over().count());
  fmt::print("  reigns ended by:");
  for (const auto& [why, times] : tally.ends()) fmt::print(" {} {}", why, times);
  fmt::print("\n  conflicts {}, acknowledged but missing {}, done twice {}\n", history.conflicts(),
             found.missing, found.repeated);
}

Result<bool> held(const Plan& plan) {
  SystemDice dice;
  const auto settings = passing_settings(plan.url, 1, plan.copies);
  const auto topic = TRY(PassingTopic::make(settings));
  Tally tally;
  TRY(fight(plan, settings, dice, tally));
  const auto history = TRY(patiently([&] { return read_all(plan, settings, dice); }));
  const auto found = judge(history, tally);
  print(plan, history, tally, found);
  return history.conflicts() + found.missing + found.repeated == 0;
}

}  // namespace
}  // namespace fettle::bench

int main(int argc, char** argv) {
  fettle::bench::Plan plan;
  CLI::App app("Owners fight for one partition of a real broker.", "bench_kafka_claims");
  app.add_option("url", plan.url, "kafka://host:port,…")->required();
  app.add_option("--owners", plan.owners)->check(CLI::Range(1, 50));
  app.add_option("--seed", plan.seed);
  app.add_option("--seconds", plan.seconds)->check(CLI::Range(1, 86'400));
  app.add_option("--copies", plan.copies, "of each record: 1 or 3");
  app.add_flag("--without-offset-check", plan.without_offset_check, "a mutant that must fail");
  app.add_flag("--without-reader-rule", plan.without_reader_rule, "a mutant that must fail");
  CLI11_PARSE(app, argc, argv);
  const auto promise = fettle::bench::held(plan);
  if (promise) return *promise ? 0 : 1;
  fmt::print(stderr, "bench_kafka_claims: {}: {}\n", promise.error().code, promise.error().detail);
  return 2;
}
