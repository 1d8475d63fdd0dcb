#include "adapters/cli/tools/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/claim_rule.hpp"
#include "core/header_names.hpp"

namespace fettle::cli {
namespace {

constexpr std::uint64_t last_records = 100;
constexpr std::size_t read_bytes = 1 << 20;
constexpr std::chrono::milliseconds no_wait{0};

std::optional<Offset> claim_named_by(Offset offset, RecordView record) {
  if (is_claim(record)) return offset;
  const auto claim = numeric_header(record, header::claim);
  return claim ? std::optional(Offset{*claim}) : std::nullopt;
}

Result<std::optional<Offset>> newest_claim(Log& log, Partition partition, Offset end) {
  std::optional<Offset> newest;
  Offset at{number(end) - std::min(number(end), last_records)};
  const auto reader = TRY(log.read(partition, at));
  while (at < end) {
    const auto records = TRY(reader->next(read_bytes, no_wait));
    if (records.empty()) break;
    for (const auto& [offset, record] : records) {
      newest = std::max(newest, claim_named_by(offset, record));
      at = next(offset);
    }
  }
  return newest;
}

Result<std::string> owner_by_claim(Log& log, Partition partition, Offset claim) {
  const auto reader = TRY(log.read(partition, claim));
  const auto records = TRY(reader->next(1, no_wait));
  if (records.empty() || !is_claim(records.front().record)) return std::string("unknown");
  return std::string(records.front().record.header(header::owner).value_or("unknown"));
}

using Cells = std::array<std::string, 8>;

Cells cells_of(const PartitionStatus& one) {
  const auto or_dash = [](const std::string& text) { return text.empty() ? "-" : text; };
  const auto lag = one.lag();
  return {std::to_string(number(one.partition)),
          std::to_string(number(one.end)),
          one.claim ? std::to_string(number(one.claim->offset)) : "-",
          or_dash(one.owner.empty() && one.claim ? one.claim->owner : one.owner),
          or_dash(one.owner_member),
          one.projected ? std::to_string(number(*one.projected)) : "-",
          lag ? std::to_string(*lag) : "-",
          or_dash(one.projector_member)};
}

json::Document whole(Offset offset) {
  return json::Document(static_cast<std::int64_t>(number(offset)));
}

json::Document to_document(const PartitionStatus& one) {
  auto made = json::Document::object(
      {{"partition", static_cast<std::int64_t>(number(one.partition))}, {"end", whole(one.end)}});
  if (one.claim) {
    made["claim"] =
        json::Document::object({{"offset", whole(one.claim->offset)}, {"owner", one.claim->owner}});
  }
  if (!one.owner.empty()) made["owner"] = one.owner;
  if (!one.owner_member.empty()) made["owner_member"] = one.owner_member;
  if (!one.projector_member.empty()) made["projector_member"] = one.projector_member;
  if (one.projected) made["projected"] = whole(*one.projected);
  if (const auto lag = one.lag()) made["lag"] = json::Document(static_cast<std::int64_t>(*lag));
  return made;
}

}  // namespace

// Rows that another process folds may have come further than the end that was asked before.
std::optional<std::uint64_t> PartitionStatus::lag() const {
  if (!projected) return std::nullopt;
  return number(end) - std::min(number(end), number(*projected));
}

Result<PartitionStatus> status_of(Log& log, Partition partition,
                                  const std::optional<ClaimSeen>& announced) {
  PartitionStatus status;
  status.partition = partition;
  status.end = TRY(log.durable_end(partition));
  if (announced) status.owner = announced->owner;
  auto claim = TRY(newest_claim(log, partition, status.end));
  if (announced && announced->offset < status.end) claim = std::max(claim, {announced->offset});
  if (claim) status.claim = ClaimSeen{*claim, TRY(owner_by_claim(log, partition, *claim))};
  return status;
}

json::Document to_document(const Status& status) {
  json::Document::Elements partitions;
  for (const auto& one : status.partitions) partitions.push_back(to_document(one));
  return json::Document::object(
      {{"log", status.log.text()}, {"where", status.where}, {"partitions", std::move(partitions)}});
}

std::string to_text(const Status& status) {
  std::vector<Cells> lines{
      {"partition", "end", "claim", "owner", "dealt to", "projected", "lag", "projector"}};
  for (const auto& one : status.partitions) lines.push_back(cells_of(one));
  std::string text = fmt::format("log {} on {}\n", status.log.text(), status.where);
  for (const auto& line : lines) {
    std::string row;
    for (std::size_t column = 0; column < line.size(); ++column) {
      std::size_t width = 0;
      for (const auto& other : lines) width = std::max(width, other[column].size());
      row += fmt::format("{:<{}}  ", line[column], width);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

}  // namespace fettle::cli
