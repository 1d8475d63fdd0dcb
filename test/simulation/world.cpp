#include "test/simulation/world.hpp"

#include <algorithm>

#include "commands/domain.hpp"
#include "projections/auto_repair.hpp"
#include "schemas/declare.hpp"
#include "schemas/inbound/commands.hpp"
#include "test/simulation/checks/rules.hpp"
#include "test/simulation/checks/watch.hpp"
#include "test/simulation/engine/planting.hpp"
#include "test/simulation/outside/connectors.hpp"

namespace fettle::sim {
namespace {

constexpr Micros bad_days_max{120'000'000};
// Of good days, and of steps in them: then it should have been settled.
constexpr Micros settle_max{400'000'000};
constexpr std::uint64_t settle_steps_max = 200'000;
constexpr Micros look_every{500'000};
constexpr Micros drama_every{100'000};
constexpr Micros off_max{5'000'000};
constexpr Micros leap_max{3'600'000'000};
constexpr Micros later_max{300'000'000};
constexpr Micros restart_max{5'000'000};
constexpr Micros quiet_for{20'000'000};     // longer than anything waits that is to be tried again
constexpr Micros noticing_max{40'000'000};  // of good days: then whoever has to has noticed

const Domain& domain() {
  static const Domain filled = [] {
    Domain made;
    fill(made);
    return made;
  }();
  return filled;
}
const Projection& projection() {
  static const auto made = projections::auto_repair();
  return made;
}

class World {
 public:
  explicit World(const Plan& plan)
      : plan_(plan),
        random_(plan.seed),
        story_(schedule_, plan.told),
        faults_(Faults::drawn(random_, plan.promise)),
        site_{domain(), projection(), {}, {}, nullptr, {}, {}, {}, {}} {
    faults_.each([&](std::string_view name, std::uint32_t& rate) {
      if (std::ranges::find(plan.without, name) != plan.without.end()) rate = 0;
    });
    build();
    if (plan.promise == Promise::within) {
      watch_ = std::make_unique<Watch>(plan_, site_, nodes_, schedule_);
      site_.witness = watch_.get();
    }
  }
  ~World() { nodes_.clear(); }

  // An invariant that breaks is told by whoever steps.
  Ending play() {
    try {
      return ending(days());
    } catch (const InvariantBroken& broken) {
      if (!plan_.checks(rules::invariants)) return ending({});
      return ending(Violation{std::string(rules::invariants), broken.what()});
    }
  }

 private:
  std::optional<Violation> days() {
    for (auto& node : nodes_) node->start();
    drama();
    payers();
    std::optional<Violation> violation;
    while (schedule_.now() - begin_ < bad_days_max && !clients_done() && !violation) {
      violation = step();
    }
    if (!violation) violation = good_days();
    const Planting shared(of_the_trade(plan_.planted));
    if (!violation && watch_) violation = watch_->last_look();
    if (watch_) {
      for (auto fired = watch_->timers_fired(); fired > 0; --fired) story_.count("timers fired");
      return last_look(std::move(violation), watch_->log());
    }
    return last_look(std::move(violation), read_log(site_, random_));
  }
  // What was left to do at a time far ahead of another's clock would wait until then, and no run
  // lasts so long. Now and then it is much later for all: what was left for later is due.
  void agree_on_time() {
    auto furthest = random_.between(Micros{0}, later_max);
    for (const auto& node : nodes_) furthest = std::max(furthest, node->clock().ahead());
    for (auto& node : nodes_) node->clock().catch_up(furthest);
  }
  std::optional<Violation> last_look(std::optional<Violation> violation, const ReadLog& log) {
    if (plan_.told) tell(log);
    if (violation) return violation;
    return check(Facts{plan_, site_, history_, nodes_, random_}, log);
  }
  std::optional<Violation> step() {
    schedule_.step();
    return watch_ ? watch_->look() : std::nullopt;
  }
  // Until all is settled.
  std::optional<Violation> good_days() {
    story_.tell("good days", "{}", "no more faults");
    faults_ = Faults{};
    agree_on_time();
    const auto since = schedule_.now();
    const auto steps = schedule_.steps();
    std::optional<Violation> violation;
    while (!settled() && !violation) {
      const auto good_for = schedule_.now() - since;
      if (plan_.promise == Promise::beyond && good_for > noticing_max && noticed()) break;
      if (good_for > settle_max || schedule_.steps() - steps > settle_steps_max) {
        if (!plan_.checks(rules::serves_again)) break;
        return Violation{std::string(rules::serves_again), unsettled()};
      }
      violation = step();
    }
    return violation;
  }
  Stage stage() { return {schedule_, random_, story_, faults_}; }

  void build() {
    const bool embedded = random_.below(3) == 0;
    if (!embedded) {
      const auto partitions = static_cast<std::uint32_t>(1 + random_.below(3));
      site_.broker.partitions.resize(partitions);
      site_.group = std::make_unique<Group>(schedule_, partitions);
    }
    for (std::uint64_t i = 0, count = 1 + random_.below(2); i < count; ++i) {
      site_.tenants.emplace_back("shop-" + std::to_string(i));
    }
    for (std::uint64_t i = 0, count = embedded ? 1 : 1 + random_.below(3); i < count; ++i) {
      nodes_.push_back(std::make_unique<Node>(stage(), site_, "node-" + std::to_string(i)));
    }
    for (const auto& tenant : site_.tenants) {
      shops_.push_back(std::make_unique<Shop>(site_.domain, tenant, random_.split(shops_.size())));
      for (std::uint64_t i = 0, count = 1 + random_.below(5); i < count; ++i) {
        clients_.push_back(std::make_unique<Client>(stage(), *shops_.back(), nodes_, history_));
        clients_.back()->begin(i == 0, 1 + random_.below(plan_.requests_max));
      }
    }
  }

  bool clients_done() const {
    return std::ranges::all_of(clients_, [](const auto& client) { return client->done(); });
  }

  // What befalls machines.
  void drama() {
    schedule_.after(drama_every, [this] { drama(); });
    const auto now = schedule_.now();
    for (auto& node : nodes_) {
      if (!node->up()) {
        restart_later(*node);
        continue;
      }
      if (random_.chance(faults_.crash * 20)) {
        node->crash();
        restart_later(*node);
        continue;
      }
      if (random_.chance(faults_.pause * 20)) {
        const auto span = random_.between(Micros{1'000}, 2 * session_time);
        story_.tell("stopped", "{} for {} us", node->process().name(), span.count());
        node->process().stop_until(now + span);
      }
      if (random_.chance(faults_.cut_off * 20)) {
        story_.tell("cut off", "{}", node->process().name());
        node->cut_off_until(now + random_.between(Micros{1'000}, 2 * session_time));
      }
      if (random_.chance(faults_.clock_jump * 20)) {
        if (random_.below(4) == 0) {
          node->clock().leap(random_.between(Micros{0}, leap_max));
        } else {
          node->clock().set_off(random_.between(-off_max, off_max));
        }
        story_.tell("clock jumps", "{}", node->process().name());
      }
    }
    if (random_.chance(faults_.crash * 5)) {
      story_.tell("tables crash", "{}", "the server of the rows");
      site_.tables.crash(random_);
    }
    if (!site_.embedded() && random_.chance(faults_.majority_lost * 20)) {
      auto& partition = random_.pick(site_.broker.partitions);
      const auto lost = 1 + random_.below(10);
      story_.tell("majority lost", "{} records are gone", lost);
      partition.forget(lost, now);
    }
  }

  void restart_later(Node& node) {
    if (!restarting_.insert(&node).second) return;
    schedule_.after(random_.between(Micros{1'000}, restart_max), [this, &node] {
      restarting_.erase(&node);
      if (!node.up()) node.start();
    });
  }

  // Payers pay what they are asked for, and the service says so until somebody hears it.
  void payers() {
    schedule_.after(look_every, [this] { payers(); });
    for (auto& [name, trade] : site_.outside.payments.trades) {
      if (trade.amount.minor() == 0 || trade.closed || trade.paid) continue;
      if (random_.below(10) != 0) continue;
      trade.paid = true;
      story_.tell("paid outside", "{}", name);
      if (random_.below(3) != 0) call_back(trade);
    }
  }
  void call_back(const PaymentBooks::Trade& trade) {
    const auto* type = site_.domain.command("RecordCallback");
    auto told = std::make_shared<const RecordCallback>(
        RecordCallback{.provider = InboundId("wechat_pay"),
                       .notification = Text<1, 128>("EV-" + trade.payment.text()),
                       .verdict = CallbackVerdict::OK,
                       .encoding = RawEncoding::TEXT,
                       .raw = Text<0, 100'000>("{}"),
                       .headers = {},
                       .trade = paid_trade(trade, schedule_.now()),
                       .refund = std::nullopt});
    const auto heard = std::make_shared<bool>(false);
    const auto times = 1 + random_.below(3);
    for (std::uint64_t i = 0; i < times; ++i) {
      schedule_.after(random_.between(Micros{0}, Micros{5'000'000}), [this, type, told, heard,
                                                                      tenant = trade.tenant] {
        auto& node = *random_.pick(nodes_);
        if (!node.up()) return;
        node.process().later(Micros{1}, [&node, type, told, heard, tenant] {
          node.submit({.tenant = tenant,
                       .caller = {AccountId("wechat_pay"), "engine", "webhook", ""},
                       .type = type,
                       .command = told,
                       .key = {},
                       .request_hash = {},
                       .route = "RecordCallback",
                       .if_match = std::nullopt,
                       .correlation_id = {},
                       .causation_id = {},
                       .traceparent = {},
                       .done = [heard](const Outcome& outcome) {
                         *heard = *heard || std::holds_alternative<Accepted>(outcome);
                       }});
        });
      });
    }
  }

  // Everything was answered, and since a while nothing was added to the log; all of it is in the
  // rows.
  bool settled() {
    if (schedule_.now() < look_at_) return false;
    look_at_ = schedule_.now() + look_every;
    std::uint64_t length = 0;
    for (std::uint32_t p = 0; p < site_.partitions(); ++p) {
      length += number(site_.stored(Partition{p}).end());
    }
    if (length != length_ || !clients_done()) {
      length_ = length;
      still_since_ = schedule_.now();
    }
    return schedule_.now() - still_since_ > quiet_for;
  }
  // Somebody has noticed that the log is not what it was: from here on it is an operator's matter.
  bool noticed() const {
    return std::ranges::any_of(nodes_, [](const auto& node) { return node->refuses(); });
  }
  std::string unsettled() const {
    std::string what = fmt::format("the log still grows: {} records", length_);
    for (const auto& client : clients_) {
      if (!client->done()) what = "a client still waits";
    }
    return what;
  }

  // What is on the log in the end.
  void tell(const ReadLog& log) {
    for (const auto& commit : log.commits) {
      std::string events;
      for (const auto& event : commit.events) {
        events += fmt::format(" {} {}/{}", event.event.type->name, event.aggregate, event.id);
      }
      story_.tell("on the log", "{}:{} {} {}:{}", number(commit.partition), number(commit.first),
                  commit.tenant, commit.account, events);
    }
  }

  Ending ending(std::optional<Violation> violation) {
    Ending end{.violation = std::move(violation),
               .steps = schedule_.steps(),
               .commands = 0,
               .accepted = 0,
               .commits = 0,
               .counts = story_.counts(),
               .story = {story_.lines().begin(), story_.lines().end()}};
    for (const auto& asked : history_) {
      for (const auto& attempt : asked->attempts) end.commands += attempt.outcome.has_value();
      end.accepted += asked->accepted() != nullptr;
    }
    for (std::uint32_t p = 0; p < site_.partitions(); ++p) {
      end.commits += site_.stored(Partition{p}).ends.size();
    }
    return end;
  }

  const Plan& plan_;
  Random random_;
  Schedule schedule_;
  const Moment begin_ = schedule_.now();
  Story story_;
  Faults faults_;
  Site site_;
  History history_;
  std::unique_ptr<Watch> watch_;  // null: beyond the promise, where much that it asks breaks
  std::vector<std::unique_ptr<Shop>> shops_;
  std::vector<std::unique_ptr<Node>> nodes_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::set<Node*> restarting_;
  Moment look_at_{Micros{0}}, still_since_ = schedule_.now();
  std::uint64_t length_ = 0;
};

}  // namespace

Ending run(const Plan& plan) {
  const Planting planted(plan.planted);
  return World(plan).play();
}

}  // namespace fettle::sim
