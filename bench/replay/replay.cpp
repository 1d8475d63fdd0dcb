// The engine's replay: an EventFollower, by which process managers and connectors read the log,
// shows each event decoded, and the aggregate's own evolve folds it.
#include "bench/replay/states.hpp"
#include "core/by_name.hpp"
#include "core/event_follower.hpp"

namespace fettle::bench {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

// Of a shop where everybody was erased.
class NoKeys final : public Keys {
 public:
  Result<PersonKey> current(const TenantId&, const PersonId&) override { return none(); }
  Result<std::optional<std::string>> find(const TenantId&, std::string_view) override {
    return std::optional<std::string>();
  }
  Result<std::string> tenant_secret(const TenantId&) override { return none(); }
  Result<void> make_durable() override { return {}; }
  Result<void> erase(const TenantId&, const PersonId&) override { return {}; }

 private:
  static Fault none() { return {FaultKind::closed, "no_keys", "a replay makes no keys"}; }
};

class Replay final : public Contender {
 public:
  Replay(Shop& shop, Personals personals) : shop_(shop), personals_(personals) {}

  void run() override {
    states_.clear();
    events_ = 0;
    auto& keys = personals_ == Personals::opened ? static_cast<Keys&>(*shop_.keys) : no_keys_;
    auto follower =
        need(EventFollower::open(shop_.domain, {*shop_.log, keys, shop_.dice}, Partition{0}));
    while (!follower.caught_up()) {
      need(follower.follow(
          read_bytes, no_wait, [](std::string_view) { return true; },
          [this](const Envelope& envelope, const AnyEvent& event) { fold(envelope, event); }));
    }
  }

  Pass look() override {
    Pass pass{.events = events_};
    for (const auto& [key, one] : states_) {
      std::string json;
      one.type->encode(one.state.get(), json, nullptr);
      add_state(pass, key, json);
    }
    return pass;
  }

 private:
  struct One {
    const AggregateType* type = nullptr;
    std::shared_ptr<void> state;
  };

  void fold(const Envelope& envelope, const AnyEvent& event) {
    key_.assign(envelope.tenant).append(1, '/').append(envelope.aggregate);
    key_.append(1, '/').append(envelope.id);
    auto found = states_.find(key_);
    if (found == states_.end()) {
      const auto* type = shop_.domain.aggregate(envelope.aggregate);
      found = states_.emplace(key_, One{type, type->initial()}).first;
    }
    found->second.type->evolve(found->second.state.get(), event);
    ++events_;
  }

  Shop& shop_;
  const Personals personals_;
  NoKeys no_keys_;
  ByName<One> states_;
  std::string key_;
  std::uint64_t events_ = 0;
};

}  // namespace

std::unique_ptr<Contender> replay(Shop& shop, Personals personals) {
  return std::make_unique<Replay>(shop, personals);
}

}  // namespace fettle::bench
