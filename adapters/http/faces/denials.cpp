#include "adapters/http/faces/denials.hpp"

#include "core/utf8.hpp"
#include "schemas/audit/commands.hpp"

namespace fettle::http {
namespace {

constexpr Micros minute = std::chrono::minutes(1);

std::string cut(const std::string& text, std::size_t longest) {
  return std::string(utf8_front(text, longest));
}

Denial of_others(const Denial& one) {
  return {one.tenant,
          {AccountId(std::string(other_callers)), "", "", ""},
          "any",
          "",
          "too_many_denials",
          one.traceparent};
}

}  // namespace

void Denials::add(const Denial& denial, std::function<void(bool)> done) {
  std::vector<Minute> over;
  const bool record = count(denial, over);
  for (const auto& one : over) write_rest(one);
  if (!record) return done(true);
  write(denial, 1, [done = std::move(done)] { done(false); });
}

// True: to be recorded by itself. `over`: what has to be written down to make room for it.
bool Denials::count(const Denial& denial, std::vector<Minute>& over) {
  const std::lock_guard lock(mutex_);
  const auto key = denial.tenant.text() + "/" + denial.caller.account.text();
  const auto now = clock_.now();
  if (minutes_.size() < callers_max || minutes_.contains(key)) {
    auto& one = minutes_.try_emplace(key, Minute{now, 0, 0, denial}).first->second;
    one.last = denial;
    ++one.seen;
    if (one.recorded == recorded_per_minute_max) return false;
    ++one.recorded;
    return true;
  }
  const auto& tenant = denial.tenant.text();
  if (others_.size() == tenants_max && !others_.contains(tenant)) take(others_, over);
  ++others_.try_emplace(tenant, Minute{now, 0, 0, of_others(denial)}).first->second.seen;
  return false;
}

void Denials::take(Minutes& from, std::vector<Minute>& to) {
  for (auto& [name, one] : from) {
    if (one.seen > one.recorded) to.push_back(std::move(one));
  }
  from.clear();
}

void Denials::sweep() {
  std::vector<Minute> over;
  {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    for (auto* minutes : {&minutes_, &others_}) {
      Minutes ended;
      for (auto at = minutes->begin(); at != minutes->end();) {
        const auto next = std::next(at);
        if (now - at->second.began >= minute) ended.insert(minutes->extract(at));
        at = next;
      }
      take(ended, over);
    }
  }
  for (const auto& one : over) write_rest(one);
}

void Denials::finish() {
  std::vector<Minute> over;
  {
    const std::lock_guard lock(mutex_);
    take(minutes_, over);
    take(others_, over);
  }
  for (const auto& one : over) write_rest(one);
}

void Denials::write_rest(const Minute& one) {
  write(one.last, one.seen - one.recorded, [] {});
}

void Denials::write(const Denial& denial, std::int64_t count, std::function<void()> done) {
  Submission submission{
      .tenant = denial.tenant,
      .caller = denial.caller,
      .type = &record_,
      .command = std::make_shared<const RecordDenial>(RecordDenial{
          Text<1, 64>(denial.caller.account.text()), Text<0, 32>(cut(denial.caller.role, 32)),
          Text<0, 32>(cut(denial.caller.face, 32)), Text<1, 200>(cut(denial.command, 200)),
          Text<0, 64>(cut(denial.subject, 64)), Text<1, 64>(cut(denial.code, 64)),
          Whole<1, 1'000'000'000>(count)}),
      .key = {},
      .request_hash = {},
      .route = {},
      .if_match = {},
      .correlation_id = {},
      .causation_id = {},
      .traceparent = denial.traceparent,
      .done = [done = std::move(done)](const Outcome&) { done(); }};
  submit_(std::move(submission));
}

}  // namespace fettle::http
