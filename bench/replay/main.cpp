// Events a second and core: a replay of the log, beside a parse and fold of the same bytes.
//   bench_replay FOLDER fill ORDERS          makes a log of whole work orders, 23 events each
//   bench_replay FOLDER CONTENDER [SECONDS]  one pass to warm up, then passes for so long; JSON
// Contenders: replay, bare; replay-closed, bare-closed (personal fields left empty); snapshots.
// Seconds are those of the processor, of all threads: what a core does, whoever else used it.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <functional>
#include <map>

#include "bench/replay/contenders.hpp"

namespace fettle::bench {
namespace {

constexpr double seconds_usually = 3;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

const std::map<std::string, std::function<std::unique_ptr<Contender>(Shop&)>> contenders{
    {"replay", [](Shop& shop) { return replay(shop, Personals::opened); }},
    {"replay-closed", [](Shop& shop) { return replay(shop, Personals::empty); }},
    {"bare", [](Shop& shop) { return bare(shop, Personals::opened); }},
    {"bare-closed", [](Shop& shop) { return bare(shop, Personals::empty); }},
    {"snapshots", [](Shop& shop) { return snapshots(shop); }}};

void measure(Contender& contender, double seconds) {
  contender.run();
  std::uint64_t passes = 0;
  double spent = 0;
  for (; spent < seconds; ++passes) {
    const auto begin = processor_seconds();
    contender.run();
    spent += processor_seconds() - begin;
  }
  const auto pass = contender.look();
  fmt::print(R"({{"per_second":{:.0f},"events":{},"passes":{},"aggregates":{},"states":"{:x}"}})"
             "\n",
             static_cast<double>(pass.events * passes) / spent, pass.events, passes,
             pass.aggregates, pass.states);
}

void run(const std::string& folder, const std::string& what, const char* how_much) {
  Shop shop(folder);
  if (what == "fill") return shop.add_orders(std::atoi(how_much));
  const auto contender = contenders.at(what)(shop);
  measure(*contender, how_much != nullptr ? std::atof(how_much) : seconds_usually);
}

}  // namespace
}  // namespace fettle::bench

int main(int arguments, char** values) {
  if (arguments < 3) {
    std::fputs("bench_replay FOLDER fill ORDERS | CONTENDER [SECONDS]\n", stderr);
    return 2;
  }
  try {
    fettle::bench::run(values[1], values[2], arguments > 3 ? values[3] : nullptr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
