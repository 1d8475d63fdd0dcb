// What every object store promises (core/ports/objects.hpp).
#include "test/storage/support/stores.hpp"

namespace fettle::test {
namespace {

const std::string key = "shop/01J9ZABC";
constexpr std::size_t megabyte = 1024 * 1024;
const std::string clip = bytes_of(12 * megabyte + 345);  // three parts on S3
const auto plan = plan_for(key, clip);

std::string piece(std::size_t number) { return clip.substr(number * megabyte, megabyte); }

}  // namespace

TEST_CASE_TEMPLATE("[AR-20:part] what arrives piece by piece is stored whole", Store, OnDisk,
                   OnS3) {
  Store store;
  CHECK(received(*store.at, plan) == 0);
  CHECK(send_all(*store.at, plan, clip) == clip.size());
  CHECK(received(*store.at, plan) == clip.size());
  CHECK(finished(*store.at, plan) == Finish::stored);
  CHECK(finished(*store.at, plan) == Finish::stored);
  CHECK(received(*store.at, plan) == clip.size());
  CHECK(*store.at->size_of(key) == clip.size());
  CHECK(*store.at->read(key, 0, clip.size()) == clip);
  CHECK(*store.at->read(key, 5, 10) == clip.substr(5, 10));
  CHECK(*store.at->read(key, clip.size() - 3, 10) == clip.substr(clip.size() - 3));
  REQUIRE(store.at->remove(key));
  REQUIRE(store.at->remove(key));
  CHECK_FALSE(*store.at->size_of(key));
}

TEST_CASE_TEMPLATE("[AR-20:part] a repeated piece is harmless, and a gap adds nothing", Store,
                   OnDisk, OnS3) {
  Store store;
  CHECK(*store.at->append(plan, 0, piece(0)) == megabyte);
  CHECK(*store.at->append(plan, 0, piece(0)) == megabyte);
  CHECK(*store.at->append(plan, 2 * megabyte, piece(2)) == megabyte);
  const auto overlapping = clip.substr(megabyte - 100, megabyte);
  CHECK(*store.at->append(plan, megabyte - 100, overlapping) == 2 * megabyte - 100);
  const auto rest = clip.substr(2 * megabyte - 100) + "more than was announced";
  CHECK(*store.at->append(plan, 2 * megabyte - 100, rest) == clip.size());
  CHECK(finished(*store.at, plan) == Finish::stored);
  CHECK(*store.at->append(plan, 0, piece(0)) == clip.size());
  CHECK(*store.at->read(key, 0, clip.size()) == clip);
}

TEST_CASE_TEMPLATE("[AR-20:part] after a crash an upload goes on where it was", Store, OnDisk,
                   OnS3) {
  Store store;
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(*store.at->append(plan, i * megabyte, piece(i)) == (i + 1) * megabyte);
    store.crash();
    CHECK(received(*store.at, plan) == (i + 1) * megabyte);
  }
  CHECK(*store.at->append(plan, 12 * megabyte, piece(12)) == clip.size());
  store.crash();
  CHECK(finished(*store.at, plan) == Finish::stored);
  store.crash();
  CHECK(finished(*store.at, plan) == Finish::stored);
  CHECK(*store.at->read(key, 0, clip.size()) == clip);
}

TEST_CASE_TEMPLATE("[AR-21:part] other bytes than announced are thrown away", Store, OnDisk, OnS3) {
  Store store;
  auto other = clip;
  other[clip.size() / 2] = static_cast<char>(other[clip.size() / 2] ^ 1);
  send_all(*store.at, plan, other);
  CHECK(finished(*store.at, plan) == Finish::hash_differs);
  CHECK(received(*store.at, plan) == 0);
  CHECK_FALSE(*store.at->size_of(key));
  send_all(*store.at, plan, clip);
  CHECK(finished(*store.at, plan) == Finish::stored);
}

TEST_CASE_TEMPLATE("an end that comes too early stores nothing", Store, OnDisk, OnS3) {
  Store store;
  CHECK(*store.at->append(plan, 0, piece(0)) == megabyte);
  CHECK(finished(*store.at, plan) == Finish::size_differs);
  CHECK_FALSE(*store.at->size_of(key));
  CHECK(received(*store.at, plan) == 0);
}

TEST_CASE_TEMPLATE("an upload that is given up leaves nothing", Store, OnDisk, OnS3) {
  Store store;
  REQUIRE(store.at->abort(plan));
  send_all(*store.at, plan, clip);
  REQUIRE(store.at->abort(plan));
  REQUIRE(store.at->abort(plan));
  CHECK(received(*store.at, plan) == 0);
  CHECK_FALSE(*store.at->size_of(key));
  CHECK(store.at->read(key, 0, 1).error().code == "object_missing");
}

TEST_CASE_TEMPLATE("what nobody goes on with is swept, and only that", Store, OnDisk, OnS3) {
  Store store;
  send_all(*store.at, plan, clip);
  const auto small = bytes_of(10);
  const auto kept = plan_for("shop/kept", small);
  send_all(*store.at, kept, small);
  CHECK(finished(*store.at, kept) == Finish::stored);
  const auto now = SystemClock().now();
  CHECK(*store.at->sweep(now - std::chrono::hours(1)) == 0);
  CHECK(received(*store.at, plan) == clip.size());
  CHECK(*store.at->sweep(now + std::chrono::hours(1)) == 1);
  CHECK(received(*store.at, plan) == 0);
  CHECK(*store.at->size_of("shop/kept") == 10);
}

TEST_CASE_TEMPLATE("a key is only a name, whatever it holds", Store, OnDisk, OnS3) {
  Store store;
  const auto small = bytes_of(20);
  const std::string up = "..";
  for (const auto& odd :
       {up + "/" + up, "a.b:c@d/" + up, std::string("shop/x.part"), std::string("店/照片 1")}) {
    CAPTURE(odd);
    const auto its = plan_for(odd, small);
    send_all(*store.at, its, small);
    CHECK(finished(*store.at, its) == Finish::stored);
    CHECK(*store.at->read(odd, 0, 20) == small);
  }
}

}  // namespace fettle::test
