#include "core/shard/fold.hpp"

#include <algorithm>

#include "core/answer_version.hpp"
#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle {
namespace {

// An aggregate while its events are folded: copied once, however many they are.
struct Working {
  std::shared_ptr<const Cell> before;
  const AggregateType* type = nullptr;
  std::string id;
  std::uint64_t version = 0;
  std::shared_ptr<void> state;
};

Result<Working> begin(Memory& memory, const TenantId& tenant, const DecidedEvent& event) {
  auto before = TRY(memory.aggregate(tenant.text(), *event.aggregate, event.id));
  Working working{before, event.aggregate, event.id, before ? before->version : 0, nullptr};
  working.state = before ? event.aggregate->copy(before->state.get()) : event.aggregate->initial();
  return working;
}

void add_entry_changes(const std::vector<std::string>& before,
                       const std::vector<std::string>& after, Changes& changes) {
  std::vector<std::string> gone, come;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(gone));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(come));
  if (planted(Defect::ended_entries_stay))
    std::erase_if(gone, [](auto& key) { return key[0] == 't'; });
  for (auto& key : gone) changes.entries.emplace_back(std::move(key), false);
  for (auto& key : come) changes.entries.emplace_back(std::move(key), true);
}

void finish(Working&& working, const TenantId& tenant, Sealing& sealing, Changes& changes,
            std::string key) {
  auto entries = entries_of(*working.type, working.state.get(), tenant.text(), working.id, sealing);
  static const std::vector<std::string> none;
  add_entry_changes(working.before ? working.before->entries : none, entries, changes);
  changes.values.emplace_back(std::move(key), std::make_shared<const Cell>(Cell{
                                                  working.type, working.version,
                                                  std::move(working.state), std::move(entries)}));
}

}  // namespace

std::uint64_t answer_version(const std::vector<DecidedEvent>& events, const Folded& folded) {
  return answer_version(events.size(), [&](std::size_t i) {
    return Reached{events[i].aggregate->name, events[i].id, folded.sequences[i]};
  });
}

Result<Folded> fold(Memory& memory, const TenantId& tenant,
                    const std::vector<DecidedEvent>& events) {
  Folded folded;
  std::vector<std::pair<std::string, Working>> touched;  // few: searched in order
  for (const auto& event : events) {
    auto key = keyspace::aggregate(tenant.text(), event.aggregate->name, event.id);
    auto at = std::find_if(touched.begin(), touched.end(),
                           [&](const auto& one) { return one.first == key; });
    if (at == touched.end()) {
      touched.emplace_back(std::move(key), TRY(begin(memory, tenant, event)));
      at = std::prev(touched.end());
    }
    invariant(event.aggregate->evolve(at->second.state.get(), event.event),
              "an aggregate is given an event that it does not have");
    folded.sequences.push_back(++at->second.version);
  }
  auto sealing = memory.sealing(tenant.text());
  for (auto& [key, working] : touched) {
    finish(std::move(working), tenant, sealing, folded.changes, std::move(key));
  }
  if (sealing.fault()) return *sealing.fault();
  return folded;
}

}  // namespace fettle
