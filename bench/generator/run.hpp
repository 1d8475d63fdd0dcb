// The loop: sends what is due on whatever connection is free, and judges what comes back.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

#include "bench/generator/connection.hpp"
#include "bench/generator/histogram.hpp"
#include "bench/generator/load.hpp"
#include "bench/generator/schedule.hpp"

namespace fettle::bench {

struct Plan {
  std::size_t connections = 64;
  double rate = 0;  // a second; 0: as many as the connections give
  std::chrono::duration<double> warm_up{1}, seconds{5};
};

// Of requests that were meant for a moment after the warm-up.
struct Outcome {
  Histogram latency;          // of right answers
  std::uint64_t refused = 0;  // answered, with another status than the wanted one
  std::uint64_t errors = 0;   // lost connections, answers that hold not what they must, none at all
  std::vector<std::uint64_t> each_second;  // right answers
  double seconds = 0;                      // to the last answer
};

class Run {
 public:
  Run(const Plan& plan, const sockaddr_in& address, Load& load);
  ~Run();

  // Ends by itself after warm-up and seconds, and at most `patience` later. Fails if the server
  // cannot be reached, then `outcome` holds what came before.
  Result<void> go();
  const Outcome& outcome() const { return outcome_; }

 private:
  static constexpr std::chrono::seconds patience{10};

  std::optional<Time> due(Time now);
  bool done(Time now) const { return schedule_.done(now) || !load_.has_more(); }
  Result<void> connect();
  void watch(Connection& connection) const;
  Result<void> reopen(Connection& connection);
  Result<void> send_due(Time now);
  Result<void> send(Connection& connection, Time intended);
  Result<void> wait(Time until);
  Result<void> serve(Connection& connection, std::uint32_t ready);
  Result<void> go_on_with(Connection& connection, Time now);
  Result<void> send_rest(Connection& connection);
  void answered(const Connection& connection, Verdict verdict, Time at);

  const Plan plan_;
  const sockaddr_in address_;
  Load& load_;
  const int poll_;
  Time begin_, end_;  // of what counts
  Schedule schedule_;
  std::vector<Connection> connections_;
  std::deque<Connection*> free_;
  std::size_t on_their_way_ = 0;
  Outcome outcome_;
};

}  // namespace fettle::bench
