// A projection: which rows each event touches, and how it changes them. Made typed by
// schemas/projecting.hpp, run by the projector.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain.hpp"
#include "core/envelope.hpp"
#include "core/position.hpp"
#include "core/row_buffer.hpp"
#include "core/table.hpp"

namespace fettle {

// One event where it lies in the log. Views live until the next read.
struct EventFacts {
  Envelope envelope;
  std::string_view log;
  Partition partition{};
  Offset offset{};  // of its commit's last event
};

// What an event does to at most one row. Handlers of an event run in the order they were added.
struct RowHandler {
  std::size_t table = 0;
  // The key of the row that must be at hand; none for rows that are only added.
  std::function<std::string(const void* event, const EventFacts&)> key;
  std::function<void(RowBuffer&, std::string_view key, const void* event, const EventFacts&)> apply;
};

struct EventHandlers {
  const EventType* type = nullptr;
  std::vector<RowHandler> handlers;
};

// What a whole commit adds, whatever its events are: the audit trail, answered keys.
using CommitHandler = std::function<void(RowBuffer&, std::span<const EventFacts> events)>;

// An event that could not be folded. The projector goes on behind it.
struct DeadLetter {
  const EventFacts* facts = nullptr;  // null: the record has no readable envelope
  std::string_view tenant;
  Partition partition{};
  Offset offset{};         // of its commit's last event
  std::int64_t place = 0;  // in the commit
  Fault why;
};

struct Projection {
  std::string name;
  std::vector<const TableType*> tables;
  std::map<std::string, EventHandlers, std::less<>> events;
  std::vector<CommitHandler> commits;
  std::function<void(RowBuffer&, const DeadLetter&)> dead_letter;
};

}  // namespace fettle
