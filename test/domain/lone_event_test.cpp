// A log of another's making: events of things whose beginning is not on it.
#include <doctest/doctest.h>

#include "commands/requisition/indexes.hpp"

namespace fettle::test {
namespace {

struct Entries : IndexSink {
  void put(const Index& index, std::string_view) override { names.emplace_back(index.name); }
  void put_personal(const Index& index, std::string_view) override {
    names.emplace_back(index.name);
  }
  void timer(Moment, std::string_view name) override { names.emplace_back(name); }
  std::vector<std::string> names;
};

}  // namespace

TEST_CASE("a requisition that was never asked for is in no index, whatever became of it") {
  for (const auto standing : {RequisitionStanding::REQUESTED, RequisitionStanding::APPROVED,
                              RequisitionStanding::RECALLED, RequisitionStanding::SHORT}) {
    RequisitionState requisition;
    requisition.standing = standing;
    Entries entries;
    index(requisition, entries);
    CHECK(entries.names.empty());
  }
}

}  // namespace fettle::test
