#include <fmt/format.h>

#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/audit/audit_row.hpp"
#include "schemas/audit/events.hpp"

namespace fettle::projections {
namespace {

// Values as they stood, without spaces.
void append_json(std::string& out, json::Node node) {
  const bool is_object = node.kind() == json::Kind::object;
  if (node.kind() == json::Kind::text) return json::append_quoted(out, node.text());
  if (node.kind() == json::Kind::whole) return json::append_whole(out, node.whole());
  if (node.kind() == json::Kind::boolean) {
    out += node.boolean() ? "true" : "false";
    return;
  }
  if (!is_object && node.kind() != json::Kind::array) {
    out += "null";
    return;
  }
  out += is_object ? '{' : '[';
  bool first = true;
  node.each([&](json::Node part) {
    if (!std::exchange(first, false)) out += ',';
    if (is_object) json::append_quoted(out, part.name());
    if (is_object) out += ':';
    append_json(out, part);
  });
  out += is_object ? '}' : ']';
}

// Events say what was there before in members of these names: from, previous, previous_total …
bool tells_before(std::string_view member) {
  return member == "from" || member.starts_with("previous");
}

void add_before(std::string& before, const EventFacts& facts) {
  const auto root = thread_parser().parse(facts.envelope.data);
  if (!root || root->kind() != json::Kind::object) return;
  root->each([&](json::Node member) {
    if (!tells_before(member.name()) || member.is_null()) return;
    if (!before.empty()) before += ',';
    json::append_quoted(before, fmt::format("{}.{}", facts.envelope.type, member.name()));
    before += ':';
    append_json(before, member);
  });
}

// What the object's state was is also its version before: its history tells the rest.
std::optional<JsonText> before_of(std::span<const EventFacts> events) {
  std::string members;
  if (const auto version = events.front().envelope.sequence; version > 1) {
    members = fmt::format(R"("version":{})", version - 1);
  }
  for (const auto& event : events) {
    if (event.envelope.type == "JobMoved" ||
        event.envelope.data.find("\"previous") != std::string_view::npos) {
      add_before(members, event);
    }
  }
  if (members.empty()) return std::nullopt;
  return JsonText{"{" + members + "}"};
}

JsonText after_of(std::span<const EventFacts> events) {
  std::string list = "[";
  for (const auto& event : events) {
    if (list.size() > 1) list += ',';
    fmt::format_to(std::back_inserter(list), R"({{"type":"{}","id":"{}","data":{}}})",
                   event.envelope.type, event.envelope.id, event.envelope.data);
  }
  return {list + "]"};
}

// The second part of 00-<trace>-<span>-<flags>.
std::optional<std::string> trace_of(std::string_view traceparent) {
  constexpr std::size_t begins = 3, size = 32;
  if (traceparent.size() < begins + size) return std::nullopt;
  return std::string(traceparent.substr(begins, size));
}

AuditRow row(std::span<const EventFacts> events) {
  const auto& first = events.front();
  const auto& e = first.envelope;
  return {facts::tenant(first),
          facts::time(first),
          std::string(e.commit),
          facts::account(first),
          std::string(e.role),
          std::string(e.face),
          std::string(e.first ? e.first->route : e.type),
          std::string(e.aggregate),
          facts::id(first),
          "ACCEPTED",
          {},
          1,
          before_of(events),
          after_of(events),
          trace_of(e.traceparent)};
}

AuditRow denied(std::span<const EventFacts> events, const CommandDenied& denial) {
  auto made = row(events);
  made.actor = denial.account;
  made.role = denial.role;
  made.face = denial.face;
  made.action = denial.command;
  made.object_id = denial.subject;
  made.outcome = "DENIED";
  made.code = denial.code;
  made.count = denial.count;
  made.before.reset();  // what was refused changed nothing
  return made;
}

}  // namespace

void fold_audit_log(ProjectionBuilder& to) {
  to.each_commit<AuditRow>([](std::span<const EventFacts> events) {
    const auto& first = events.front().envelope;
    if (first.type == "CommandDenied") {
      const auto denial = stored_event<CommandDenied>(first.data, first.schema_version, nullptr);
      if (denial) return denied(events, *denial);
    }
    return row(events);
  });
}

}  // namespace fettle::projections
