// What the loop of a connector keeps beside its book; only its own sources include this.
#pragma once

#include <algorithm>
#include <mutex>

#include "commands/connectors/connector_loop.hpp"
#include "schemas/errand/commands.hpp"

namespace fettle {

// Answers and outcomes come on other threads; the loop's own thread takes them.
struct ConnectorLoop::Mailbox {
  void post(std::function<void()> letter) {
    const std::lock_guard lock(mutex);
    mail.push_back(std::move(letter));
    if (wake) wake();
  }

  std::mutex mutex;
  std::vector<std::function<void()>> mail;
  std::function<void()> wake;  // none: the loop is gone
};

struct ConnectorLoop::Batch {
  TenantId tenant{"-"};
  std::vector<DueErrand> errands;  // those that were taken
  std::size_t awaited = 0;         // answers to BeginTry
  Moment kept_off{Micros{0}};      // until then others keep off all of them

  // Who begins later finds out first what others did meanwhile: this process may have been stopped,
  // or its connector's thread was busy with somebody else's call.
  void look_first_if_late(Moment now) {
    if (now < kept_off) return;
    for (auto& errand : errands) {
      errand.unclear = true;
      errand.unclear_since = now;
    }
  }
};

// One batch or look of a tenant at a time: the system outside is the tenant's own, and what is
// read from it must not be older than what was posted to it.
struct ConnectorLoop::Side {
  struct Unrecorded {
    Found result;
    Moment again;
  };
  explicit Side(Breaker::Options options) : breaker(options) {}

  Breaker breaker;
  bool busy = false;
  Moment look_at{Micros{0}};
  Moment connect_again{Micros{0}};
  std::map<std::string, Unrecorded> unrecorded;  // results on their way to the log, by errand
  // What a look found and the log did not take; each is asked for once more at its time.
  std::vector<std::pair<Moment, Found>> found_again;
};

struct ConnectorLoop::Gauges {
  Gauges(Metrics& all, std::string_view connector_name, Partition of_partition)
      : metrics(all),
        connector(connector_name),
        labels({{"connector", connector}, {"partition", std::to_string(number(of_partition))}}),
        open(all.gauge({"fettle_errands_open", "Errands to be done."}, labels)),
        dead(all.gauge({"fettle_errands_dead", "Errands that wait for a person."}, labels)),
        seconds(all.histogram({"fettle_errand_seconds", "How long calls outside took."},
                              {{"connector", connector}},
                              {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100})) {}

  Metrics& metrics;
  std::string connector;
  MetricLabels labels;
  Gauge &open, &dead;
  Histogram& seconds;
};

inline bool is(const ErrandOutcome& outcome, ErrandFailure::Kind kind) {
  const auto* failure = std::get_if<ErrandFailure>(&outcome);
  return failure != nullptr && failure->kind == kind;
}

// One errand that gets no answer where others get theirs says nothing of who is there.
inline bool met_nobody(const std::vector<ErrandOutcome>& outcomes) {
  using Kind = ErrandFailure::Kind;
  const auto unreachable = [](const auto& outcome) { return is(outcome, Kind::unreachable); };
  const auto away = [](const auto& outcome) { return is(outcome, Kind::away); };
  return std::any_of(outcomes.begin(), outcomes.end(), unreachable) ||
         std::all_of(outcomes.begin(), outcomes.end(), away);
}

}  // namespace fettle
