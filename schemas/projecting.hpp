// Writing a projection: for each event, the row it touches and what becomes of it.
//
//   to.add<TimelineRow, JobMoved>([](const JobMoved& e, const EventFacts& f) { return … row; });
//   to.change<OrderRow, JobMoved>(order_of, [](OrderRow& row, const JobMoved& e,
//                                              const EventFacts& f) { row.status = e.to; });
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/projection.hpp"
#include "core/row_text.hpp"
#include "schemas/registration.hpp"
#include "schemas/row_type.hpp"

namespace fettle {

class ProjectionBuilder {
 public:
  explicit ProjectionBuilder(std::string name) { projection_.name = std::move(name); }

  Projection take() { return std::move(projection_); }

  // Adds a row that nothing changes later. `make` gives a Row, or an optional one.
  template <class Row, class Event, class Make>
  void add(Make make) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back({table, nullptr,
                                    [table, make](RowBuffer& rows, std::string_view,
                                                  const void* event, const EventFacts& facts) {
                                      append(rows, table,
                                             std::optional<Row>(make(cast<Event>(event), facts)));
                                    }});
  }

  // A row in place of whatever has its key, which nothing had so far in almost all cases.
  template <class Row, class Event, class Make>
  void put(Make make) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back({table, nullptr,
                                    [table, make](RowBuffer& rows, std::string_view,
                                                  const void* event, const EventFacts& facts) {
                                      std::optional<Row> row = make(cast<Event>(event), facts);
                                      if (row) put_row(rows, table, *std::move(row));
                                    }});
  }

  // As `put`, where a row with its key is often there already: it is fetched with the batch.
  template <class Row, class Event, class Key, class Make>
  void replace(Key key, Make make) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back(
        {table, erased_key<Event>(key),
         [table, make](RowBuffer& rows, std::string_view at, const void* event,
                       const EventFacts& facts) {
           rows.put(table, at, std::make_shared<Row>(make(cast<Event>(event), facts)));
         }});
  }

  // As `put`, for every row of a list.
  template <class Row, class Event, class Make>
  void put_each(Make make) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back({table, nullptr,
                                    [table, make](RowBuffer& rows, std::string_view,
                                                  const void* event, const EventFacts& facts) {
                                      for (Row& row : make(cast<Event>(event), facts)) {
                                        put_row(rows, table, std::move(row));
                                      }
                                    }});
  }

  // One row for each commit that `make` gives one for, in place of whatever has its key.
  template <class Row, class Make>
  void put_each_commit(Make make) {
    const auto table = table_of<Row>();
    projection_.commits.push_back(
        [table, make](RowBuffer& rows, std::span<const EventFacts> events) {
          std::optional<Row> row = make(events);
          if (row) put_row(rows, table, *std::move(row));
        });
  }

  // Changes the row that `key` names; nothing when there is none.
  template <class Row, class Event, class Key, class Change>
  void change(Key key, Change change) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back({table, erased_key<Event>(key),
                                    [table, change](RowBuffer& rows, std::string_view at,
                                                    const void* event, const EventFacts& facts) {
                                      auto* row = static_cast<Row*>(rows.change(table, at));
                                      if (row != nullptr) change(*row, cast<Event>(event), facts);
                                    }});
  }

  // Changes the row that `key` names, after `make`ing it if there is none.
  template <class Row, class Event, class Key, class Make, class Change>
  void make_or_change(Key key, Make make, Change change) {
    const auto table = table_of<Row>();
    handlers_of<Event>().push_back(
        {table, erased_key<Event>(key),
         [table, make, change](RowBuffer& rows, std::string_view at, const void* event,
                               const EventFacts& facts) {
           if (rows.change(table, at) == nullptr) {
             rows.put(table, at, std::make_shared<Row>(make(cast<Event>(event), facts)));
           }
           change(*static_cast<Row*>(rows.change(table, at)), cast<Event>(event), facts);
         }});
  }

  // One row, or none, for each whole commit.
  template <class Row, class Make>
  void each_commit(Make make) {
    const auto table = table_of<Row>();
    projection_.commits.push_back(
        [table, make](RowBuffer& rows, std::span<const EventFacts> events) {
          append(rows, table, std::optional<Row>(make(events)));
        });
  }

  template <class Row, class Make>
  void dead_letters(Make make) {
    const auto table = table_of<Row>();
    projection_.dead_letter = [table, make](RowBuffer& rows, const DeadLetter& letter) {
      append(rows, table, std::optional<Row>(make(letter)));
    };
  }

 private:
  template <class Event>
  static const Event& cast(const void* event) {
    return *static_cast<const Event*>(event);
  }

  template <class Row>
  static void append(RowBuffer& rows, std::size_t table, const std::optional<Row>& row) {
    if (row) rows.append(table, [&](std::string& lines) { encode_row<Row>(&*row, lines); });
  }

  template <class Row>
  static void put_row(RowBuffer& rows, std::size_t table, Row row) {
    const auto key = key_of_row(row);
    rows.put(table, key, std::make_shared<Row>(std::move(row)));
  }

  template <class Row>
  static std::string key_of_row(const Row& row) {
    std::string line;
    encode_row<Row>(&row, line);
    return std::string(row_text::key_of(line, table_type<Row>().key_size));
  }

  template <class Event, class Key>
  static auto erased_key(Key key) {
    return [key](const void* event, const EventFacts& facts) {
      return std::string(key(cast<Event>(event), facts));
    };
  }

  template <class Row>
  std::size_t table_of() {
    auto& tables = projection_.tables;
    const auto found = std::find(tables.begin(), tables.end(), &table_type<Row>());
    if (found != tables.end()) return static_cast<std::size_t>(found - tables.begin());
    tables.push_back(&table_type<Row>());
    return tables.size() - 1;
  }

  template <class Event>
  std::vector<RowHandler>& handlers_of() {
    const auto& type = event_type<Event>();
    auto& entry = projection_.events[std::string(type.name)];
    entry.type = &type;
    return entry.handlers;
  }

  Projection projection_;
};

}  // namespace fettle
