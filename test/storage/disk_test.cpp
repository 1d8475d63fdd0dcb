// The store on a disk: crashes of a real process, and where its files lie.
#include "adapters/storage/object_path.hpp"
#include "test/storage/support/stores.hpp"
#include "test/support/child.hpp"

namespace fettle::test {
namespace {

const std::string picture = bytes_of(300'000);
const auto plan = plan_for("shop/01J9", picture);

}  // namespace

TEST_CASE("child: dies behind the second piece" * doctest::skip()) {
  storage::DiskObjects store(child_folder());
  send_all(store, plan, std::string_view(picture).substr(0, 200'000), 100'000);
  die_like_a_killed_process();
}

TEST_CASE("child: dies behind the end" * doctest::skip()) {
  storage::DiskObjects store(child_folder());
  send_all(store, plan, picture, 100'000);
  REQUIRE(store.finish(plan));
  die_like_a_killed_process();
}

TEST_CASE("[AR-20:part] kill -9 takes no piece that was received, and no end that was told") {
  const TempFolder folder;
  storage::DiskObjects store(folder.path());
  REQUIRE(run_child("child: dies behind the second piece", folder.path()) == SIGKILL);
  CHECK(received(store, plan) == 200'000);
  REQUIRE(run_child("child: dies behind the end", folder.path()) == SIGKILL);
  CHECK(received(store, plan) == picture.size());
  CHECK(finished(store, plan) == Finish::stored);
  CHECK(*store.read(plan.key, 0, picture.size()) == picture);
}

TEST_CASE("a path stays inside its folder, and no two keys share one") {
  const std::filesystem::path folder("/media");
  CHECK(storage::object_path(folder, "shop/01J9") == "/media/shop/01J9");
  CHECK(storage::object_path(folder, "..") == "/media/%2E%2E");
  CHECK(storage::object_path(folder, "shop/..") == "/media/shop/%2E%2E");
  CHECK(storage::object_path(folder, "a:b/c.part") == "/media/a%3Ab/c%2Epart");
  CHECK(storage::object_path(folder, "a%3Ab") == "/media/a%253Ab");
}

TEST_CASE("a folder that cannot be written is a fault, not a crash") {
  storage::DiskObjects store("/proc/nothing-can-be-made-here");
  const auto appended = store.append(plan, 0, picture);
  REQUIRE_FALSE(appended);
  CHECK(appended.error().code == "media_disk_failed");
}

}  // namespace fettle::test
