// One of several owners that all want the same partition. Each rules for a moment, pauses with
// writes on their way, wakes up and goes on as if nothing had been: a zombie.
#pragma once

#include <memory>
#include <random>
#include <stop_token>

#include "bench/kafka/claims/tally.hpp"

namespace fettle::bench {

class Owner {
 public:
  // `number` tells owners apart; log and tally outlive it.
  Owner(Log& log, History::Rule rule, unsigned number, unsigned seed, Tally& tally)
      : log_(log), number_(number), tally_(tally), random_(seed * 1000 + number), seen_(rule) {}

  void run(const std::stop_token& stop);

 private:
  struct Reign;

  unsigned between(unsigned least, unsigned most);
  bool once_in(unsigned times) { return between(1, times) == 1; }
  void pause(unsigned least_ms, unsigned most_ms);

  Result<std::unique_ptr<LogWriter>> take_over();
  Result<void> read_up_to(Offset end);
  void rule_with(std::unique_ptr<LogWriter> writer, const std::stop_token& stop);
  void send_commit(const std::shared_ptr<Reign>& reign);

  Log& log_;
  const unsigned number_;
  Tally& tally_;
  std::mt19937 random_;
  History seen_;
  CommandNumber commands_ = 0;
};

}  // namespace fettle::bench
