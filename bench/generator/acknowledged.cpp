#include "bench/generator/acknowledged.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

#include "bench/generator/numbered_text.hpp"
#include "core/position.hpp"

namespace fettle::bench {

std::string key_prefix(const std::string& run) { return run + "-0000-4000-8000-"; }

bool Acknowledged::add(std::uint64_t number, std::string_view position) {
  const auto parsed = parse_position(position);
  if (!parsed) return false;
  commands_.push_back({number, fettle::number(parsed->partition), fettle::number(parsed->offset)});
  return true;
}

Result<void> Acknowledged::write(const std::string& path, const std::string& run) const {
  const auto prefix = key_prefix(run);
  std::string text;
  for (const auto& one : commands_) {
    const auto digits = NumberedText::spelt(one.number);
    fmt::format_to(std::back_inserter(text), FMT_COMPILE("{}{} {}:{}\n"), prefix,
                   std::string_view(digits.data(), digits.size()), one.partition, one.offset);
  }
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return {};
  return Fault{FaultKind::unavailable, "output_failed", path + " cannot be written"};
}

}  // namespace fettle::bench
