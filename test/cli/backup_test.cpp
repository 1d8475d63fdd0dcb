// `fettle backup` and `fettle restore`: what comes back is the same business on a new log.
#include <doctest/doctest.h>

#include <fstream>

#include "adapters/cli/tools/as_of.hpp"
#include "adapters/cli/tools/backup.hpp"
#include "adapters/cli/tools/copying.hpp"
#include "test/cli/installation.hpp"

using namespace fettle;
using namespace fettle::cli;
using fettle::test::Installation;
using fettle::test::TempFolder;
namespace fs = std::filesystem;

namespace {

struct BackedUpShop : Installation {
  BackedUpShop() {
    make_tenant("demo");
    make_tenant("north");
    box = make_box("blue");
    add_things(box, 5);
    make_box("red", "north");
    note = must(back_up({data(), backup}, clock.now(), progress));
  }
  RestorePlan plan() const { return {backup, restored, data() / "master.key", std::nullopt}; }
  Restored restore_it(const RestorePlan& how) { return must(restore(how, dice, progress)); }

  TempFolder elsewhere;
  fs::path backup = elsewhere.path() / "backup";
  fs::path restored = elsewhere.path() / "restored";
  NoProgress progress;
  std::string box;
  BackupNote note{LogId("none"), Moment(Micros{0}), Offset{}, 0};
};

std::string label_of(Installation& shop, const std::string& box) {
  NoProgress progress;
  const auto state =
      Installation::must(state_as_of({*shop.log, shop.domain, *shop.keys, shop.dice}, Partition{0},
                                     {"demo", "box", box}, std::nullopt, progress));
  const auto* label = state.state.find("label");
  return label == nullptr || label->text() == nullptr ? "none" : *label->text();
}

}  // namespace

TEST_CASE("a backup beside a running server is whole and says what it holds") {
  BackedUpShop shop;
  CHECK(shop.note.events == 5);
  CHECK(shop.note.log == shop.log->id());
  CHECK(fs::exists(shop.backup / "BACKUP"));
  CHECK(fs::exists(shop.backup / "HEADS"));
  CHECK_FALSE(fs::exists(shop.backup / "master.key"));
}

TEST_CASE("a restored system has a new log id, the same states, and goes on working") {
  BackedUpShop shop;
  const auto restored = shop.restore_it(shop.plan());
  CHECK(restored.log != shop.log->id());
  CHECK(restored.events == 5);
  CHECK_FALSE(fs::exists(shop.restored.string() + ".restoring"));

  Installation again(shop.restored);
  CHECK(again.log->id() == restored.log);
  CHECK(label_of(again, shop.box) == "label of blue");
  CHECK(again.add_things(shop.box, 1).version == 3);
}

TEST_CASE("a key used before the backup still stands for its command in the restored system") {
  BackedUpShop shop;
  const toy::AddThings command{toy::Box::Key(shop.box), Whole<0, 100>(2)};
  const auto first = shop.send(command, "demo", "the-key");
  fs::remove_all(shop.backup);
  Installation::must(back_up({shop.data(), shop.backup}, shop.clock.now(), shop.progress));
  shop.restore_it(shop.plan());
  Installation again(shop.restored);
  const auto repeated = again.send(command, "demo", "the-key");
  CHECK(repeated.repeated);
  CHECK(repeated.version == first.version);
}

TEST_CASE("the chains of a restored log lead on from the backed up heads") {
  BackedUpShop shop;
  shop.restore_it(shop.plan());
  Installation again(shop.restored);
  again.add_things(shop.box, 1);
  const auto text = Installation::must(read_text(shop.backup / "HEADS"));
  const auto heads = Installation::must(parse_heads(text));
  CHECK(Installation::must(verify(*again.log, heads, shop.progress)).damage_count == 0);
}

TEST_CASE("a person erased after the backup is erased again in the restored system") {
  BackedUpShop shop;
  REQUIRE(shop.keys->erase(TenantId("demo"), PersonId("owner-of-" + shop.box)));
  auto plan = shop.plan();
  plan.erasures = shop.data() / "keys" / "erasures.log";
  shop.restore_it(plan);
  Installation again(shop.restored);
  CHECK(label_of(again, shop.box) == "none");
}

TEST_CASE("without the later list the person's fields come back: the test above can fail") {
  BackedUpShop shop;
  REQUIRE(shop.keys->erase(TenantId("demo"), PersonId("owner-of-" + shop.box)));
  shop.restore_it(shop.plan());
  Installation again(shop.restored);
  CHECK(label_of(again, shop.box) == "label of blue");
}

TEST_CASE("backup and restore refuse a folder that is not empty") {
  BackedUpShop shop;
  CHECK(back_up({shop.data(), shop.backup}, shop.clock.now(), shop.progress).error().code ==
        "target_not_empty");
  fs::create_directories(shop.restored);
  std::ofstream(shop.restored / "something") << "here";
  CHECK(restore(shop.plan(), shop.dice, shop.progress).error().code == "target_not_empty");
}

TEST_CASE("a backup that was cut off is not restored") {
  BackedUpShop shop;
  fs::remove(shop.backup / "BACKUP");
  CHECK(restore(shop.plan(), shop.dice, shop.progress).error().code == "backup_incomplete");
  CHECK_FALSE(fs::exists(shop.restored));
}

TEST_CASE("a backup with other heads than its log is not restored, and leaves nothing behind") {
  BackedUpShop shop;
  auto text = Installation::must(read_text(shop.backup / "HEADS"));
  auto& digit = text[text.size() - 2];
  digit = digit == '0' ? '1' : '0';
  REQUIRE(write_durably(shop.backup / "HEADS", text));
  CHECK(restore(shop.plan(), shop.dice, shop.progress).error().code == "restored_differs");
  CHECK_FALSE(fs::exists(shop.restored));
  CHECK_FALSE(fs::exists(shop.restored.string() + ".restoring"));
}

TEST_CASE("another master key does not open a backup") {
  BackedUpShop shop;
  auto plan = shop.plan();
  plan.master_key = shop.elsewhere.path() / "other.key";
  std::ofstream(plan.master_key) << std::string(64, 'a');
  CHECK(restore(plan, shop.dice, shop.progress).error().code == "master_key_mismatch");
}
