#include "projections/queries.hpp"
#include "projections/reports/report.hpp"

namespace fettle::projections {
namespace {

// Orders that were submitted in the span, by how far they have come; rates are of the submitted,
// in ten-thousandths, since no number of ours has a floating point.
constexpr std::string_view funnel = R"(
WITH counts AS (
  SELECT count(*) AS submitted, count(accepted_at) AS accepted, count(quoted_at) AS quoted,
         count(confirmed_at) AS confirmed, count(ready_to_pay_at) AS finished,
         count(paid_at) AS paid
  FROM work_orders
  WHERE tenant = $1 AND submitted_at >= $2::date::timestamp AT TIME ZONE 'UTC'
    AND submitted_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
    AND ($4::text IS NULL OR store_id = $4))
SELECT json_build_object(
  'from', $2::text, 'to', $3::text, 'store', $4::text,
  'submitted', submitted, 'accepted', accepted, 'quoted', quoted, 'confirmed', confirmed,
  'finished', finished, 'paid', paid,
  'rates_per_10000', CASE WHEN submitted = 0 THEN NULL ELSE json_build_object(
    'accepted', accepted * 10000 / submitted, 'quoted', quoted * 10000 / submitted,
    'confirmed', confirmed * 10000 / submitted, 'finished', finished * 10000 / submitted,
    'paid', paid * 10000 / submitted) END,
  'incomplete', EXISTS (SELECT 1 FROM dead_letters WHERE tenant = $1)) FROM counts
)";

// Each span counts for the orders that have both its ends; seconds, rounded.
constexpr std::string_view durations = R"(
WITH spans AS (
  SELECT extract(epoch FROM accepted_at - submitted_at) AS accept,
         extract(epoch FROM quoted_at - diagnosing_at) AS diagnose,
         extract(epoch FROM ready_to_pay_at - repairing_at) AS repair,
         extract(epoch FROM paid_at - ready_to_pay_at) AS payment
  FROM work_orders
  WHERE tenant = $1 AND submitted_at >= $2::date::timestamp AT TIME ZONE 'UTC'
    AND submitted_at < ($3::date + 1)::timestamp AT TIME ZONE 'UTC'
    AND ($4::text IS NULL OR store_id = $4)),
named AS (
  SELECT name, seconds FROM spans, LATERAL (VALUES
    ('accept', accept), ('diagnose', diagnose), ('repair', repair), ('payment', payment)
  ) AS one(name, seconds) WHERE seconds IS NOT NULL),
measured AS (
  SELECT name, json_build_object('orders', count(*), 'mean_seconds', round(avg(seconds))::bigint,
    'median_seconds',
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds))::numeric)::bigint,
    'p95_seconds',
    round((percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds))::numeric)::bigint) AS numbers
  FROM named GROUP BY name)
SELECT json_build_object(
  'from', $2::text, 'to', $3::text, 'store', $4::text,
  'accept', (SELECT numbers FROM measured WHERE name = 'accept'),
  'diagnose', (SELECT numbers FROM measured WHERE name = 'diagnose'),
  'repair', (SELECT numbers FROM measured WHERE name = 'repair'),
  'wait_for_payment', (SELECT numbers FROM measured WHERE name = 'payment'),
  'incomplete', EXISTS (SELECT 1 FROM dead_letters WHERE tenant = $1))
)";

}  // namespace

void add_reports(std::vector<QueryType>& to) {
  to.push_back(report("/admin/reports/funnel",
                      "How far the orders of a span have come: six counts and their rates.",
                      funnel));
  to.push_back(report("/admin/reports/durations",
                      "Mean, median and 95th percentile of four waits of a span's orders.",
                      durations));
}

}  // namespace fettle::projections
