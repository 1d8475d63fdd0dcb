#include "test/simulation/checks/past.hpp"

#include "core/shard/keyspace.hpp"

namespace fettle::sim {
namespace {

// What it was in that state; null: nothing yet.
template <class Changes>
auto as_of(const Changes& changes, std::size_t state) -> decltype(&changes.back().second) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->first <= state) return &change->second;
  }
  return nullptr;
}

template <class Changes, class T>
void set(Changes& changes, std::size_t state, T value) {
  if (!changes.empty() && changes.back().first == state) changes.pop_back();
  changes.emplace_back(state, std::move(value));
}

}  // namespace

void TenantPast::add(const ReadCommit& commit, Moment now) {
  const auto state = newest() + 1;
  for (const auto& event : commit.events) fold(event, state);
  shown_.push_back(now);
}

void TenantPast::fold(const ReadEvent& event, std::size_t state) {
  const auto* type = domain_.aggregate(event.aggregate);
  if (type == nullptr || event.event.data == nullptr) return;
  auto& changes = cells_[keyspace::aggregate(tenant_.text(), event.aggregate, event.id)];
  Cell cell{type, 1, nullptr, {}};
  std::vector<std::string> before;
  auto folded = changes.empty() ? type->initial() : type->copy(changes.back().second.state.get());
  if (!changes.empty()) {
    cell.version = changes.back().second.version + 1;
    before = changes.back().second.entries;
  }
  invariant(type->evolve(folded.get(), event.event),
            "an aggregate has each event that it is given");
  auto sealed = sealing();
  cell.entries = entries_of(*type, folded.get(), tenant_.text(), event.id, sealed);
  cell.state = std::move(folded);
  for (const auto& key : before) {
    if (!std::ranges::binary_search(cell.entries, key)) set(entries_[key], state, false);
  }
  for (const auto& key : cell.entries) {
    if (!std::ranges::binary_search(before, key)) set(entries_[key], state, true);
  }
  set(changes, state, std::move(cell));
}

const Cell* TenantPast::cell(std::string_view type, std::string_view id, std::size_t state) const {
  const auto found = cells_.find(keyspace::aggregate(tenant_.text(), type, id));
  return found == cells_.end() ? nullptr : as_of(found->second, state);
}

void TenantPast::scan(std::string_view from, std::string_view to, std::size_t state,
                      const std::function<bool(std::string_view)>& visit) const {
  for (auto entry = entries_.lower_bound(from);
       entry != entries_.end() && std::string_view(entry->first) < to; ++entry) {
    const auto* there = as_of(entry->second, state);
    if (there != nullptr && *there && !visit(entry->first)) return;
  }
}

std::vector<std::string> PastView::ids_between(const std::string& from, const std::string& to,
                                               std::size_t limit) const {
  std::vector<std::string> ids;
  if (limit == 0) return ids;
  past_.scan(from, to, state_, [&](std::string_view key) {
    ids.emplace_back(key.substr(key.rfind(keyspace::part_end) + 1));
    return ids.size() < limit;
  });
  return ids;
}

std::vector<std::string> PastView::find(const Index& index, std::string_view key,
                                        std::size_t limit) {
  const auto from = keyspace::index(past_.tenant().text(), index.name, key);
  return ids_between(from, keyspace::beyond(from), limit);
}

std::vector<std::string> PastView::find_personal(const Index& index, std::string_view key,
                                                 std::size_t limit) {
  return find(index, past_.sealing().blind(key), limit);
}

std::vector<std::string> PastView::range(const Index& index, std::string_view from,
                                         std::string_view to, std::size_t limit) {
  const auto whole = keyspace::join('i', past_.tenant().text(), index.name);
  return ids_between(whole + std::string(from), whole + std::string(to), limit);
}

Versioned PastView::lookup(std::string_view type, std::string_view id) {
  const auto* cell = past_.cell(type, id, state_);
  return cell == nullptr ? Versioned{} : Versioned{cell->version, cell->state.get()};
}

}  // namespace fettle::sim
