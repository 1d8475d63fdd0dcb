#include "adapters/postgres/served_views.hpp"

#include <fmt/format.h>

#include "adapters/postgres/table_sql.hpp"

namespace fettle::postgres {
namespace {

// $1 the schema of the views, $2 the new generation, $3 the one before or null. PostgreSQL replaces
// a view in place when its columns are the first of the new ones.
constexpr const char* changes = R"(
WITH relations AS (
  SELECT n.nspname, c.relname, c.relkind,
    (SELECT array_agg(format('%s %s %s %s', attname, atttypid, atttypmod, attcollation)
                      ORDER BY attnum)
     FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ($1, $2, $3) AND NOT c.relispartition
    AND c.relkind IN ('r', 'p', 'v', 'm', 'f'))
SELECT coalesce(fresh.relname, shown.relname),
  CASE
    WHEN shown.relname IS NULL THEN 'create'
    WHEN fresh.relname IS NULL AND before.relname IS NULL THEN 'leave'
    WHEN before.relname IS NULL OR shown.relkind <> 'v' THEN 'refuse'
    WHEN fresh.relname IS NULL THEN 'drop'
    WHEN shown.columns = fresh.columns[1:cardinality(shown.columns)] THEN 'create'
    ELSE 'drop and create'
  END
FROM (SELECT * FROM relations WHERE nspname = $2) fresh
FULL JOIN (SELECT * FROM relations WHERE nspname = $1) shown USING (relname)
LEFT JOIN (SELECT * FROM relations WHERE nspname = $3) before
  ON before.relname = coalesce(fresh.relname, shown.relname)
ORDER BY 1)";

constexpr const char* dependents = R"(
SELECT string_agg(DISTINCT c.oid::regclass::text, ', ')
FROM pg_depend d JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
  JOIN pg_class c ON c.oid = r.ev_class
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = $1::regclass AND c.oid <> d.refobjid)";

Fault not_ours(std::string_view what) {
  return {FaultKind::mismatch, "schema_not_ours",
          fmt::format("{} is there and was not made by fettle; rename it, or give fettle a "
                      "database of its own",
                      what)};
}

class Showing {
 public:
  Showing(Connection& connection, const ServedViews& views)
      : connection_(connection), views_(views) {}

  Result<void> run() {
    TRY(make_schema());
    const std::optional<std::string> schemas[] = {views_.schema, views_.generation,
                                                  views_.previous};
    const auto found = TRY(connection_.run(changes, schemas));
    for (int row = 0; row < found.rows(); ++row)
      TRY(change(found.text(row, 0), found.text(row, 1)));
    return {};
  }

 private:
  Result<void> make_schema() {
    const std::optional<std::string> name[] = {views_.schema};
    const auto there =
        TRY(connection_.run("SELECT 1 FROM pg_namespace WHERE nspname = $1", name)).rows() != 0;
    if (there && !views_.previous) return not_ours("schema " + quoted(views_.schema));
    TRY(connection_.run(
        fmt::format("CREATE SCHEMA IF NOT EXISTS {0}; GRANT USAGE ON SCHEMA {0} TO fettle_reader",
                    quoted(views_.schema))));
    return {};
  }

  Result<void> change(const std::string& name, std::string_view how) {
    if (how == "leave") return {};
    const auto view = qualified(views_.schema, name);
    if (how == "refuse") return not_ours(view);
    if (how.starts_with("drop")) TRY(drop(view));
    if (!how.ends_with("create")) return {};
    TRY(connection_.run(
        fmt::format("CREATE OR REPLACE VIEW {0} WITH (security_invoker = true) AS SELECT * FROM "
                    "{1}; GRANT SELECT ON {0} TO fettle_reader",
                    view, qualified(views_.generation, name))));
    return {};
  }

  Result<void> drop(const std::string& view) {
    const std::optional<std::string> name[] = {view};
    const auto others = TRY(connection_.run(dependents, name)).text(0, 0);
    if (!others.empty()) {
      return Fault{FaultKind::mismatch, "views_depended_on",
                   fmt::format("{} must be made anew, and {} depends on it: drop that, and make it "
                               "again afterwards",
                               view, others)};
    }
    TRY(connection_.run("DROP VIEW " + view));
    return {};
  }

  Connection& connection_;
  const ServedViews& views_;
};

}  // namespace

Result<void> show(Connection& connection, const ServedViews& views) {
  return Showing(connection, views).run();
}

}  // namespace fettle::postgres
