#include "core/shard/memory.hpp"

#include <iterator>
#include <unordered_set>

#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"

namespace fettle {
namespace {

template <class List>
void append_to(List& list, List&& later) {
  if (list.empty()) {
    list = std::move(later);
  } else {
    list.insert(list.end(), std::make_move_iterator(later.begin()),
                std::make_move_iterator(later.end()));
  }
}

template <class List>
void leave_last_of(List& list) {
  std::unordered_set<std::string_view> met(list.size());
  std::vector<bool> replaced(list.size());
  for (auto at = list.size(); at-- > 0;) replaced[at] = !met.insert(list[at].first).second;
  std::size_t at = 0;
  std::erase_if(list, [&](const auto&) { return replaced[at++]; });
}

}  // namespace

void Changes::append(Changes&& later) {
  append_to(values, std::move(later.values));
  append_to(entries, std::move(later.entries));
}

void Changes::leave_last() {
  leave_last_of(values);
  leave_last_of(entries);
}

Memory::Slot* Memory::find(const std::string& key) {
  const auto found = values_.find(key);
  if (found == values_.end()) return nullptr;
  if (planted(Defect::unsaved_not_seen) && found->second.change != 0) return nullptr;
  if (found->second.change == 0) by_use_.splice(by_use_.begin(), by_use_, found->second.used);
  return &found->second;
}

void Memory::keep(const std::string& key, Stored value) {
  by_use_.push_front(key);
  values_.insert_or_assign(key, Slot{std::move(value), 0, by_use_.begin()});
  make_room();
}

void Memory::make_room() {
  while (by_use_.size() > cached_max_ && !planted(Defect::cache_unbounded)) {
    values_.erase(by_use_.back());
    by_use_.pop_back();
  }
}

Result<std::shared_ptr<const Cell>> Memory::aggregate(std::string_view tenant,
                                                      const AggregateType& type,
                                                      std::string_view id) {
  const auto key = keyspace::aggregate(tenant, type.name, id);
  if (const auto* slot = find(key)) return std::get<std::shared_ptr<const Cell>>(slot->value);
  const auto bytes = TRY(snapshots_.get(key));
  if (!bytes) return std::shared_ptr<const Cell>();
  auto opened = sealing(tenant);
  auto cell = std::make_shared<const Cell>(TRY(decode_cell(type, *bytes, opened)));
  keep(key, cell);
  return cell;
}

Result<std::shared_ptr<AnswerRecord>> Memory::answer(const std::string& key) {
  if (const auto* slot = find(key)) return std::get<std::shared_ptr<AnswerRecord>>(slot->value);
  const auto bytes = TRY(snapshots_.get(key));
  if (!bytes) return std::shared_ptr<AnswerRecord>();
  return std::make_shared<AnswerRecord>(TRY(decode_answer(*bytes)));
}

Result<std::optional<std::string>> Memory::text(const std::string& key) {
  if (const auto* slot = find(key)) return std::optional(std::get<std::string>(slot->value));
  auto bytes = TRY(snapshots_.get(key));
  if (bytes) keep(key, *bytes);
  return bytes;
}

Result<void> Memory::scan(const std::string& from, const std::string& to,
                          const std::function<bool(std::string_view)>& visit) {
  auto pending = entries_.lower_bound(from);
  const auto end = entries_.lower_bound(to);
  bool more = true;
  const auto pending_before = [&](std::string_view* stored) {
    while (more && pending != end && (stored == nullptr || pending->first < *stored)) {
      if (pending->second.there) more = visit(pending->first);
      ++pending;
    }
  };
  TRY(snapshots_.scan(from, to, [&](std::string_view key, std::string_view) {
    pending_before(&key);
    if (!more) return false;
    if (pending != end && pending->first == key) return true;  // ours is newer: met next
    return more = visit(key);
  }));
  pending_before(nullptr);
  return {};
}

void Memory::apply(const Changes& changes, std::uint64_t change) {
  for (const auto& [key, value] : changes.values) {
    const auto [slot, fresh] = values_.try_emplace(key);
    if (!fresh && slot->second.change == 0) by_use_.erase(slot->second.used);
    slot->second.value = value;
    slot->second.change = change;
  }
  for (const auto& [key, there] : changes.entries) {
    entries_.insert_or_assign(key, Entry{there, change});
  }
}

void Memory::stored(const Changes& keys, std::uint64_t change) {
  for (const auto& [key, value] : keys.values) {
    const auto slot = values_.find(key);
    if (slot == values_.end() || slot->second.change > change) continue;
    if (std::holds_alternative<std::shared_ptr<AnswerRecord>>(slot->second.value)) {
      values_.erase(slot);  // seldom asked for again: the store is near enough
      continue;
    }
    slot->second.change = 0;
    by_use_.push_front(key);
    slot->second.used = by_use_.begin();
  }
  for (const auto& [key, there] : keys.entries) {
    const auto entry = entries_.find(key);
    if (entry != entries_.end() && entry->second.change <= change) entries_.erase(entry);
  }
  make_room();
}

void Memory::forget_all() {
  values_.clear();
  by_use_.clear();
  entries_.clear();
}

}  // namespace fettle
