#include "projections/queries.hpp"
#include "projections/reports/report.hpp"

namespace fettle::projections {
namespace {

// Shortage: requisitions of the span for which Odoo had not enough, and parts of which none is
// available now. Turnover: how long the mean stock of the span lasts at the rate of its issues,
// both at today's cost, since litres and pieces cannot be added; in hundredths of a day, since no
// number of ours has a floating point. The stock of a past day is today's without what moved since.
constexpr std::string_view stock = R"(
WITH span AS (
  SELECT $2::date::timestamp AT TIME ZONE 'UTC' AS begins,
         ($3::date + 1)::timestamp AT TIME ZONE 'UTC' AS ends,
         $3::date - $2::date + 1 AS days),
asked AS (
  SELECT count(*) AS requisitions, count(short_at) AS short FROM requisitions, span
  WHERE tenant = $1 AND requested_at >= begins AND requested_at < ends
    AND ($4::text IS NULL OR store_id = $4)),
shelves AS (
  SELECT s.*, COALESCE(p.cost, 0) AS cost FROM stock s
  JOIN products p ON p.tenant = s.tenant AND p.id = s.product_id AND p.active
  WHERE s.tenant = $1 AND ($4::text IS NULL OR s.store_id = $4)),
moved AS (
  SELECT store_id, product_id,
    COALESCE(sum(on_hand_change) FILTER (WHERE at < ends), 0) AS inside,
    COALESCE(sum(on_hand_change) FILTER (WHERE at >= ends), 0) AS behind,
    COALESCE(sum(CASE kind WHEN 'ISSUE' THEN quantity WHEN 'CLAIM' THEN quantity
                           WHEN 'RETURN' THEN -quantity ELSE 0 END)
             FILTER (WHERE at < ends), 0) AS issued
  FROM stock_movements, span WHERE tenant = $1 AND at >= begins
  GROUP BY store_id, product_id),
worth AS (
  SELECT count(*) AS parts,
    count(*) FILTER (WHERE s.on_hand - s.reserved - s.claimed <= 0) AS parts_without,
    COALESCE(sum((s.on_hand - COALESCE(m.behind, 0)) * s.cost), 0) AS at_end,
    COALESCE(sum((s.on_hand - COALESCE(m.behind, 0) - COALESCE(m.inside, 0)) * s.cost), 0)
      AS at_begin,
    COALESCE(sum(COALESCE(m.issued, 0) * s.cost), 0) AS issued,
    COALESCE(sum(COALESCE(m.issued, 0)), 0) AS pieces
  FROM shelves s
  LEFT JOIN moved m ON m.store_id = s.store_id AND m.product_id = s.product_id)
SELECT json_build_object(
  'from', $2::text, 'to', $3::text, 'store', $4::text,
  'requisitions', requisitions, 'short_requisitions', short,
  'shortage_rate_per_10000',
    CASE WHEN requisitions = 0 THEN NULL ELSE short * 10000 / requisitions END,
  'parts', parts, 'parts_without_stock', parts_without,
  'issued_pieces', pieces::bigint, 'issued_value_minor', issued::bigint,
  'mean_value_minor', ((at_begin + at_end) / 2)::bigint,
  'turnover_hundredths_of_days',
    CASE WHEN issued <= 0 THEN NULL
         ELSE round((at_begin + at_end) / 2 * days * 100 / issued)::bigint END,
  'synced_at', (SELECT min(as_of) FROM stock_syncs WHERE tenant = $1 AND id <> ':products'
                AND ($4::text IS NULL OR id = $4)),
  'incomplete', EXISTS (SELECT 1 FROM dead_letters WHERE tenant = $1))
FROM asked, worth, span
)";

}  // namespace

void add_stock_report(std::vector<QueryType>& to) {
  to.push_back(report("/admin/reports/stock",
                      "Shortage rate and turnover of a span, from requisitions and movements.",
                      stock));
}

}  // namespace fettle::projections
