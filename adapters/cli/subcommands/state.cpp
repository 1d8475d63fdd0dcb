#include <fmt/format.h>

#include "adapters/cli/subcommands/opened.hpp"
#include "adapters/cli/tools/as_of.hpp"
#include "adapters/cli/tools/personal_fields.hpp"
#include "adapters/cli/tools/terminal.hpp"

namespace fettle::cli {
namespace {

struct StateOptions {
  std::string key, as_of, diff;
  bool personal = false;
};

Result<json::Document> run(const Surroundings& around, const StateOptions& options) {
  const auto opened = TRY(open_log(around));
  auto& log = *opened->log;
  NoKeys no_keys;
  std::unique_ptr<Keys> keys;
  if (options.personal) keys = TRY(open_keys(around));
  const auto key = TRY(AggregateKey::parse(options.key));
  const auto partition = TRY(partition_of(around, TenantId(key.tenant)));
  const AsOfPorts ports{log, around.domain, keys ? *keys : no_keys, around.dice};
  const auto at = [&](const std::string& text) -> Result<AggregateAsOf> {
    std::optional<Instant> until;
    if (!text.empty()) until = TRY(parse_instant(text, log));
    TerminalProgress progress("fold");
    return state_as_of(ports, partition, key, until, progress);
  };
  const auto first = TRY(at(options.as_of));
  if (options.diff.empty()) return to_document(first);
  const auto second = TRY(at(options.diff));
  return json::Document::object({{"from", static_cast<std::int64_t>(first.version)},
                                 {"to", static_cast<std::int64_t>(second.version)},
                                 {"changes", differences(first.state, second.state)}});
}

}  // namespace

void add_state(Menu& menu) {
  auto options = std::make_shared<StateOptions>();
  auto app = menu.add("state", "Show an aggregate as it was, or what changed between two moments.",
                      "  fettle state demo/job/01J…\n"
                      "  fettle state demo/job/01J… --as-of 2026-11-20T12:00:00Z\n"
                      "  fettle state demo/job/01J… --as-of 120 --diff 180",
                      [options](Surroundings& around) {
                        const auto document = run(around, *options);
                        if (!document) return report(document.error());
                        fmt::print("{}", document->pretty());
                        return static_cast<int>(exit_fine);
                      });
  app.needed("key", options->key, "<tenant>/<type>/<id>");
  app.text("--as-of", options->as_of, "A moment, a position or an offset; else now");
  app.text("--diff", options->diff, "Show what changed from --as-of to here");
  app.flag("--personal", options->personal, "Open personal fields; else they are null");
}

}  // namespace fettle::cli
