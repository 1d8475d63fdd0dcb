// What an operator is given under ops/ fits the product; and each check finds what does not.
#include <doctest/doctest.h>

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "test/support/command.hpp"
#include "test/support/temp_folder.hpp"

namespace {

namespace fs = std::filesystem;
using fettle::test::TempFolder;

fettle::test::CommandRun run(const std::string& command) {
  return fettle::test::run_command("cd '" FETTLE_SOURCE_ROOT "' && " + command + " 2>&1");
}

// A copy of what the checks read, of which a test spoils a piece.
class Copy {
 public:
  Copy() {
    for (const auto* part : {"ops", "core", "adapters"}) {
      fs::copy(fs::path(FETTLE_SOURCE_ROOT) / part, folder_.path() / part,
               fs::copy_options::recursive);
    }
  }
  void replace(const std::string& file, const std::string& old, const std::string& with) const {
    std::ifstream in(folder_.path() / file);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    std::ofstream(folder_.path() / file) << text.replace(at, old.size(), with);
  }
  void remove(const std::string& file) const { REQUIRE(fs::remove(folder_.path() / file)); }
  std::string path() const { return folder_.path().string(); }
  std::string complaints(const std::string& check) const {
    return run("ops/check-files --root '" + folder_.path().string() + "' " + check).text;
  }

 private:
  TempFolder folder_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

constexpr auto rules = "ops/prometheus/rules.yaml";
constexpr auto rules_test = "ops/prometheus/rules_test.yaml";
constexpr auto behind = "ops/runbooks/FettleProjectorBehind.md";

}  // namespace

TEST_CASE("what an operator is given fits the product: alerts, runbooks, dashboard, units") {
  const auto checked = run("ops/check-files");
  CHECK(checked.text == "");
  CHECK(checked.status == 0);
}

TEST_CASE("a metric that the product does not have, or that the dashboard leaves out, is named") {
  const Copy copy;
  copy.replace(rules, "fettle_projector_lag_seconds", "fettle_projector_lag_minutes");
  copy.replace("adapters/http/request_meter.cpp", "fettle_http_refused_total", "fettle_http_no");
  const auto text = copy.complaints("metrics");
  CHECK(has(text, "ops/prometheus/rules.yaml: no metric fettle_projector_lag_minutes"));
  CHECK(has(text, "ops/prometheus/rules.yaml: no metric fettle_http_refused_total"));
  CHECK(has(text, "ops/grafana/fettle.json: does not show fettle_http_no"));
}

TEST_CASE("an alert without its page, and a page without its alert, are named") {
  const Copy copy;
  copy.replace(rules, "alert: FettleSlow", "alert: FettleLame");
  copy.replace(behind, "## Way back", "## The way back");
  copy.remove("ops/runbooks/FettleDown.md");
  const auto text = copy.complaints("runbooks");
  CHECK(has(text, "ops/runbooks/FettleLame.md is not there"));
  CHECK(has(text, "ops/runbooks/FettleSlow.md: no alert of that name"));
  CHECK(has(text, "ops/runbooks/FettleDown.md is not there"));
  std::string misplaced = ": expected is";
  misplaced.insert(0, behind);
  CHECK(has(text, misplaced));
}

TEST_CASE("a command, a setting and a line of a unit that do not exist are named") {
  const Copy copy;
  copy.replace(behind, "`fettle rebuild`", "`fettle remake`");
  copy.replace("ops/kubernetes/fettle.yaml", "FETTLE_HTTP_PORT", "FETTLE_HTTP_DOOR");
  copy.replace("ops/systemd/fettle.service", "ProtectHome=", "ProtectHouse=");
  CHECK(has(copy.complaints("commands"), "no command fettle remake"));
  CHECK(has(copy.complaints("settings"), "no setting FETTLE_HTTP_DOOR"));
  CHECK(has(copy.complaints("units"), "ProtectHouse"));
}

TEST_CASE("each alert that compares series fires when it is to, and not by a spoilt rule") {
  if (run("command -v promtool").status != 0) {
    MESSAGE("skipped: promtool is not installed, and ops/setup does not bring it");
    return;
  }
  std::string command = "promtool test rules ";
  command += rules_test;
  const auto ours = run(command);
  CHECK_MESSAGE(ours.status == 0, ours.text);
  const Copy copy;
  copy.replace(rules, "rate(fettle_projector_events_total[5m]) == 0",
               "rate(fettle_projector_events_total[5m]) > 0");
  const auto spoilt = run("promtool test rules '" + copy.path() + "/" + rules_test + "'");
  CHECK(has(spoilt.text, "FettleProjectorStuck"));
  CHECK(spoilt.status == 1);
}

TEST_CASE("the compose file and the manifests keep to their schemas, and another does not") {
  const auto ours = run("ops/check-schemas");
  // Also ops/test says so, in its last line.
  if (ours.status == 4 && std::getenv("FETTLE_TEST_NO_SKIP") == nullptr) {
    MESSAGE("skipped: " << ours.text);
    return;
  }
  CHECK(ours.text == "");
  CHECK(ours.status == 0);
  const Copy copy;
  copy.replace("ops/compose/compose.yaml", "restart:", "restat:");
  copy.replace("ops/kubernetes/fettle.yaml", "replicas: 3", "replicas: three");
  const auto spoilt = run("ops/check-schemas --root '" + copy.path() + "'");
  CHECK(has(spoilt.text, "restat"));
  CHECK(has(spoilt.text, "spec.replicas: 'three'"));
  CHECK(spoilt.status == 1);
}
