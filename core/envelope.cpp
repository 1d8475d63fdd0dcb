#include "core/envelope.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <unordered_map>

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

class Fields {
 public:
  explicit Fields(Envelope& envelope) : envelope_(envelope) {}

  void take(const Header& header) {
    if (header.name == "ce_dataschema") {
      numbers_ = numbers_ && read_number(behind_last(header.value, '/'), envelope_.schema_version);
    } else if (header.name == "ce_subject") {
      const auto slash = header.value.find('/');
      if (slash == std::string_view::npos) return;
      envelope_.aggregate = header.value.substr(0, slash);
      envelope_.id = header.value.substr(slash + 1);
    } else if (header.name == "ce_sequence") {
      numbers_ = numbers_ && read_number(header.value, envelope_.sequence);
    } else if (header.name == "ce_commitindex") {
      numbers_ = numbers_ && read_number(header.value, envelope_.index);
    } else if (header.name == "ce_commitcount") {
      numbers_ = numbers_ && read_number(header.value, envelope_.count);
    } else if (header.name == "ce_time") {
      time_ = parse_moment(header.value);
    } else if (!take_text(header)) {
      take_first(header);
    }
  }

  Result<Envelope> finish() {
    if (!numbers_) return malformed("a number cannot be read");
    if (!time_) return malformed("ce_time");
    if (envelope_.tenant.empty() || envelope_.type.empty() || envelope_.aggregate.empty() ||
        envelope_.id.empty() || envelope_.commit.empty()) {
      return malformed("one of ce_tenant, ce_type, ce_subject, ce_commitid is missing");
    }
    if (!TenantId::well_formed(envelope_.tenant)) return malformed("ce_tenant is no id");
    if (!CommitId::well_formed(envelope_.commit)) return malformed("ce_commitid is no id");
    // Whatever the aggregate, its key is an id like these.
    if (!CommitId::well_formed(envelope_.id)) return malformed("ce_subject names no id");
    envelope_.time = *time_;
    return envelope_;
  }

 private:
  bool take_text(const Header& header) {
    static const std::unordered_map<std::string_view, std::string_view Envelope::*> texts{
        {"ce_tenant", &Envelope::tenant},
        {"ce_commitid", &Envelope::commit},
        {"ce_type", &Envelope::type},
        {"ce_actor", &Envelope::account},
        {"ce_role", &Envelope::role},
        {"ce_face", &Envelope::face},
        {"ce_commandid", &Envelope::command_id},
        {"ce_correlationid", &Envelope::correlation_id},
        {"ce_causationid", &Envelope::causation_id},
        {"ce_traceparent", &Envelope::traceparent}};
    const auto found = texts.find(header.name);
    if (found == texts.end()) return false;
    envelope_.*found->second = header.value;
    return true;
  }

  void take_first(const Header& header) {
    if (header.name == "ce_idempotencykey") first().key = header.value;
    if (header.name == "ce_requesthash") first().request_hash = header.value;
    if (header.name == "ce_route") first().route = header.value;
    if (header.name == "ce_answer") first().answer = header.value;
    if (header.name == "ce_status") {
      numbers_ = numbers_ && read_number(header.value, first().status);
    }
  }

  FirstAnswer& first() {
    if (!envelope_.first) envelope_.first.emplace();
    return *envelope_.first;
  }

  Envelope& envelope_;
  std::optional<Moment> time_;
  bool numbers_ = true;
};

}  // namespace

Result<Envelope> Envelope::parse(const RecordView& record) {
  Envelope envelope;
  envelope.data = record.value();
  Fields fields(envelope);
  record.each_header([&](const Header& header) { fields.take(header); });
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
