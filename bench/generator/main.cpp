// A load for a server, and what it did to it, in one line of JSON. `bench_load --help` says how.
#include <fmt/format.h>

#include "bench/generator/options.hpp"
#include "bench/generator/run.hpp"

namespace {

using namespace fettle;

void print(const bench::Outcome& outcome, const std::string& run) {
  const auto& took = outcome.latency;
  const auto rate = outcome.seconds > 0 ? static_cast<double>(took.count()) / outcome.seconds : 0;
  std::string buckets;
  for (const auto& one : took.buckets()) {
    buckets += fmt::format("{}[{:.6g},{}]", buckets.empty() ? "" : ",",
                           bench::Histogram::milliseconds(one.to), one.count);
  }
  fmt::print(R"({{"run":"{}","operations":{},"refused":{},"errors":{},"seconds":{:.3f},)"
             R"("per_second":{:.1f},)"
             R"("p50_ms":{:.4f},"p90_ms":{:.4f},"p99_ms":{:.4f},"p99_9_ms":{:.4f},"max_ms":{:.4f},)"
             R"("each_second":[{}],"histogram_ms":[{}]}})"
             "\n",
             run, took.count(), outcome.refused, outcome.errors, outcome.seconds, rate,
             took.milliseconds_at(0.5), took.milliseconds_at(0.9), took.milliseconds_at(0.99),
             took.milliseconds_at(0.999), took.milliseconds_max(),
             fmt::join(outcome.each_second, ","), buckets);
}

int complain(const Fault& fault) {
  fmt::print(stderr, "bench_load: {}: {}\n", fault.code, fault.detail);
  return fault.kind == FaultKind::invalid ? 2 : 1;
}

Result<void> load(const bench::Options& options) {
  bench::Acknowledged acknowledged;
  const auto load = TRY(bench::make_load(options.load_name, options.load, acknowledged));
  const auto address = TRY(bench::address_of(options.load.target.host, options.load.target.port));
  bench::Run run(options.plan, address, *load);
  const auto gone = run.go();
  // Also of a server that went away meanwhile: what it had said counts.
  print(run.outcome(), options.load.run);
  if (!options.acknowledged.empty()) {
    TRY(acknowledged.write(options.acknowledged, options.load.run));
  }
  return gone;
}

}  // namespace

int main(int count, char** arguments) {
  const auto options = bench::read_options(count, arguments);
  if (!options) return complain(options.error());
  const auto done = load(*options);
  return done ? 0 : complain(done.error());
}
