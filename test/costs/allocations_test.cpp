// How often memory is asked for on the way of a command and of an event. These counts are the same
// on every machine; whoever needs more changes the number here, and says why.
#include "test/costs/allocations.hpp"
#include "core/projector.hpp"
#include "projections/auto_repair.hpp"
#include "test/costs/engine.hpp"
#include "test/costs/tables_that_forget.hpp"

using namespace fettle;
using namespace fettle::test;

namespace {

constexpr int warm_up = 300, counted = 1'000;

double each(std::size_t all) { return static_cast<double>(all) / counted; }

class Allocated final : public Meter {
 public:
  void begin() override { before_ = allocations(); }
  void end() override { all_ += allocations() - before_; }
  std::size_t all() const { return all_; }

 private:
  std::size_t before_ = 0, all_ = 0;
};

}  // namespace

// A command with a batch of its own.
TEST_CASE("memory that a command asks for, from its parsed request to its answer") {
  Allocated allocated;
  Engine engine(allocated);
  for (int i = 0; i < warm_up; ++i) REQUIRE(engine.rename_store() == 200);
  const auto before = allocated.all();
  for (int i = 0; i < counted; ++i) REQUIRE(engine.rename_store() == 200);
  const auto found = each(allocated.all() - before);
  CHECK(found <= 71);  // 68.1
}

TEST_CASE("memory that an event asks for, from the log into rows") {
  Allocated allocated;
  Engine engine(allocated);
  for (int i = 0; i < counted; ++i) REQUIRE(engine.rename_store() == 200);
  TablesThatForget tables;
  const auto projection = projections::auto_repair();
  Projector projector({engine.log, tables, engine.keys, engine.dice, engine.clock}, engine.domain(),
                      projection, {projection.name, Partition{0}});
  const auto before = allocations();
  std::size_t events = 0;
  while (const auto folded = *projector.step(std::chrono::milliseconds(0))) events += folded;
  REQUIRE(events > counted);
  const auto found = each(allocations() - before);
  CHECK(found <= 31);  // 29.3
}
