// Taking over a partition: claim it, then fold the log from the snapshots up to the claim.
#include <fmt/format.h>

#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"
#include "core/shard/shape.hpp"
#include "core/shard/shard.hpp"

namespace fettle {
namespace {

constexpr std::size_t read_bytes = 4 << 20;
constexpr std::chrono::milliseconds read_wait{1000};

// The typed event of a record, and the aggregate it belongs to.
Result<DecidedEvent> decoded(const Domain& domain, const Envelope& envelope, Sealing& sealing) {
  const auto* type = domain.event(envelope.type);
  const auto* aggregate = domain.aggregate(envelope.aggregate);
  if (type == nullptr || aggregate == nullptr) {
    return Fault{FaultKind::mismatch, "event_unknown",
                 fmt::format("no {} of {} in this binary", envelope.type, envelope.aggregate)};
  }
  auto data = TRY(type->decode(envelope.data, envelope.schema_version, &sealing));
  return DecidedEvent{aggregate, std::string(envelope.id), {type, std::move(data)}};
}

// The answer that the commit's first event carries; null for a commit without a caller's key.
std::shared_ptr<AnswerRecord> answer_of(const Envelope& first, const std::string& id,
                                        std::uint64_t version, Offset offset) {
  if (!first.first) return nullptr;
  return std::make_shared<AnswerRecord>(AnswerRecord{std::string(first.first->request_hash), id,
                                                     version, std::string(first.first->answer),
                                                     first.first->status, first.time, offset});
}

}  // namespace

Result<void> Shard::take_over() {
  follower_.reset();
  auto reader = TRY(begin_folding());
  term_ = options_.lease->term();
  TRY(confirm_ownership());
  const auto nonce = crypto::to_hex(ports_.dice.bytes(16));
  writer_ = TRY(ports_.log.claim(options_.partition, options_.owner, nonce));
  TRY(fold_up_to(writer_->claim(), reader));
  TRY(confirm_ownership());
  checkpoint_ = reader.checkpoint();
  batch_.cursor = {writer_->claim(), first_number(nonce)};
  lost_.reset();
  serving_ = true;
  down_ = {FaultKind::unavailable, "starting", "the log is being folded"};
  if (options_.on_serving) options_.on_serving(writer_->claim());
  return {};
}

// Who claims behind the next owner's claim, and writes, leaves that one with an old state: it
// learns of it by its next append only. Asked before a claim, and again since the claim may take
// long.
Result<void> Shard::confirm_ownership() const {
  if (options_.lease->fresh() && options_.lease->term() == term_) return {};
  return Fault{FaultKind::unavailable, "ownership_unconfirmed",
               "this node may have lost the partition without knowing it yet"};
}

// From what the snapshots hold.
Result<CommitReader> Shard::begin_folding() {
  if (!planted(Defect::state_kept_after_failure)) memory_.forget_all();
  saver_.drop_unsaved();
  fired_.clear();
  TRY(check_shape());
  auto stored = TRY(stored_checkpoint());
  TRY(load_stopped());
  return CommitReader::open(ports_.log, stored);
}

Result<void> Shard::check_shape() {
  const auto ours = snapshot_shape(domain_);
  const auto stored = TRY(ports_.snapshots.get(keyspace::shape));
  if (stored == ours) return {};
  if (!stored && !TRY(ports_.snapshots.get(keyspace::checkpoint))) {
    return ports_.snapshots.write({{keyspace::shape, ours}});
  }
  return Fault{FaultKind::mismatch, "snapshots_of_another_shape",
               fmt::format("the snapshots were folded by another binary; `fettle doctor --prepare` "
                           "folds the log's {} records into new ones",
                           number(TRY(ports_.log.durable_end(options_.partition))))};
}

Result<Checkpoint> Shard::stored_checkpoint() {
  const auto text = TRY(ports_.snapshots.get(keyspace::checkpoint));
  if (!text) return Checkpoint::beginning(ports_.log.id(), options_.partition);
  auto checkpoint = parse_checkpoint(*text);
  if (checkpoint) return *std::move(checkpoint);
  return Fault{FaultKind::damaged, "snapshot_unreadable", "its checkpoint cannot be read"};
}

Result<void> Shard::load_stopped() {
  stopped_.clear();
  return ports_.snapshots.scan("z", "{", [this](std::string_view key, std::string_view why) {
    add_stopped(std::string(key.substr(1, key.size() - 2)), why);
    return true;
  });
}

Result<void> Shard::fold_up_to(Offset claim, CommitReader& reader) {
  while (reader.checkpoint().next <= claim) {
    if (options_.lease->part() != Part::owner) {
      return Fault{FaultKind::unavailable, "not_owner", "the partition was given to another node"};
    }
    const auto before = reader.checkpoint().next;
    auto commits = TRY(reader.next(read_bytes, read_wait));
    if (planted(Defect::last_commit_not_folded) && !commits.empty()) commits.pop_back();
    for (const auto& commit : commits) TRY(fold_stored(commit));
    saver_.add({}, change_, number(reader.checkpoint().next) - number(before), reader.checkpoint());
    TRY(saver_.write_now(false));
  }
  return {};
}

Result<void> Shard::fold_stored(const StoredCommit& commit) {
  if (!TenantId::well_formed(commit.tenant())) {
    return Fault{FaultKind::damaged, "envelope_malformed",
                 fmt::format("the record at offset {} names no tenant", number(commit.first))};
  }
  const TenantId tenant{std::string(commit.tenant())};
  if (stopped_.contains(tenant.text())) return {};
  try {
    auto folded = fold_events(commit, tenant);
    // A store that cannot be read now says nothing about the event: the take-over is tried again.
    if (!folded && folded.error().kind == FaultKind::unavailable) return folded;
    if (!folded) stop_tenant(commit, folded.error());
  } catch (const InvariantBroken& broken) {
    stop_tenant(commit, {FaultKind::broken, "invariant_broken", broken.what()});
  }
  return {};
}

Result<void> Shard::fold_events(const StoredCommit& commit, const TenantId& tenant) {
  auto sealing = memory_.sealing(tenant.text());
  std::vector<DecidedEvent> events;
  for (const auto& record : commit.records) {
    const auto envelope = TRY(Envelope::parse(record));
    events.push_back(TRY(decoded(domain_, envelope, sealing)));
  }
  const auto first = TRY(Envelope::parse(commit.records.front()));
  auto folded = TRY(fold(memory_, tenant, events));
  const auto hash = stored_hash(commit.records.back());
  if (!hash) return Fault{FaultKind::damaged, "envelope_malformed", "fettle_hash is missing"};
  if (!planted(Defect::head_forgotten_in_fold)) {
    folded.changes.values.emplace_back(keyspace::chain_head(tenant.text()),
                                       std::string(crypto::text(*hash)));
  }
  const auto version = answer_version(events, folded);
  auto answer = answer_of(first, events[0].id, version, commit.last);
  if (answer && !planted(Defect::keys_forgotten_in_fold)) {
    folded.changes.values.emplace_back(
        keyspace::answer(tenant.text(), first.account, first.first->key), std::move(answer));
  }
  options_.event_time->saw(first.time);
  memory_.apply(folded.changes, ++change_);
  saver_.add(std::move(folded.changes), change_, 0, checkpoint_);
  return {};
}

// The others go on; the mark stays until the snapshots are folded anew by a binary that can.
void Shard::stop_tenant(const StoredCommit& commit, const Fault& why) {
  const std::string tenant(commit.tenant());
  auto text = fmt::format("{} at offset {}: {}", why.code, number(commit.first), why.detail);
  add_stopped(tenant, text);
  Changes changes;
  changes.values.emplace_back(keyspace::stopped(tenant), std::move(text));
  memory_.apply(changes, ++change_);
  saver_.add(std::move(changes), change_, 0, checkpoint_);
}

void Shard::add_stopped(std::string tenant, std::string_view why) {
  if (options_.on_tenant_stopped) options_.on_tenant_stopped(tenant, why);
  stopped_.insert(std::move(tenant));
}

}  // namespace fettle
