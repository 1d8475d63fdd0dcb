// A shard on doubles, in one thread: a test posts commands and decides when the log answers.
#pragma once

#include "core/shard/keyspace.hpp"
#include "core/shard/shard.hpp"
#include "test/doubles/memory_log.hpp"
#include "test/support/memory_keys.hpp"
#include "test/support/memory_snapshots.hpp"
#include "test/support/step_executor.hpp"
#include "test/support/test_clock.hpp"
#include "test/support/test_dice.hpp"
#include "test/support/toy_domain.hpp"

namespace fettle::test {

inline const TenantId demo{"demo"};
inline const Caller anna{AccountId("anna"), "front_desk", "admin", ""};

class ShardBench {
 public:
  explicit ShardBench(ShardOptions options = {}, Domain business = toy::domain())
      : domain(std::move(business)), options_(options) {
    restart();
  }

  // A new process on the same stores.
  void restart() {
    shard.reset();
    options_.event_time = std::make_shared<EventTime>();
    shard = std::make_unique<Shard>(
        domain, ShardPorts{log, snapshots, keys, clock, dice, own, background}, options_);
    REQUIRE(shard->take_over());
  }

  template <class Command>
  std::shared_ptr<std::optional<Outcome>> send(Command command, std::string key = "",
                                               std::optional<std::uint64_t> if_match = {},
                                               TenantId tenant = demo) {
    auto outcome = std::make_shared<std::optional<Outcome>>();
    const auto& type = command_type<Command>();
    if (key.empty()) key = "made-up-" + std::to_string(++made_up_);
    shard->handle({.tenant = std::move(tenant),
                   .caller = anna,
                   .type = &type,
                   .command = std::make_shared<const Command>(command),
                   .key = key,
                   .request_hash = json_of(command),
                   .route = "POST /toy",
                   .if_match = if_match,
                   .correlation_id = "",
                   .causation_id = "",
                   .traceparent = "",
                   .done = [outcome](Outcome o) { *outcome = std::move(o); }});
    return outcome;
  }
  // Sends the batch and lets everybody do his work.
  void settle() {
    shard->commit();
    for (int i = 0; i < 3; ++i) {
      own.run();
      shard->tick();
      background.run();
      own.run();
    }
  }
  template <class Command>
  Outcome ask(Command command, std::string key = "", std::optional<std::uint64_t> if_match = {}) {
    const auto outcome = send(std::move(command), std::move(key), if_match);
    settle();
    REQUIRE(outcome->has_value());
    return **outcome;
  }
  std::string make_box(const std::string& name) {
    return std::get<Accepted>(
               ask(toy::MakeBox{Text<1, 40>(name), Text<1, 40>("label of " + name), std::nullopt}))
        .id;
  }

  // Another binary's event, in the place of the next one; met by the next restart.
  void put_unreadable() {
    const auto claim = shard->checkpoint().rule;
    const AggregateType box{.name = "box", .events = {}};
    const EventType unknown{.name = "BoxPainted", .version = 1, .sentence = ""};
    auto record = make_record({demo, CommitId("c"), clock.now(), anna, "k", "r", "", ""},
                              {&box, "b", {&unknown, nullptr}}, 1, 0, 1, "{}", nullptr);
    add_hash(record, chain_start);
    add_claim(record, *claim.claim, claim.next_n);
    log.put(record);
  }

  // Everything that is stored, in clear, after what is pending was written.
  std::map<std::string, std::string> stored() {
    settle();
    std::map<std::string, std::string> rows;
    Memory reading(snapshots, keys, dice, 10);
    REQUIRE(snapshots.scan("", "\xff", [&](std::string_view key, std::string_view value) {
      rows.emplace(key, value);
      return true;
    }));
    for (auto& [key, value] : rows) {
      if (key[0] != 'a') continue;
      auto sealing = reading.sealing("demo");
      const auto type_name = key.substr(6, key.find('\0', 6) - 6);
      const auto cell = decode_cell(*domain.aggregate(type_name), value, sealing);
      REQUIRE(cell);
      value = std::to_string(cell->version);
      cell->type->encode(cell->state.get(), value, nullptr);
    }
    return rows;
  }

  Domain domain;
  MemoryLog log;
  MemorySnapshots snapshots;
  TestDice dice{7};
  MemoryKeys keys{dice};
  TestClock clock{Moment(Micros{1'763'700'000'000'000})};
  StepExecutor own, background;
  std::unique_ptr<Shard> shard;

 private:
  ShardOptions options_;
  int made_up_ = 0;
};

inline std::string code_of(const Outcome& outcome) {
  if (const auto* rejection = std::get_if<Rejection>(&outcome)) return rejection->code;
  if (const auto* fault = std::get_if<Fault>(&outcome)) return fault->code;
  return "accepted";
}

}  // namespace fettle::test
