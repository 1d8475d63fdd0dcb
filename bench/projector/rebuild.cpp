#include "adapters/postgres/rebuild.hpp"

#include "bench/need.hpp"
#include "bench/projector/contenders.hpp"
#include "bench/projector/stopwatch.hpp"

namespace fettle::bench {

Measured rebuild(Shop& shop, const Database& database) {
  auto& log = shop.one_partition();
  const auto last = [](const postgres::FillProgress&) { return postgres::GoOn::yes; };
  const Stopwatch watch;
  const auto report = need(postgres::rebuild({.url = database.url(),
                                              .shape = shop.shape,
                                              .domain = shop.domain,
                                              .projection = shop.projection,
                                              .keys = {{shop.projection.name, Partition{0}, 0}},
                                              .on_progress = last},
                                             {log, shop.keys, shop.dice, shop.clock}));
  if (!report.swapped) throw std::runtime_error("the rebuilt tables are not served");
  Measured measured;
  measured.seconds = watch.seconds();
  return measured;
}

}  // namespace fettle::bench
