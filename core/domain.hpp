// What the engine knows of a business: its event types, aggregates and commands, with their types
// erased, so that the shard is compiled once and never learns what a repair is. The tables are
// made from declarations by schemas/registration.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/by_name.hpp"
#include "core/id.hpp"
#include "core/moment.hpp"
#include "core/result.hpp"
#include "core/sealing.hpp"

namespace fettle {

class TenantView;
struct Context;
struct Decision;

using Any = std::shared_ptr<const void>;

struct EventType {
  std::string_view name;
  std::uint16_t version = 1;
  std::string_view sentence;
  void (*encode)(const void* event, std::string& json, Sealing* sealing) = nullptr;
  // Reads the data of any version up to this one, through the upcasts.
  Result<Any> (*decode)(std::string_view json, std::uint16_t version, Sealing* sealing) = nullptr;
  std::string (*json_schema)() = nullptr;
  // The version before this one, still on the log; null when this is the first.
  const EventType* (*older)() = nullptr;
};

struct AnyEvent {
  const EventType* type = nullptr;
  Any data;
};

// One entry of an index of a tenant, or a timer. Declared with the state, kept by the shard.
struct Index {
  std::string_view name;
};

class IndexSink {
 public:
  virtual ~IndexSink() = default;
  virtual void put(const Index& index, std::string_view key) = 0;
  // The key is a personal value: stored blinded.
  virtual void put_personal(const Index& index, std::string_view key) = 0;
  // At `due` the aggregate's on_timer is asked once; the entry goes when the state no longer
  // gives it.
  virtual void timer(Moment due, std::string_view name) = 0;
};

struct AggregateType {
  std::string_view name;
  std::shared_ptr<void> (*initial)() = nullptr;
  std::shared_ptr<void> (*copy)(const void* state) = nullptr;
  // False: this aggregate has no such event.
  bool (*evolve)(void* state, const AnyEvent& event) = nullptr;
  void (*encode)(const void* state, std::string& json, Sealing* sealing) = nullptr;
  Result<Any> (*decode)(std::string_view json, Sealing* sealing) = nullptr;
  void (*index)(const void* state, IndexSink& sink) = nullptr;
  // What happens when a timer of this aggregate is due; null when it has none.
  Checked<Decision> (*on_timer)(TenantView& view, const Context& context, std::string_view id,
                                std::string_view timer) = nullptr;
  std::string (*shape)() = nullptr;  // changes whenever stored states must be folded anew
  std::vector<const EventType*> events;
};

struct Route {
  std::string_view method;  // POST, PUT, PATCH, DELETE
  std::string_view path;    // "/tech/work-orders/{work_order}/accept"
};

enum class KeyPolicy { optional, required };  // of the Idempotency-Key

// A result from outside that a command's answer waits for: `command` asks for it and answers 202
// until it is there; `member` of the first answer is its only field.
struct Awaits {
  std::string_view command;
  std::string_view member;
};

struct CommandType {
  std::string_view name;
  std::string_view sentence;
  std::string_view aggregate;  // the type that the command addresses
  std::vector<Route> routes;   // none: only process managers and the engine send it
  std::vector<std::string_view> roles;
  KeyPolicy key = KeyPolicy::optional;
  Awaits awaits = {};  // empty: nothing
  // Reads a body and the parameters of the path; every bad field is named.
  Checked<Any> (*decode)(std::string_view body,
                         const std::map<std::string, std::string>& path) = nullptr;
  Checked<Decision> (*decide)(TenantView& view, const Context& context,
                              const void* command) = nullptr;
  // The id of the addressed aggregate; empty when the command makes a new one.
  std::string (*subject)(const void* command) = nullptr;
  std::string (*json_schema)() = nullptr;    // of the body
  std::string (*answer_schema)() = nullptr;  // of the members beside id, version, position
  void (*encode)(const void* command, std::string& json) = nullptr;
};

// Filled once at start, read by every thread afterwards.
class Domain {
 public:
  void add(const EventType& type) {
    events_[std::string(type.name)] = &type;
    event_names_[std::string(type.name)] = &type;
  }
  void add(const AggregateType& type) {
    aggregates_[std::string(type.name)] = &type;
    aggregate_names_[std::string(type.name)] = &type;
    for (const auto* event : type.events) add(*event);
  }
  void add(const CommandType& type) { commands_[std::string(type.name)] = &type; }

  const EventType* event(std::string_view name) const { return find(event_names_, name); }
  const AggregateType* aggregate(std::string_view name) const {
    return find(aggregate_names_, name);
  }
  const CommandType* command(std::string_view name) const { return find(commands_, name); }

  using Events = std::map<std::string, const EventType*, std::less<>>;
  using Aggregates = std::map<std::string, const AggregateType*, std::less<>>;
  using Commands = std::map<std::string, const CommandType*, std::less<>>;
  const Events& events() const { return events_; }
  const Aggregates& aggregates() const { return aggregates_; }
  const Commands& commands() const { return commands_; }

 private:
  template <class Table>
  static typename Table::mapped_type find(const Table& table, std::string_view name) {
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
  }

  Events events_;
  Aggregates aggregates_;
  Commands commands_;
  // The same again: asked for each event on the log.
  ByName<const EventType*> event_names_;
  ByName<const AggregateType*> aggregate_names_;
};

}  // namespace fettle
