// The store on S3 on bad days: lost answers, errors behind a 200, another node.
#include "adapters/web/curl_web.hpp"
#include "test/storage/support/stores.hpp"

namespace fettle::test {
namespace {

constexpr std::size_t megabyte = 1024 * 1024;
const std::string clip = bytes_of(11 * megabyte);
const auto plan = plan_for("shop/01J9", clip);
constexpr std::chrono::milliseconds hasty{1'500}, patient{60'000};

// As a client does who hears 503: asks how far it came, and goes on.
void send_with_patience(ObjectStore& store, int faults) {
  std::uint64_t offset = 0;
  while (offset < clip.size()) {
    const auto now = store.append(plan, offset, std::string_view(clip).substr(offset, megabyte));
    if (!now) REQUIRE(--faults >= 0);
    offset = now ? *now : received(store, plan);
  }
}

}  // namespace

TEST_CASE("a part whose answer is lost, or that is refused, is sent again or found") {
  for (const auto* fault : {"cut", "refuse", "fail", "html", "slow"}) {
    CAPTURE(fault);
    OnS3 store;
    store.fake().next("UploadPart", fault);
    send_with_patience(*store.at, 1);
    CHECK(finished(*store.at, plan) == Finish::stored);
    CHECK(*store.at->read(plan.key, 0, clip.size()) == clip);
  }
}

TEST_CASE("an end whose answer is lost, or is an error behind 200, is told again") {
  for (const auto* fault : {"cut", "refuse", "fail", "error200", "html", "half"}) {
    CAPTURE(fault);
    OnS3 store;
    send_with_patience(*store.at, 0);
    store.fake().next("CompleteMultipartUpload", fault);
    const auto first = store.at->finish(plan);
    REQUIRE_FALSE(first);
    CHECK(first.error().kind == FaultKind::unavailable);
    CHECK(received(*store.at, plan) == clip.size());
    CHECK(finished(*store.at, plan) == Finish::stored);
    CHECK(*store.at->read(plan.key, 0, clip.size()) == clip);
  }
}

TEST_CASE("half of what was asked for is nothing") {
  OnS3 store;
  send_all(*store.at, plan, clip);
  REQUIRE(finished(*store.at, plan) == Finish::stored);
  store.fake().next("GetObject", "half");
  const auto torn = store.at->read(plan.key, 0, megabyte);
  REQUIRE_FALSE(torn);
  CHECK(torn.error().kind == FaultKind::unavailable);
  CHECK(*store.at->read(plan.key, 0, megabyte) == clip.substr(0, megabyte));
}

TEST_CASE("a server that never answers is given up in time; what it did all the same is found") {
  const OnS3 store;
  const TempFolder folder;
  const SystemClock clock;
  web::CurlWeb web({});
  const auto waiting = [&](std::chrono::milliseconds most) {
    auto settings = store.settings();
    settings.wait_max = most;
    return std::make_unique<storage::S3Objects>(settings, web, clock, folder.path());
  };
  const auto gives_up = [](const auto& done) {
    REQUIRE_FALSE(done);
    CHECK(done.error().code == "reply_missing");
    CHECK(done.error().kind == FaultKind::unavailable);
  };
  store.fake().next("UploadPart", "never");
  gives_up(waiting(hasty)->append(plan, 0, std::string_view(clip).substr(0, 6 * megabyte)));
  send_with_patience(*waiting(patient), 0);
  store.fake().next("CompleteMultipartUpload", "never");
  gives_up(waiting(hasty)->finish(plan));
  const auto at_last = waiting(patient);
  CHECK(received(*at_last, plan) == clip.size());
  CHECK(finished(*at_last, plan) == Finish::stored);
  CHECK(*at_last->read(plan.key, 0, clip.size()) == clip);
}

TEST_CASE("another node goes on behind the last part that the server has") {
  OnS3 store;
  for (std::size_t i = 0; i < 7; ++i) {
    REQUIRE(store.at->append(plan, i * megabyte, clip.substr(i * megabyte, megabyte)));
  }
  store.move();
  CHECK(received(*store.at, plan) == 5 * megabyte);
  CHECK(*store.at->append(plan, 7 * megabyte, clip.substr(7 * megabyte, megabyte)) == 5 * megabyte);
  CHECK(*store.at->append(plan, 5 * megabyte, clip.substr(5 * megabyte)) == clip.size());
  CHECK(finished(*store.at, plan) == Finish::stored);
}

TEST_CASE("what waited for an upload that is gone is not taken for bytes of the next") {
  OnS3 store;
  REQUIRE(store.at->append(plan, 0, clip.substr(0, megabyte)));
  PlainWeb web;
  const SystemClock clock;
  const TempFolder elsewhere;
  REQUIRE(storage::S3Objects(store.settings(), web, clock, elsewhere.path()).abort(plan));
  store.crash();
  CHECK(received(*store.at, plan) == 0);
  CHECK(*store.at->append(plan, 0, clip.substr(0, megabyte)) == megabyte);
  CHECK(*store.at->append(plan, megabyte, clip.substr(megabyte)) == clip.size());
  CHECK(finished(*store.at, plan) == Finish::stored);
}

TEST_CASE("pieces below a part's size ask the server nothing") {
  OnS3 store;
  REQUIRE(store.at->append(plan, 0, clip.substr(0, megabyte)));
  const int before = store.web().calls;
  for (std::size_t i = 1; i < 4; ++i) {
    REQUIRE(store.at->append(plan, i * megabyte, clip.substr(i * megabyte, megabyte)));
  }
  CHECK(store.web().calls == before);
}

TEST_CASE("[AR-21:part] a presigned link serves the bytes, and a changed one does not") {
  OnS3 store;
  send_all(*store.at, plan, clip);
  CHECK(finished(*store.at, plan) == Finish::stored);
  const auto link = store.at->link(plan.key, std::chrono::minutes(5));
  REQUIRE(link);
  const auto got = store.web().get(*link);
  REQUIRE(got);
  CHECK(got->status == 200);
  CHECK(got->body == clip);
  CHECK(got->header("content-type") == "image/jpeg");
  CHECK(got->header("x-amz-meta-sha256") == plan.sha256);
  auto longer = *link;
  longer.replace(longer.find("Expires=300"), 11, "Expires=301");
  CHECK(store.web().get(longer)->status == 403);
}

TEST_CASE("a wrong secret is a fault with the server's own word") {
  const OnS3 store;
  auto settings = store.settings();
  settings.identity.secret_access_key = "another";
  PlainWeb web;
  const SystemClock clock;
  const TempFolder folder;
  storage::S3Objects mistaken(settings, web, clock, folder.path());
  const auto refused = mistaken.append(plan, 0, clip);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "s3_failed");
  CHECK(refused.error().detail.find("SignatureDoesNotMatch") != std::string::npos);
}

}  // namespace fettle::test
