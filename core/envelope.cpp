#include "core/envelope.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <array>

#include "core/text_numbers.hpp"

namespace fettle {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& value) {
  const auto read = whole_number<Number>(text);
  value = read.value_or(0);
  return read.has_value();
}

std::string_view behind_last(std::string_view text, char mark) {
  return text.substr(text.rfind(mark) + 1);
}

Fault malformed(std::string_view what) {
  return {FaultKind::invalid, "envelope_malformed", std::string(what)};
}

// A fixed-size buffer for one header's text; longer ones are a mistake of ours.
using Text = fmt::basic_memory_buffer<char, 192>;
std::string_view view(const Text& text) { return {text.data(), text.size()}; }

// What the headers of one record have told so far.
struct Fields {
  Envelope envelope;
  std::optional<Moment> time;
  bool numbers = true;

  template <class Number>
  void read(std::string_view text, Number& value) {
    numbers = read_number(text, value) && numbers;
  }
  FirstAnswer& first() {
    if (!envelope.first) envelope.first.emplace();
    return *envelope.first;
  }
  void subject(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return;
    envelope.aggregate = text.substr(0, slash);
    envelope.id = text.substr(slash + 1);
  }
  Result<Envelope> finish();
};

struct Known {
  HeaderName name;
  void (*take)(Fields& fields, std::string_view text);
};

template <std::string_view Envelope::*member>
void text(Fields& fields, std::string_view value) {
  fields.envelope.*member = value;
}
template <std::string_view FirstAnswer::*member>
void first(Fields& fields, std::string_view value) {
  fields.first().*member = value;
}

constexpr Known known[] = {
    {"ce_tenant", text<&Envelope::tenant>},
    {"ce_commitid", text<&Envelope::commit>},
    {"ce_type", text<&Envelope::type>},
    {"ce_actor", text<&Envelope::account>},
    {"ce_role", text<&Envelope::role>},
    {"ce_face", text<&Envelope::face>},
    {"ce_commandid", text<&Envelope::command_id>},
    {"ce_correlationid", text<&Envelope::correlation_id>},
    {"ce_causationid", text<&Envelope::causation_id>},
    {"ce_traceparent", text<&Envelope::traceparent>},
    {"ce_idempotencykey", first<&FirstAnswer::key>},
    {"ce_requesthash", first<&FirstAnswer::request_hash>},
    {"ce_route", first<&FirstAnswer::route>},
    {"ce_answer", first<&FirstAnswer::answer>},
    {"ce_status", [](auto& fields, auto text) { fields.read(text, fields.first().status); }},
    {"ce_subject", [](auto& fields, auto text) { fields.subject(text); }},
    {"ce_time", [](auto& fields, auto text) { fields.time = parse_moment(text); }},
    {"ce_sequence", [](auto& fields, auto text) { fields.read(text, fields.envelope.sequence); }},
    {"ce_commitindex", [](auto& fields, auto text) { fields.read(text, fields.envelope.index); }},
    {"ce_commitcount", [](auto& fields, auto text) { fields.read(text, fields.envelope.count); }},
    {"ce_dataschema",
     [](auto& fields, auto text) {
       fields.read(behind_last(text, '/'), fields.envelope.schema_version);
     }},
};

// By the code of the name.
constexpr auto taken_by_code = [] {
  std::array<void (*)(Fields&, std::string_view), std::size(header::names)> made{};
  for (const auto& one : known) made[one.name.code()] = one.take;
  return made;
}();

Result<Envelope> Fields::finish() {
  if (!numbers) return malformed("a number cannot be read");
  if (!time) return malformed("ce_time");
  if (envelope.tenant.empty() || envelope.type.empty() || envelope.aggregate.empty() ||
      envelope.id.empty() || envelope.commit.empty()) {
    return malformed("one of ce_tenant, ce_type, ce_subject, ce_commitid is missing");
  }
  if (!TenantId::well_formed(envelope.tenant)) return malformed("ce_tenant is no id");
  if (!CommitId::well_formed(envelope.commit)) return malformed("ce_commitid is no id");
  // Whatever the aggregate, its key is an id like these.
  if (!CommitId::well_formed(envelope.id)) return malformed("ce_subject names no id");
  envelope.time = *time;
  return envelope;
}

}  // namespace

Result<Envelope> Envelope::parse(const RecordView& record) {
  Fields fields;
  fields.envelope.data = record.value();
  record.each_header([&](const Header& header) {
    if (const auto take = taken_by_code[header.code]) take(fields, header.value);
  });
  return fields.finish();
}

Record make_record(const CommitFacts& facts, const DecidedEvent& event, std::uint64_t sequence,
                   std::uint32_t index, std::uint32_t count, std::string_view data,
                   const FirstAnswer* first) {
  const auto& type = *event.event.type;
  Record record(facts.tenant.text(), data);
  const auto add = [&record](HeaderName name, const auto& format, const auto&... values) {
    Text text;
    fmt::format_to(std::back_inserter(text), format, values...);
    record.add(name, view(text));
  };
  // In the order of their names, as the hash chain takes them.
  record.add("ce_actor", facts.caller.account.text());
  if (first != nullptr) record.add("ce_answer", first->answer);
  if (!facts.causation_id.empty()) record.add("ce_causationid", facts.causation_id);
  record.add("ce_commandid", facts.command_id);
  add("ce_commitcount", FMT_COMPILE("{}"), count);
  record.add("ce_commitid", facts.commit.text());
  add("ce_commitindex", FMT_COMPILE("{}"), index);
  record.add("ce_correlationid", facts.correlation_id);
  add("ce_dataschema", FMT_COMPILE("/schemas/{}/{}"), type.name, type.version);
  record.add("ce_face", facts.caller.face);
  add("ce_id", FMT_COMPILE("{}.{}"), facts.commit.text(), index);
  if (first != nullptr) record.add("ce_idempotencykey", first->key);
  record.add("ce_partitionkey", facts.tenant.text());
  if (first != nullptr) record.add("ce_requesthash", first->request_hash);
  record.add("ce_role", facts.caller.role);
  if (first != nullptr) record.add("ce_route", first->route);
  add("ce_sequence", FMT_COMPILE("{}"), sequence);
  add("ce_source", FMT_COMPILE("/{}"), facts.tenant.text());
  record.add("ce_specversion", "1.0");
  if (first != nullptr) add("ce_status", FMT_COMPILE("{}"), first->status);
  add("ce_subject", FMT_COMPILE("{}/{}"), event.aggregate->name, event.id);
  record.add("ce_tenant", facts.tenant.text());
  record.add("ce_time", to_text(facts.time));
  if (!facts.traceparent.empty()) record.add("ce_traceparent", facts.traceparent);
  record.add("ce_type", type.name);
  record.add("content-type", "application/json");
  return record;
}

}  // namespace fettle
