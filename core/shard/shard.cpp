#include "core/shard/shard.hpp"

#include <fmt/format.h>

#include "core/planted.hpp"
#include "core/shard/keyspace.hpp"
#include "core/ulid.hpp"

namespace fettle {
namespace {

bool hides(const Rejection& rejection) {
  return rejection.kind == Refusal::not_found || rejection.kind == Refusal::forbidden;
}

// Nothing of it is appended: only the ownership vouches that the state is the newest.
bool rests_on_state(const Verdict& verdict) {
  if (const auto* acceptance = std::get_if<Acceptance>(&verdict)) return acceptance->repeated;
  return !std::holds_alternative<Fault>(verdict);
}

}  // namespace

Shard::Shard(const Domain& domain, ShardPorts ports, ShardOptions options)
    : domain_(domain),
      ports_(ports),
      options_(std::move(options)),
      memory_(ports.snapshots, ports.keys, ports.dice, options_.cached_max),
      saver_(memory_, ports.snapshots, ports.own, ports.background, options_.saver),
      checkpoint_(Checkpoint::beginning(ports.log.id(), options_.partition)) {}

void Shard::handle(Submission&& submission) {
  if (!serving_) return submission.done(down_);
  if (saver_.full() && saver_.fault()) return submission.done(*saver_.fault());
  if (saver_.full() || held_.size() >= options_.held_answers_max || batch_full()) {
    return submission.done(Fault{FaultKind::unavailable, "overloaded", "too much is pending"});
  }
  const auto widen = [](auto answer) -> Verdict { return answer; };
  auto decided = verdict_on(submission);
  auto verdict = decided ? std::visit(widen, *std::move(decided))
                         : std::visit(widen, std::move(decided).error());
  if (rests_on_state(verdict)) {
    if (auto confirmed = confirm_ownership(); !confirmed) verdict = confirmed.error();
  }
  if (planted(Defect::refused_is_tried_again) && std::holds_alternative<Rejection>(verdict)) {
    ports_.own.post([this, again = submission] { serving_ ? (void)verdict_on(again) : void(); });
  }
  hold(std::move(submission.done), std::move(verdict));
  // The log works on what was decided so far while the rest is decided.
  if (batch_.records.size() >= options_.batch_events_goal) commit();
}

bool Shard::batch_full() const {
  return batch_.records.size() >= options_.batch_events_max ||
         batch_.bytes >= options_.batch_bytes_max;
}

std::optional<std::string> Shard::trouble() const {
  if (!serving_) return down_.code;
  if (saver_.full()) return saver_.fault() ? saver_.fault()->code : "overloaded";
  return std::nullopt;
}

Shard::Kept Shard::kept() const {
  Kept kept{.cached = memory_.cached(),
            .unstored = memory_.unstored(),
            .unsaved = saver_.unsaved(),
            .changes = saver_.unsaved() + batch_.changes.size(),
            .batches_in_flight = in_flight_.size(),
            .batch_events = batch_.records.size(),
            .held_answers = held_.size()};
  for (const auto& batch : in_flight_) kept.changes += batch.changes.size();
  return kept;
}

// Held behind the newest batch that it could have seen.
void Shard::hold(std::function<void(Outcome)> done, Verdict verdict) {
  held_.hold(newest_batch(), std::move(done), std::move(verdict));
  if ((in_flight_.empty() && batch_.records.empty()) || planted(Defect::answers_early)) {
    release(newest_batch());
  }
}

void Shard::release(std::uint64_t batch) {
  std::optional<Position> durable;
  if (const auto& last = checkpoint_.last_commit) {
    const bool too_far = planted(Defect::position_one_too_far);
    durable =
        Position{checkpoint_.log, options_.partition, too_far ? next(last->last) : last->last};
  }
  held_.release(batch, {ports_.log.id(), options_.partition, durable});
}

std::uint64_t Shard::newest_batch() const {
  return batch_.records.empty() ? batch_.number - 1 : batch_.number;
}

Expected<Shard::Yes, Shard::No> Shard::verdict_on(const Submission& submission) {
  TRY(check_tenant(submission));
  ShardView view(memory_, domain_, submission.tenant);
  if (!submission.request_hash.empty() && !planted(Defect::key_not_asked)) {
    const auto earlier = TRY(memory_.answer(keyspace::answer(
        submission.tenant.text(), submission.caller.account.text(), submission.key)));
    if (earlier &&
        !key_ended(earlier->accepted, options_.event_time->newest(), options_.key_lifetime)) {
      if (earlier->request_hash != submission.request_hash) {
        return Rejection{Refusal::key_reused,
                         "idempotency_key_reused",
                         "this key stands for another request",
                         {}};
      }
      const bool unsent = earlier->offset == Offset{} && in_flight_.empty();
      if (unsent && planted(Defect::done_again_in_flight)) (void)decide(view, submission);
      return Acceptance{earlier, true};
    }
  }
  try {
    return decide(view, submission);
  } catch (const InvariantBroken& broken) {
    if (view.fault()) return *view.fault();
    return Fault{FaultKind::broken, "invariant_broken", broken.what()};
  }
}

Expected<void, Shard::No> Shard::check_tenant(const Submission& submission) {
  const auto& tenant = submission.tenant.text();
  if (stopped_.contains(tenant)) {
    return Fault{FaultKind::unavailable, "tenant_stopped", "an event of it cannot be folded"};
  }
  if (submission.type->aggregate == tenant_aggregate) return {};
  const auto* type = domain_.aggregate(tenant_aggregate);
  if (type == nullptr || TRY(memory_.aggregate(tenant, *type, tenant)) == nullptr) {
    return Rejection{Refusal::not_found, "unknown_tenant", "there is no tenant " + tenant, {}};
  }
  return {};
}

Expected<void, Shard::No> Shard::check_version(const Submission& submission, TenantView& view,
                                               std::string_view id) {
  if (!submission.if_match) return {};
  const auto version = view.lookup(submission.type->aggregate, id).version;
  if (version == *submission.if_match) return {};
  return Rejection{
      Refusal::stale, "version_mismatch", fmt::format("it is at version {}", version), {}};
}

Expected<Shard::Yes, Shard::No> Shard::decide(ShardView& view, const Submission& submission) {
  const auto now = ports_.clock.now();
  const Context context{submission.tenant, now, submission.caller,
                        CommitId(make_ulid(now, ports_.dice))};
  auto decision = submission.type->decide(view, context, submission.command.get());
  // A version says that the thing is there, and how far it has come: not to everybody.
  if (!decision && hides(decision.error()) && !planted(Defect::version_told_to_all)) {
    return std::move(decision).error();
  }
  const auto subject = submission.type->subject(submission.command.get());
  const bool unlooked =
      planted(Defect::version_not_compared) && decision && !decision->events.empty();
  if (!subject.empty() && !unlooked) TRY(check_version(submission, view, subject));
  if (!decision) return std::move(decision).error();
  // What the request does not name (my own record, say) is known once it is decided.
  if (subject.empty()) TRY(check_version(submission, view, decision->id));
  if (!decision->events.empty()) return accept(submission, context, *decision);
  const auto seen = view.lookup(submission.type->aggregate, decision->id);
  return Accepted{decision->status, decision->id,     seen.version,
                  std::nullopt,     decision->answer, false};
}

Expected<Shard::Yes, Shard::No> Shard::accept(const Submission& submission, const Context& context,
                                              const Decision& decision) {
  const auto& tenant = context.tenant;
  // A reader of the log finds there what the answer spoke of.
  invariant(decision.id == decision.events.front().id, "an answer speaks of its first event");
  auto folded = TRY(fold(memory_, tenant, decision.events));
  const auto head_key = keyspace::chain_head(tenant.text());
  const auto stored_head = TRY(memory_.text(head_key));
  auto head = chain_start;
  const bool begins = planted(Defect::chain_begun_again) && submission.request_hash.empty();
  if (stored_head && !begins) stored_head->copy(head.data(), head.size());

  auto answer = std::make_shared<AnswerRecord>(
      AnswerRecord{submission.request_hash, decision.id, answer_version(decision.events, folded),
                   decision.answer, decision.status, context.now});
  const CommitFacts facts{
      tenant,
      context.commit,
      context.now,
      submission.caller,
      submission.key.empty() ? context.commit.text() : submission.key,
      submission.correlation_id.empty() ? context.commit.text() : submission.correlation_id,
      submission.causation_id,
      submission.traceparent};
  const FirstAnswer first{submission.key, submission.request_hash, submission.route,
                          decision.status, decision.answer};
  auto sealing = memory_.sealing(tenant.text());
  // Taken over only with the records: a number that is on no record voids all that follow.
  auto cursor = batch_.cursor;
  auto built =
      TRY(build_commit(facts, decision.events, folded.sequences,
                       submission.request_hash.empty() ? nullptr : &first, head, sealing, cursor));
  if (sealing.fault()) return *sealing.fault();

  folded.changes.values.emplace_back(head_key, std::string(crypto::text(built.head)));
  if (!submission.request_hash.empty()) {
    folded.changes.values.emplace_back(
        keyspace::answer(tenant.text(), submission.caller.account.text(), submission.key), answer);
  }
  options_.event_time->saw(context.now);
  memory_.apply(folded.changes, ++change_);
  batch_.changes.append(std::move(folded.changes));
  for (auto& record : built.records) {
    batch_.bytes += record.size();
    batch_.records.push_back(std::move(record));
  }
  batch_.cursor = cursor;
  batch_.answers.emplace_back(answer, batch_.records.size() - 1);
  batch_.last_hash = built.head;
  batch_.change = change_;
  return Acceptance{answer, false};
}

}  // namespace fettle
