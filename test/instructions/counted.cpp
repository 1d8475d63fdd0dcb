// What callgrind counts: as children of instructions_test.cpp, which start with counting off.
#include <valgrind/callgrind.h>

#include "core/projector.hpp"
#include "projections/auto_repair.hpp"
#include "test/costs/engine.hpp"
#include "test/costs/tables_that_forget.hpp"
#include "test/instructions/counted.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

class ByCallgrind final : public Meter {
 public:
  void begin() override {
    if (counting) CALLGRIND_TOGGLE_COLLECT;
  }
  void end() override {
    if (counting) CALLGRIND_TOGGLE_COLLECT;
  }

  bool counting = false;
};

}  // namespace

// Each with a batch of its own.
TEST_CASE("child: commands, each from its parsed request to its answer" * doctest::skip()) {
  ByCallgrind meter;
  Engine engine(meter);
  for (int i = 0; i < warm_up; ++i) REQUIRE(engine.rename_store() == 200);
  meter.counting = true;
  for (int i = 0; i < counted; ++i) REQUIRE(engine.rename_store() == 200);
}

TEST_CASE("child: events, from the log into rows" * doctest::skip()) {
  ByCallgrind meter;
  Engine engine(meter);
  TablesThatForget tables;
  const auto projection = projections::auto_repair();
  Projector projector({engine.log, tables, engine.keys, engine.dice, engine.clock}, engine.domain(),
                      projection, {projection.name, Partition{0}});
  const auto fold_all = [&] {
    std::size_t events = 0;
    while (const auto folded = *projector.step(std::chrono::milliseconds(0))) events += folded;
    return events;
  };
  for (int i = 0; i < warm_up; ++i) REQUIRE(engine.rename_store() == 200);
  fold_all();
  for (int i = 0; i < counted; ++i) REQUIRE(engine.rename_store() == 200);
  meter.counting = true;
  meter.begin();
  const auto events = fold_all();
  meter.end();
  REQUIRE(events == counted);
}
