// What nobody can read is told in a row that every store takes.
#include <doctest/doctest.h>

#include "core/utf8.hpp"
#include "projections/auto_repair.hpp"

using namespace fettle;

TEST_CASE("a dead letter is text that can be stored, whatever lies in the record") {
  const auto projection = projections::auto_repair();
  for (const auto hostile : {std::string_view("\xff\xfe"), std::string_view("a\0b", 3)}) {
    RowBuffer rows(projection.tables);
    EventFacts facts{};
    facts.envelope.type = facts.envelope.aggregate = hostile;
    facts.envelope.id = "w-1";
    const Fault why{FaultKind::invalid, "event_unknown", std::string(hostile)};
    projection.dead_letter(rows, {&facts, hostile, Partition{0}, Offset{7}, 0, why});
    const auto changes = rows.take_changes(RowBuffer::Unseen::is_new);
    std::string added;
    for (const auto& change : changes) added += change.added;
    CHECK(added.find("event_unknown") != std::string::npos);
    CHECK(added.find("w-1") != std::string::npos);
    CHECK(is_utf8(added));
    CHECK(added.find('\0') == std::string::npos);
  }
}
