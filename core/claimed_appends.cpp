#include "core/claimed_appends.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/header_names.hpp"
#include "core/planted.hpp"

namespace fettle {
namespace {

constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds read_wait{100};

Fault claimed_by(std::string_view owner, std::uint64_t at) {
  return {FaultKind::closed, "claimed_by_another",
          fmt::format("{} has claimed the partition at offset {}", owner, at)};
}

// A claim is its offset, so a later one is newer, also when it lies before what we read: where our
// own records are gone.
std::optional<std::uint64_t> newer_claim(const ClaimState& ours, RecordView void_record) {
  const auto claim = numeric_header(void_record, header::claim);
  return claim && ours.claim && *claim > number(*ours.claim) ? claim : std::nullopt;
}

}  // namespace

Result<std::vector<Offset>> find_appended(LogReader& reader, const ClaimState& state,
                                          std::size_t count, const std::function<bool()>& patient) {
  ClaimRule rule(state);
  std::vector<Offset> found;
  while (patient()) {
    for (const auto& [offset, record] : TRY(reader.next(read_bytes, read_wait))) {
      const auto verdict = rule.see(offset, record);
      if (verdict == ClaimRule::Verdict::claims) {
        return claimed_by(record.header(header::owner).value_or("somebody"), number(offset));
      }
      if (verdict == ClaimRule::Verdict::void_record) {
        if (const auto claim = newer_claim(state, record)) return claimed_by("somebody", *claim);
        continue;
      }
      found.push_back(offset);
      if (found.size() == count) return found;
    }
  }
  return Fault{FaultKind::unavailable, "append_not_found", "the log does not show what it took"};
}

// A message's last report may end the batch, and with it the last hold on the writer's state.
void ClaimedAppends::Batch::delivered(Result<std::optional<Offset>> where) {
  const auto keep = appends;
  keep->delivered(*this, std::move(where));
}

void ClaimedAppends::append(std::vector<Record> records, LogWriter::Done done) {
  const std::lock_guard lock(mutex_);
  if (over_) {
    if (!abandoned_) done(*over_);
    return;
  }
  batches_.push_back(
      std::make_unique<Batch>(shared_from_this(), std::move(records), std::move(done)));
  ++waiting_;
  if (on_their_way_ == 0) send_waiting();
}

// All that came since the last burst goes in one: the library (2.0.2) has one request of a
// partition's on its way as soon as five messages are, and spins while others wait for it.
void ClaimedAppends::send_waiting() {
  for (; !over_ && waiting_ > 0; --waiting_) {
    auto sent = send(*batches_[batches_.size() - waiting_]);
    if (!sent) return fail(std::move(sent).error());
  }
}

Result<void> ClaimedAppends::send(Batch& batch) {
  for (const auto& record : std::exchange(batch.records, {})) {
    // When one is refused, what was sent before it can never be whole.
    TRY(ports_.send(record.view(), batch));
    ++batch.count;
    ++on_their_way_;
  }
  return {};
}

void ClaimedAppends::delivered(Batch& batch, Result<std::optional<Offset>> where) {
  const std::lock_guard lock(mutex_);
  ++batch.reported;
  --on_their_way_;
  if (!where) {
    if (!batch.fault) batch.fault = where.error();
  } else if (!*where) {
    batch.in_a_row = false;
  } else if (batch.reported == 1) {
    batch.first = **where;
  } else if (!batch.first || number(**where) != number(*batch.first) + batch.reported - 1) {
    batch.in_a_row = false;
  }
  if (over_) {
    if (batch.reported >= batch.count) {
      std::erase_if(failed_, [&](const auto& one) { return one.get() == &batch; });
    }
    return;
  }
  finish_front();
  if (on_their_way_ == 0) send_waiting();
}

// Decides the oldest append, and those behind it that have reported already.
void ClaimedAppends::finish_front() {
  while (!over_ && !asking_ && batches_.size() > waiting_) {
    auto& front = *batches_.front();
    if (front.fault) return fail(*front.fault);
    if (front.reported < front.count) return;
    const bool in_place = front.in_a_row && front.first == expected_;
    if (!in_place && !planted(Defect::place_not_compared)) return ask(front);
    confirm_front(front.first.value_or(expected_));
  }
}

// A record of somebody else lies before it, or the broker did not say where it is: a stale owner's
// record is void and harmless, a newer claim ends this writer. Only the log can tell.
void ClaimedAppends::ask(const Batch& batch) {
  asking_ = true;
  ports_.asking.post(
      [self = shared_from_this(), from = expected_, rule = ClaimState{claim_, next_n_},
       count = batch.count] { self->told(self->ports_.ask_log(from, rule, count)); });
}

void ClaimedAppends::told(Result<std::vector<Offset>> offsets) {
  const std::lock_guard lock(mutex_);
  asking_ = false;
  if (over_) return;
  if (!offsets) return fail(offsets.error());
  const auto& found = *offsets;
  if (number(found.back()) - number(found.front()) + 1 != found.size()) {
    return fail({FaultKind::unavailable, "append_interrupted",
                 "a void record lies between the records of one append"});
  }
  expected_ = found.front();
  confirm_front(found.front());
  finish_front();
}

void ClaimedAppends::confirm_front(Offset first) {
  const auto batch = std::move(batches_.front());
  batches_.pop_front();
  expected_ = Offset{number(first) + batch->count};
  next_n_ += batch->count;
  ports_.durable(expected_);
  batch->done(first);
}

// With mutex_ held. Messages of what failed may still be on their way: their batches stay.
void ClaimedAppends::fail(const Fault& fault) {
  over_ = fault;
  for (auto& batch : batches_) {
    if (!abandoned_) batch->done(fault);
    batch->done = nullptr;
    if (batch->reported < batch->count) failed_.push_back(std::move(batch));
  }
  batches_.clear();
  waiting_ = 0;
}

void ClaimedAppends::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  if (!over_) fail({FaultKind::closed, "writer_gone", "its owner gave it up"});
}

}  // namespace fettle
