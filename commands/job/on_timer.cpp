#include "commands/job/rules.hpp"
#include "core/planted.hpp"

namespace fettle {

Checked<Decision> on_timer(TenantView&, const Context& context, const JobId& id, std::string_view,
                           const JobState& job) {
  Decision decision;
  const bool early = planted(Defect::timer_early);
  const bool due = job.timer && (early || context.now >= job.timer->stops_at);
  if (due) stop_timer(decision, id, job, context.now, "forgotten");
  return decision;
}

}  // namespace fettle
