#include "adapters/http/faces/denials.hpp"

#include "schemas/audit/commands.hpp"

namespace fettle::http {
namespace {

constexpr Micros minute = std::chrono::minutes(1);

std::string cut(const std::string& text, std::size_t longest) { return text.substr(0, longest); }

}  // namespace

void Denials::add(const Denial& denial, std::function<void(bool)> done) {
  bool record = false;
  {
    const std::lock_guard lock(mutex_);
    const auto key = denial.tenant.text() + "/" + denial.caller.account.text();
    const auto now = clock_.now();
    const auto found = minutes_.find(key);
    if (found == minutes_.end() && minutes_.size() < callers_max) {
      minutes_.emplace(key, Minute{now, 1, denial});
      record = true;
    } else if (found != minutes_.end()) {
      found->second.last = denial;
      record = ++found->second.seen <= recorded_per_minute_max;
    }
  }
  if (!record) return done(true);
  write(denial, 1, [done = std::move(done)] { done(false); });
}

void Denials::sweep() {
  std::vector<Minute> over;
  {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.now();
    std::erase_if(minutes_, [&](const auto& entry) {
      if (now - entry.second.began < minute) return false;
      if (entry.second.seen > recorded_per_minute_max) over.push_back(entry.second);
      return true;
    });
  }
  for (const auto& one : over) write(one.last, one.seen - recorded_per_minute_max, [] {});
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
