// The log as AsyncAPI 3 sees it: one channel, a message an event version, and the headers of the
// CloudEvents binding around each.
#include "schemas/contracts/contracts.hpp"

namespace fettle::contracts {
namespace {

using json::Document;

struct HeaderLine {
  std::string_view name;
  std::string_view sentence;
  bool always;
};

constexpr HeaderLine header_lines[] = {
    {"content-type", "application/json", true},
    {"ce_specversion", "1.0", true},
    {"ce_id", "<commit id>.<index>", true},
    {"ce_source", "/<tenant>", true},
    {"ce_type", "The declared name.", true},
    {"ce_dataschema", "/schemas/<name>/<version>", true},
    {"ce_subject", "<aggregate type>/<id>", true},
    {"ce_time", "When it was decided: 2026-11-20T08:00:00.000000Z", true},
    {"ce_tenant", "The business.", true},
    {"ce_partitionkey", "The tenant again: what the record's partition follows.", true},
    {"ce_sequence", "The aggregate's version behind this event.", true},
    {"ce_commitid", "All events of one accepted command share it.", true},
    {"ce_commitindex", "The event's number in its commit, from 0.", true},
    {"ce_commitcount", "How many events the commit has.", true},
    {"ce_actor", "The account that acted.", true},
    {"ce_role", "The role it acted in.", true},
    {"ce_face", "The face it came by; engine for timers and process managers.", true},
    {"ce_commandid", "The accepted command.", true},
    {"ce_correlationid", "The request that began it all.", true},
    {"ce_causationid", "ce_id of the causing event.", false},
    {"ce_traceparent", "W3C Trace Context.", false},
    {"ce_idempotencykey", "First event of a commit: the caller's key.", false},
    {"ce_requesthash", "First event of a commit: HMAC of method, route and body.", false},
    {"ce_route", "First event of a commit: the command's route.", false},
    {"ce_status", "First event of a commit: the status answered.", false},
    {"ce_answer", "First event of a commit: the answer's further members.", false},
    {"fettle_claim", "Offset of the writer's claim; belongs to one log.", true},
    {"fettle_n", "The record's number in that claim; belongs to one log.", true},
    {"fettle_hash", "32 bytes: the tenant's hash chain up to here.", true},
};

Document header_schema() {
  Document properties = Document::Members{};
  Document required = Document::Elements{};
  for (const auto& line : header_lines) {
    properties[line.name] = Document::object({{"type", "string"}, {"description", line.sentence}});
    if (line.always) required.push(line.name);
  }
  return Document::object({{"type", "object"},
                           {"properties", std::move(properties)},
                           {"required", std::move(required)}});
}

Document reference(const std::string& to) { return Document::object({{"$ref", to}}); }

std::string message_name(const EventType& type) {
  return std::string(type.name) + "." + std::to_string(type.version);
}

Document message(const EventType& type) {
  return Document::object({{"name", type.name},
                           {"title", message_name(type)},
                           {"summary", type.sentence},
                           {"contentType", "application/json"},
                           {"headers", reference("#/components/schemas/Headers")},
                           {"payload", event_schema(type)}});
}

}  // namespace

Document asyncapi(const Domain& domain) {
  Document in_channel = Document::Members{}, messages = Document::Members{};
  for (const auto& [event, newest] : domain.events()) {
    for (const auto* type = newest; type != nullptr; type = type->older()) {
      const auto name = message_name(*type);
      in_channel[name] = reference("#/components/messages/" + name);
      messages[name] = message(*type);
    }
  }
  return Document::object(
      {{"asyncapi", "3.0.0"},
       {"info", Document::object({{"title", "Fettle events"},
                                  {"version", "1"},
                                  {"description",
                                   "Every fact of the business, in the order it "
                                   "was decided. Record key: the tenant."}})},
       {"defaultContentType", "application/json"},
       {"channels",
        Document::object({{"events", Document::object({{"address", "fettle.events"},
                                                       {"messages", std::move(in_channel)}})}})},
       {"operations",
        Document::object(
            {{"publishEvents", Document::object({{"action", "send"},
                                                 {"channel", reference("#/channels/events")}})}})},
       {"components",
        Document::object({{"messages", std::move(messages)},
                          {"schemas", Document::object({{"Headers", header_schema()}})}})}});
}

}  // namespace fettle::contracts
