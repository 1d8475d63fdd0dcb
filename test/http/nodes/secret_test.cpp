// Who may speak as a node, and for how long what it said is believed.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <fstream>

#include "adapters/http/nodes/node_secret.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::http;
namespace fs = std::filesystem;

namespace {

const NodeSecret ours{std::string(32, 's')};
const NodeSecret::Message message{"POST", node_route, "{}"};
constexpr Moment noon{Micros{1'763'700'000'000'000}};

bool known(const std::string& proof, const NodeSecret::Message& said = message, Moment now = noon) {
  const auto checked = ours.check(proof, said, now);
  if (!checked) {
    CHECK(checked.error().code == "node_unknown");
    CHECK(checked.error().kind == Refusal::unauthorized);
  }
  return checked.has_value();
}

struct SecretFile {
  explicit SecretFile(const std::string& text, fs::perms allowed = fs::perms::owner_read) {
    std::ofstream(path) << text;
    fs::permissions(path, allowed);
  }
  std::string load() const {
    const auto loaded = NodeSecret::load(path);
    return loaded ? loaded->prove(message, noon) : loaded.error().code;
  }
  fettle::test::TempFolder folder;
  std::string path = folder.path() / "node.secret";
};

}  // namespace

TEST_CASE("a node that holds the secret is known, by another secret or none it is not") {
  CHECK(known(ours.prove(message, noon)));
  CHECK(!known(NodeSecret(std::string(32, 'x')).prove(message, noon)));
  CHECK(!ours.check(std::nullopt, message, noon));
  for (const auto* text : {"", "t=1", "t=,mac=", "t=1763700000,mac=", "mac=1,t=1"}) {
    CAPTURE(text);
    CHECK(!known(text));
  }
}

TEST_CASE("a proof is for one message only") {
  const auto proof = ours.prove(message, noon);
  CHECK(!known(proof, {"PUT", node_route, "{}"}));
  CHECK(!known(proof, {"POST", "/internal/other", "{}"}));
  CHECK(!known(proof, {"POST", node_route, "{} "}));
  CHECK(!known(proof, {"POST", "/internal/commands{", "}"}));
}

TEST_CASE("a proof holds within the window, before and after, and no second longer") {
  const auto proof = ours.prove(message, noon);
  const Micros window = node_clock_window, second = std::chrono::seconds(1);
  CHECK(known(proof, message, noon + window));
  CHECK(known(proof, message, noon - window));
  CHECK(!known(proof, message, noon + window + second));
  CHECK(!known(proof, message, noon - window - second));
}

TEST_CASE("a proof with any byte changed is none") {
  const auto proof = ours.prove(message, noon);
  CHECK(rc::check("changed proofs", [&] {
    auto changed = proof;
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    changed[at] = *rc::gen::distinctFrom(proof[at]);
    RC_ASSERT(!ours.check(changed, message, noon));
  }));
}

TEST_CASE("the secret is the file's text, with or without a line's end") {
  const std::string text(32, 's');
  CHECK(SecretFile(text).load() == ours.prove(message, noon));
  CHECK(SecretFile(text + "\n").load() == ours.prove(message, noon));
}

TEST_CASE("a secret that its group may read, as Kubernetes mounts it, is taken") {
  CHECK(SecretFile(std::string(32, 's'), fs::perms::owner_read | fs::perms::group_read).load() ==
        ours.prove(message, noon));
}

TEST_CASE("a secret that is short, missing or open to others is refused") {
  const std::string one_too_few(31, 's');
  CHECK(SecretFile(one_too_few + "\n").load() == "node_secret_unusable");
  CHECK(SecretFile("").load() == "node_secret_unusable");
  const std::string text(32, 's');
  for (const auto more : {fs::perms::others_read, fs::perms::others_write, fs::perms::others_exec,
                          fs::perms::group_write}) {
    CHECK(SecretFile(text, fs::perms::owner_read | more).load() == "node_secret_unusable");
  }
  CHECK(NodeSecret::load("/tmp/nowhere/node.secret").error().code == "node_secret_unusable");
}
