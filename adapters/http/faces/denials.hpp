// Keeps what known callers were refused: one record a denial, up to a limit per caller and minute;
// above it the caller gets 429, and one counting record stands for the rest. So does one record a
// tenant for the callers that are beyond those we can tell apart.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/domain.hpp"
#include "core/ports/clock.hpp"
#include "core/shard/submission.hpp"

namespace fettle::http {

struct Denial {
  TenantId tenant;
  Caller caller;
  std::string command;  // declared name, or method and path
  std::string subject;  // id of the addressed thing; empty: none
  std::string code;
  std::string traceparent;
};

// The account that a counting record names when it stands for many callers.
inline constexpr std::string_view other_callers = "@others";

class Denials {
 public:
  static constexpr std::uint32_t recorded_per_minute_max = 60;
  static constexpr std::size_t callers_max = 10'000;
  static constexpr std::size_t tenants_max = 1'000;  // of callers beyond; more are written early

  using Submit = std::function<void(Submission)>;
  Denials(const CommandType& record, Submit submit, const Clock& clock)
      : record_(record), submit_(std::move(submit)), clock_(clock) {}

  // Calls `done` once the denial is on the log; its argument says that it was one too many, and is
  // only counted. A log that fails calls it too: the refusal stands without its record.
  void add(const Denial& denial, std::function<void(bool counted_only)> done);

  // Writes the counting records of minutes that are over. Call it now and then; any thread.
  void sweep();
  // Writes all counting records, for none will be written later.
  void finish();

 private:
  struct Minute {
    Moment began{Micros{0}};
    std::uint32_t seen = 0, recorded = 0;
    Denial last;
  };
  using Minutes = std::unordered_map<std::string, Minute>;

  bool count(const Denial& denial, std::vector<Minute>& over);
  static void take(Minutes& from, std::vector<Minute>& to);
  void write_rest(const Minute& one);
  void write(const Denial& denial, std::int64_t count, std::function<void()> done);

  const CommandType& record_;
  Submit submit_;
  const Clock& clock_;
  std::mutex mutex_;
  Minutes minutes_;  // by tenant and account
  Minutes others_;   // by tenant: callers for whom there was no place
};

}  // namespace fettle::http
