#include "adapters/cli/tools/verify.hpp"

#include <fmt/format.h>

#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/copying.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

struct VerifyOptions {
  std::string against;
};

// Checksums of the segments first: what cannot be read cannot be proven.
Result<void> verify_files(segment_log::SegmentLog& log) {
  TerminalProgress progress("segments");
  const auto end = number(TRY(log.durable_end(Partition{0})));
  auto verified = log.verify(
      [&](const segment_log::Verified& so_far) { return progress.at(so_far.records, end); });
  if (verified) return {};
  if (verified.error().code == "verify_stopped") return interrupted();
  return verified.error();
}

Result<Verification> run(const Surroundings& around, const VerifyOptions& options) {
  const auto opened = TRY(open_log(around));
  Heads against;
  if (!options.against.empty()) {
    const auto text = TRY(read_text(options.against));
    against = TRY(parse_heads(text));
  }
  const auto files = opened->segments ? verify_files(*opened->segments) : Result<void>();
  if (!files && files.error().kind != FaultKind::damaged) return files.error();
  const auto appends = opened->segments ? Appends::whole_commits : Appends::single_records;
  TerminalProgress progress("verify");
  auto found = TRY(verify(*opened->log, against, progress, appends));
  if (!files && found.damage_count == 0) {
    found.damage_count = 1;
    found.damage.push_back({Partition{0}, Offset{0}, files.error().code, files.error().detail});
  }
  return found;
}

int show(const Verification& found) {
  fmt::print("records {}, commits {}, events {}, claims {}, void {}\n", found.records,
             found.commits, found.events, found.claims, found.void_records);
  fmt::print("# heads: tenant, events, offset, hash\n{}", to_text(found.heads));
  for (const auto& damage : found.damage) {
    fmt::print(stderr, "fettle: {}: partition {}: offset {}: {}\n", damage.code,
               number(damage.partition), number(damage.offset), damage.detail);
  }
  if (found.damage_count == 0) return exit_fine;
  fmt::print(stderr, "fettle: {} damaged places\n", found.damage_count);
  return exit_found_wrong;
}

}  // namespace

void add_verify(Menu& menu) {
  auto options = std::make_shared<VerifyOptions>();
  auto app = menu.add("verify", "Prove that the whole log is what was written.",
                      "  fettle verify\n"
                      "  fettle verify --against backups/monday/HEADS",
                      [options](Surroundings& around) {
                        const auto found = run(around, *options);
                        return found ? show(*found) : report(found.error());
                      });
  app.text("--against", options->against,
           "A file of heads noted elsewhere, as this command prints them");
}

}  // namespace fettle::cli
