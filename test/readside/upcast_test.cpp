// Events of an older version on the log: folded into the rows that today's version gives.
#include "schemas/projecting.hpp"
#include "test/published/toy_domain.hpp"
#include "test/readside/read_side.hpp"

namespace fettle::test {
namespace {

struct WeightRow {
  std::string tenant, id;
  std::int64_t grams;
  std::int64_t version;
};
FETTLE_READ_MODEL(WeightRow, "What parcels weigh.",
                  (.table = "weights", .key = {"tenant", "id"}, .id = "id", .sort = {"id"}),
                  (tenant, id, grams, version))

const Projection& weights() {
  static const Projection made = [] {
    ProjectionBuilder to("weights");
    to.put<WeightRow, ::toy::ParcelWeighed>(
        [](const ::toy::ParcelWeighed& e, const EventFacts& facts) {
          return WeightRow{std::string(facts.envelope.tenant), std::string(facts.envelope.id),
                           e.grams, facts.envelope.schema_version};
        });
    return to.take();
  }();
  return made;
}

}  // namespace

TEST_CASE("a version-1 event on the log gives the row that its upcast gives") {
  ReadSide side;
  const postgres::Shape shape{"toy", weights().tables, {}, 1};
  PostgresTables tables(side.database.url(), shape);
  const Domain domain = ::toy::domain();
  side.shop.commit("demo", {event_of("parcel", "older", ::toy::v1::ParcelWeighed{3})});
  side.shop.commit("demo", {event_of("parcel", "today", ::toy::ParcelWeighed{3'000, "left"})});
  Projector projector(side.ports(tables), domain, weights(), {"weights", Partition{0}, 0}, {});
  side.catch_up(projector);
  CHECK(side.database.sql("SELECT string_agg(id || ' ' || grams || ' from ' || version, ', ' "
                          "ORDER BY id) FROM toy.weights") ==
        "older 3000 from 1, today 3000 from 2");
}

}  // namespace fettle::test
