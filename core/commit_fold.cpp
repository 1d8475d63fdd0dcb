#include "core/commit_fold.hpp"

#include <fmt/format.h>

#include "core/planted.hpp"
#include "core/row_text.hpp"

namespace fettle {
namespace {

// Tenants whose keys are at hand; the others are opened anew.
constexpr std::size_t sealings_max = 10'000;

}  // namespace

CommitFold::CommitFold(const Domain& domain, const Projection& projection, Keys& keys, Dice& dice)
    : domain_(domain),
      projection_(projection),
      keys_(keys),
      dice_(dice),
      rows_(projection.tables) {}

Result<void> CommitFold::read(const LogId& log, std::span<const StoredCommit> commits) {
  log_ = log.text();
  facts_.clear();
  commit_ends_.clear();
  steps_.clear();
  buried_.clear();
  unreadable_.clear();
  for (const auto& commit : commits) TRY(read_commit(commit));
  return {};
}

Result<void> CommitFold::read_commit(const StoredCommit& commit) {
  for (std::size_t i = 0; i < commit.records.size(); ++i) {
    const auto& record = commit.records[i];
    auto envelope = Envelope::parse(record);
    if (!envelope) {
      unreadable_.push_back({nullptr, record.key(), commit.partition, commit.last,
                             static_cast<std::int64_t>(i), envelope.error()});
      continue;
    }
    facts_.push_back({*std::move(envelope), log_, commit.partition, commit.last});
    auto read = read_event(facts_.size() - 1);
    if (read) continue;
    if (read.error().kind == FaultKind::unavailable) {
      sealings_.clear();  // they keep the fault
      return read;
    }
    buried_.push_back({facts_.size() - 1, std::move(read).error()});
  }
  if (commit_ends_.empty() || commit_ends_.back() != facts_.size()) {
    commit_ends_.push_back(facts_.size());
  }
  return {};
}

Result<void> CommitFold::read_event(std::size_t facts) {
  const auto& envelope = facts_[facts].envelope;
  const auto found = projection_.events.find(envelope.type);
  if (found == projection_.events.end()) {
    if (domain_.event(envelope.type) != nullptr) return {};
    return Fault{FaultKind::invalid, "event_unknown",
                 fmt::format("this binary has no event {}", envelope.type)};
  }
  const auto& handlers = found->second;
  Step step{facts, &handlers, nullptr, {}};
  step.data = TRY(
      handlers.type->decode(envelope.data, envelope.schema_version, &sealing_of(envelope.tenant)));
  step.keys.resize(handlers.handlers.size());
  for (std::size_t i = 0; i < step.keys.size(); ++i) {
    const auto& handler = handlers.handlers[i];
    if (!handler.key) continue;
    step.keys[i] = handler.key(step.data.get(), facts_[facts]);
    rows_.want(handler.table, step.keys[i]);
  }
  steps_.push_back(std::move(step));
  return {};
}

Result<void> CommitFold::fetch(Tables& tables) {
  for (std::size_t table = 0; table < projection_.tables.size(); ++table) {
    const auto keys = rows_.take_missing(table);
    if (keys.empty()) continue;
    const auto& type = *projection_.tables[table];
    Result<void> decoded;
    TRY(tables.fetch(type, keys, [&](std::span<const FieldText> fields) {
      auto row = type.decode(fields);
      if (!row) {
        decoded = row.error();
        return;
      }
      std::string line;
      type.encode(row->get(), line);
      rows_.fill(table, row_text::key_of(line, type.key_size), *std::move(row));
    }));
    if (!decoded) return decoded;
  }
  return {};
}

Result<void> CommitFold::apply() {
  try {
    apply_all();
    return {};
  } catch (const InvariantBroken& broken) {
    return Fault{FaultKind::invalid, "fold_failed", broken.what()};
  }
}

void CommitFold::apply_all() {
  for (const auto& step : steps_) {
    for (std::size_t i = 0; i < step.keys.size(); ++i) {
      step.handlers->handlers[i].apply(rows_, step.keys[i], step.data.get(), facts_[step.facts]);
    }
  }
  std::size_t begin = 0;
  for (const auto end : commit_ends_) {
    const std::span events(facts_.data() + begin, end - begin);
    begin = end;
    if (events.empty() || (planted(Defect::last_of_batch_alone) && end != facts_.size())) continue;
    for (const auto& handle : projection_.commits) handle(rows_, events);
  }
  for (const auto& buried : buried_) bury(facts_[buried.facts], buried.why);
  for (const auto& letter : unreadable_) projection_.dead_letter(rows_, letter);
}

void CommitFold::bury_all(const Fault& why) {
  for (const auto& facts : facts_) bury(facts, why);
  for (const auto& letter : unreadable_) projection_.dead_letter(rows_, letter);
}

void CommitFold::bury(const EventFacts& facts, const Fault& why) {
  projection_.dead_letter(rows_, {&facts, facts.envelope.tenant, facts.partition, facts.offset,
                                  facts.envelope.index, why});
}

Sealing& CommitFold::sealing_of(std::string_view tenant) {
  auto found = sealings_.find(tenant);
  if (found != sealings_.end()) return found->second;
  if (sealings_.size() >= sealings_max) sealings_.clear();
  const TenantId id{std::string(tenant)};
  return sealings_.emplace(id.text(), Sealing(id, keys_, dice_)).first->second;
}

}  // namespace fettle
