#include "adapters/cli/tools/cloud_event.hpp"

#include <fmt/format.h>

#include "core/crypto/crypto.hpp"
#include "core/hash_chain.hpp"
#include "schemas/codec/codec.hpp"

namespace fettle::cli {
namespace {

constexpr std::string_view prefix = "ce_";

void append_attribute(std::string& line, std::string_view name, std::string_view value) {
  line += line.empty() ? '{' : ',';
  json::append_quoted(line, name);
  line += ':';
  json::append_quoted(line, value);
}

// RFC 4180: quoted always, so that a line feed or a comma inside is no question.
void append_cell(std::string& line, std::string_view text) {
  if (!line.empty()) line += ',';
  line += '"';
  for (const char letter : text) {
    if (letter == '"') line += '"';
    line += letter;
  }
  line += '"';
}

}  // namespace

std::string cloud_event(RecordView record, const std::string& position, std::string_view data) {
  std::string line;
  record.each_header([&](const Header& header) {
    if (header.is("content-type")) append_attribute(line, "datacontenttype", header.value);
    if (!header.name.starts_with(prefix)) return;
    append_attribute(line, header.name.substr(prefix.size()), header.value);
  });
  append_attribute(line, "fettleposition", position);
  if (const auto hash = stored_hash(record)) {
    append_attribute(line, "fettlehash", crypto::to_hex(crypto::text(*hash)));
  }
  line += ",\"data\":";
  line += data;
  return line + "}\n";
}

std::string csv_heading() {
  return "position,time,tenant,type,version,aggregate,id,sequence,commit,index,actor,role,face,"
         "command,correlation,causation,data\r\n";
}

std::string csv_line(const Envelope& e, const std::string& position, std::string_view data) {
  std::string line;
  const auto version = std::to_string(e.schema_version), sequence = std::to_string(e.sequence),
             index = std::to_string(e.index), time = to_text(e.time);
  for (const std::string_view cell :
       {std::string_view(position), std::string_view(time), e.tenant, e.type,
        std::string_view(version), e.aggregate, e.id, std::string_view(sequence), e.commit,
        std::string_view(index), e.account, e.role, e.face, e.command_id, e.correlation_id,
        e.causation_id, data}) {
    append_cell(line, cell);
  }
  return line + "\r\n";
}

}  // namespace fettle::cli
