#include "adapters/segment_log/segment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/bytes.hpp"
#include "core/crc32c.hpp"
#include "core/text_numbers.hpp"

namespace fettle::segment_log {
namespace {

// u64 magic, u32 checksum of what follows, u32 version, u64 first offset, then the seal of the
// previous segment (u8 1 if there is one, u64 first, u64 end, u64 end position, u64 batches, u32
// checksum), u8 size of the log id, the log id; zeros to the end of the page.
constexpr std::uint64_t magic = 0x4745535f45544c46;  // "FLTE_SEG"
constexpr std::uint32_t version = 2;                 // 1: header names were spelled out
constexpr std::size_t checksummed_from = 12;
constexpr std::string_view suffix = ".seg";
constexpr std::size_t digits = 20;

std::optional<Offset> offset_of_name(std::string_view name) {
  if (name.size() != digits + suffix.size() || !name.ends_with(suffix)) return std::nullopt;
  const auto value = whole_number<std::uint64_t>(name.substr(0, digits));
  return value ? std::optional(Offset{*value}) : std::nullopt;
}

template <class Number>
Number take(std::string_view& page) {
  const auto value = load_little<Number>(page.data());
  page.remove_prefix(sizeof value);
  return value;
}

SegmentSeal take_seal(std::string_view& page) {
  SegmentSeal seal;
  seal.first = Offset{take<std::uint64_t>(page)};
  seal.end = Offset{take<std::uint64_t>(page)};
  seal.end_position = take<std::uint64_t>(page);
  seal.batches = take<std::uint64_t>(page);
  seal.checksum = take<std::uint32_t>(page);
  return seal;
}

}  // namespace

std::string segment_name(Offset first) { return fmt::format("{:020}{}", number(first), suffix); }

std::string segment_path(const std::string& directory, Offset first) {
  return directory + "/" + segment_name(first);
}

Result<std::vector<Offset>> list_segments(Disk& disk, const std::string& directory) {
  std::vector<Offset> firsts;
  for (const auto& name : TRY(disk.list(directory))) {
    if (const auto first = offset_of_name(name)) firsts.push_back(*first);
  }
  std::sort(firsts.begin(), firsts.end());
  return firsts;
}

std::string encode(const SegmentHead& head) {
  std::string page;
  const auto seal = head.previous.value_or(SegmentSeal{});
  append_little(page, magic);
  append_little(page, std::uint32_t{0});
  append_little(page, version);
  append_little(page, number(head.first));
  append_little(page, static_cast<std::uint8_t>(head.previous.has_value()));
  append_little(page, number(seal.first));
  append_little(page, number(seal.end));
  append_little(page, seal.end_position);
  append_little(page, seal.batches);
  append_little(page, seal.checksum);
  append_little(page, static_cast<std::uint8_t>(head.log.text().size()));
  page += head.log.text();
  page.resize(head_bytes, '\0');
  store_little(page.data() + 8, crc32c(std::string_view(page).substr(checksummed_from)));
  return page;
}

Result<SegmentHead> read_head(DiskFile& file, const std::string& path, Offset first) {
  std::string page(head_bytes, '\0');
  const auto got = TRY(file.read_at(0, page.data(), page.size()));
  std::string_view rest(page);
  if (got != head_bytes || take<std::uint64_t>(rest) != magic) {
    return damaged(path, 0, "this is not the head of a segment");
  }
  const auto checksum = take<std::uint32_t>(rest);
  if (crc32c(rest) != checksum) return damaged(path, 0, "the head is not what was written");
  if (const auto found = take<std::uint32_t>(rest); found != version) {
    return Fault{
        FaultKind::mismatch, "log_version_unknown",
        fmt::format("{} has format {}, this program reads {}; use the program that wrote it", path,
                    found, version)};
  }
  const Offset named{take<std::uint64_t>(rest)};
  const bool has_previous = take<std::uint8_t>(rest) != 0;
  const auto seal = take_seal(rest);
  const auto id = rest.substr(1, static_cast<std::uint8_t>(rest[0]));
  if (named != first) {
    return damaged(path, 0, fmt::format("the head says first offset {}", number(named)));
  }
  if (!LogId::well_formed(id)) return damaged(path, 0, "the head names no log");
  return SegmentHead{LogId(std::string(id)), named,
                     has_previous ? std::optional(seal) : std::nullopt};
}

Fault damaged(const std::string& path, std::uint64_t position, std::string_view what) {
  return {FaultKind::damaged, "log_damaged",
          fmt::format("{} at byte {}: {}; restore the log from a backup", path, position, what)};
}

}  // namespace fettle::segment_log
