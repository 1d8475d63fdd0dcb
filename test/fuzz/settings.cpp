// Settings in a TOML file: whatever lies in it, the start is refused by the name of a setting or of
// the line, or every value that was taken is shown as it can be given again.
#include "adapters/cli/tools/settings.hpp"

#include <fstream>

#include "test/fuzz/target.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::cli;
using namespace fettle::fuzz;

namespace {

std::filesystem::path file_of(std::string_view text) {
  static const test::TempFolder folder;
  const auto path = folder.path() / "fettle.toml";
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  return path;
}

void expect_named(const Fault& fault, const std::filesystem::path& path) {
  expect(fault.kind == FaultKind::invalid, "a bad file is the operator's");
  if (fault.code == "settings_file_unreadable") {
    expect(fault.detail.starts_with(path.string()), "an unreadable file is named");
    return;
  }
  expect(fault.code == "setting_unknown" || fault.code == "setting_malformed", "a known code");
  const bool of_the_file = fault.detail.find(" in the file is ") != std::string::npos;
  expect(of_the_file || fault.detail.starts_with("node.roles"), "a bad setting is named");
}

void expect_shown(const EffectiveSettings& settings) {
  SettingSources again;
  for (const auto& one : setting_declarations()) {
    if (settings.origins.at(one.name) == "default") continue;
    again.flags[one.name] = one.show(settings.engine);
  }
  const auto repeated = effective_settings(again);
  expect(repeated.has_value(), "what is shown can be given again");
  for (const auto& one : setting_declarations()) {
    expect(one.show(repeated->engine) == one.show(settings.engine), "and means the same");
  }
  expect(!to_text(settings).empty(), "settings are shown");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SettingSources sources;
  sources.file = file_of(text_of(data, size));
  const auto settings = effective_settings(sources);
  if (settings) {
    expect_shown(*settings);
  } else {
    expect_named(settings.error(), *sources.file);
  }
  return 0;
}
