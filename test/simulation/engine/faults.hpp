// How often what goes wrong, in one run: each rate drawn for itself, so that some runs have none of
// a kind and some have little else. Rates are in millionths of the thing that may go wrong.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <string_view>

#include "test/simulation/engine/random.hpp"

namespace fettle::sim {

enum class Promise {
  within,  // faults that the engine must survive unharmed
  beyond,  // also those that nobody can survive unharmed: they must be noticed
};

struct Faults {
  // Processes.
  std::uint32_t crash = 0;    // a step
  std::uint32_t pause = 0;    // a step: SIGSTOP for a while
  std::uint32_t cut_off = 0;  // a step: this node and the log do not reach each other for a while
  // The log, an append.
  std::uint32_t append_lost = 0;     // never arrives; the writer is told late
  std::uint32_t append_late = 0;     // arrives after the writer gave it up
  std::uint32_t append_twice = 0;    // lies there twice
  std::uint32_t append_nowhere = 0;  // taken, and nobody says where
  std::uint32_t producer_fatal = 0;  // nothing of this process is taken any more
  std::uint32_t disk_full = 0;
  std::uint32_t sync_failed = 0;  // nobody knows whether it is on the disk
  std::uint32_t read_failed = 0;  // a read
  // Stores.
  std::uint32_t snapshots_failed = 0;  // a write, a flush or a read
  std::uint32_t tables_failed = 0;     // a call
  std::uint32_t tables_unknown = 0;    // a write that happened and was answered as if not
  std::uint32_t keys_failed = 0;       // making new ones durable
  // Time.
  std::uint32_t clock_jump = 0;  // a step, both ways
  std::uint32_t slow = 0;        // a piece of work that waits for long
  // Clients and the outside.
  std::uint32_t answer_lost = 0;    // an answer to a client
  std::uint32_t request_twice = 0;  // a request that arrives twice
  std::uint32_t outside_away = 0;   // a call outside
  std::uint32_t outside_mute = 0;   // a call that acts and says nothing
  // Beyond the promise.
  std::uint32_t sync_lies = 0;      // a crash: what was said to be on the disk is not
  std::uint32_t bit_flips = 0;      // a crash: a stored batch of the log is damaged
  std::uint32_t majority_lost = 0;  // a step: the log forgets its end

  static Faults drawn(Random& random, Promise promise);

  // Shows name and rate of each kind.
  template <class Show>
  void each(Show&& show);
};
BOOST_DESCRIBE_STRUCT(Faults, (),
                      (crash, pause, cut_off, append_lost, append_late, append_twice,
                       append_nowhere, producer_fatal, disk_full, sync_failed, read_failed,
                       snapshots_failed, tables_failed, tables_unknown, keys_failed, clock_jump,
                       slow, answer_lost, request_twice, outside_away, outside_mute, sync_lies,
                       bit_flips, majority_lost))

template <class Show>
void Faults::each(Show&& show) {
  using Kinds = boost::describe::describe_members<Faults, boost::describe::mod_public>;
  boost::mp11::mp_for_each<Kinds>(
      [&](auto kind) { show(std::string_view(kind.name), this->*kind.pointer); });
}

inline Faults Faults::drawn(Random& random, Promise promise) {
  // A third of the kinds is absent; of the others some are rare and some frequent.
  const auto rate = [&](std::uint32_t most) -> std::uint32_t {
    switch (random.below(3)) {
      case 0:
        return 0;
      case 1:
        return static_cast<std::uint32_t>(random.below(most / 10 + 1));
      default:
        return static_cast<std::uint32_t>(random.below(most + 1));
    }
  };
  Faults drawn{.crash = rate(600),
               .pause = rate(300),
               .cut_off = rate(300),
               .append_lost = rate(20'000),
               .append_late = rate(20'000),
               .append_twice = rate(50'000),
               .append_nowhere = rate(50'000),
               .producer_fatal = rate(5'000),
               .disk_full = rate(10'000),
               .sync_failed = rate(10'000),
               .read_failed = rate(20'000),
               .snapshots_failed = rate(20'000),
               .tables_failed = rate(50'000),
               .tables_unknown = rate(50'000),
               .keys_failed = rate(10'000),
               .clock_jump = rate(200),
               .slow = rate(50'000),
               .answer_lost = rate(100'000),
               .request_twice = rate(100'000),
               .outside_away = rate(200'000),
               .outside_mute = rate(200'000)};
  if (promise == Promise::beyond) {
    drawn.sync_lies = rate(500'000);
    drawn.bit_flips = rate(300'000);
    drawn.majority_lost = rate(300);
  }
  return drawn;
}

}  // namespace fettle::sim
