// Uploads: announced, measured, shown on orders, given up.
#include "commands/media/decide.hpp"
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

using Pictures = List<MediaId, 0, 20>;

CreateWorkOrder with(Shop& shop, const Pictures& media) {
  auto order = shop.new_order();
  order.media = media;
  return order;
}

AddEvidence evidence(const JobId& order, const MediaId& media) {
  return {order, Pictures{media}, std::nullopt};
}

BeginMedia of_size(std::int64_t bytes) {
  auto picture = some_picture;
  picture.size = Whole<1, 1'000'000'000'000>(bytes);
  return picture;
}

constexpr std::int64_t megabyte = 1024 * 1024;

}  // namespace

TEST_CASE("an upload is announced with size, hash and type, and belongs to whoever announces it") {
  Shop shop;
  const auto begun = shop.when(li, some_picture);
  begun.then({"MediaBegun"});
  CHECK(begun.decision().status == 201);
  CHECK(begun.decision().answer == R"("offset":0,"piece_bytes_max":1048576)");
  const auto& event = begun.event<MediaBegun>();
  CHECK(event.owner == "li");
  CHECK(event.object.object_key == "shop/" + begun.id());
  CHECK(event.object.size == 3);
}

TEST_CASE("[AR-20:part] a 4 GB upload is refused when it begins, with the limit") {
  Shop shop;
  const auto refused = shop.when(li, of_size(4096 * megabyte));
  refused.rejected(Refusal::too_large, "upload_too_large");
  CHECK(refused.rejection().detail.find("209715200") != std::string::npos);
  shop.given(li, of_size(200 * megabyte));
  shop.given(boss, PutSetting{SettingName::upload_megabytes_max, std::nullopt, 1});
  shop.given(li, of_size(megabyte));
  shop.when(li, of_size(megabyte + 1)).rejected(Refusal::too_large, "upload_too_large");
}

TEST_CASE("[AR-21:part] other bytes than were announced do not complete an upload") {
  Shop shop;
  const MediaId id(shop.given(li, some_picture).id());
  shop.when(li, CompleteMedia{id, 4, some_hash}).rejected_field("size", "media_size_mismatch");
  shop.when(li, CompleteMedia{id, 3, Sha256Hex(std::string(64, 'b'))})
      .rejected_field("sha256", "media_hash_mismatch");
  shop.when(chen, CompleteMedia{id, 3, some_hash}).rejected(Refusal::not_found, "media_unknown");
  shop.when(li, CompleteMedia{id, 3, some_hash}).then({"MediaCompleted"});
}

TEST_CASE("[AR-20:part] an upload completes once, however often its end is told") {
  Shop shop;
  shop.when(li, CompleteMedia{shop.photo, 3, some_hash}).then({});
  shop.when(li, DropMedia{shop.photo}).rejected(Refusal::wrong_state, "upload_completed");
}

TEST_CASE("an upload that is given up, or that nobody goes on with, is dropped") {
  Shop shop;
  const MediaId given_up(shop.given(li, some_picture).id());
  shop.when(chen, DropMedia{given_up}).rejected(Refusal::not_found, "media_unknown");
  shop.when(li, DropMedia{given_up}).then({"MediaDropped"});
  shop.when(li, DropMedia{given_up}).then({});
  shop.when(li, CompleteMedia{given_up, 3, some_hash})
      .rejected(Refusal::wrong_state, "upload_dropped");

  const MediaId abandoned(shop.given(li, some_picture).id());
  const auto stage = [&](const MediaId& id) { return shop.view().get<Media>(id)->stage; };
  shop.pass(std::chrono::hours(7 * 24) - Micros{1});
  CHECK(stage(abandoned) == MediaStage::BEGUN);
  shop.pass(Micros{1});
  CHECK(stage(abandoned) == MediaStage::DROPPED);
}

TEST_CASE(
    "a complete medium that no order shows is dropped with its bytes, one that is shown stays") {
  Shop shop;
  const auto shown = shop.upload(li), unshown = shop.upload(li);
  shop.given(li, with(shop, {shown}));
  const auto stage = [&](const MediaId& id) { return shop.view().get<Media>(id)->stage; };
  shop.pass(std::chrono::hours(7 * 24) - Micros{1});
  CHECK(stage(unshown) == MediaStage::COMPLETED);
  shop.pass(Micros{1});
  CHECK(stage(unshown) == MediaStage::DROPPED);
  CHECK(stage(shown) == MediaStage::COMPLETED);
  shop.when(li, with(shop, {unshown})).rejected_field("media.0", "media_unknown");
}

TEST_CASE("an account has only so many uploads that no order shows") {
  Shop shop;
  std::vector<MediaId> begun;
  for (std::size_t n = 1; n < unshown_media_max; ++n) {  // the shop's photo is one
    begun.emplace_back(shop.given(li, some_picture).id());
  }
  shop.when(li, some_picture).rejected(Refusal::wrong_state, "uploads_too_many");
  shop.when(chen, some_picture).then({"MediaBegun"});
  shop.given(li, with(shop, {shop.photo}));
  shop.given(li, some_picture);
  shop.when(li, some_picture).rejected(Refusal::wrong_state, "uploads_too_many");
  shop.given(li, DropMedia{begun.front()});
  shop.when(li, some_picture).then({"MediaBegun"});
  shop.pass(std::chrono::hours(7 * 24));
  shop.when(li, some_picture).then({"MediaBegun"});
}

TEST_CASE("[AR-14:part] an order takes only complete media of its customer") {
  Shop shop;
  const MediaId begun(shop.given(li, some_picture).id());
  const auto of_chen = shop.upload(chen);
  for (const auto& id : {MediaId("none"), begun, of_chen}) {
    CAPTURE(id.text());
    shop.when(li, with(shop, {shop.photo, id})).rejected_field("media.1", "media_unknown");
  }
  const auto made = shop.when(li, with(shop, {shop.photo}));
  made.then({"JobOpened", "NumberDrawn", "MediaAttached"});
  CHECK(made.event<MediaAttached>().job.text() == made.id());
  CHECK(made.event<MediaAttached>().object.sha256 == some_hash.text());
}

TEST_CASE("[AR-30:part] evidence shows media of the shop or of the order's customer") {
  Shop shop;
  const auto order = shop.order_in("REPAIRING");
  shop.when(wang, evidence(order, MediaId("none"))).rejected_field("media.0", "media_unknown");
  shop.when(wang, evidence(order, shop.upload(chen))).rejected_field("media.0", "media_unknown");
  for (const auto& id : {shop.upload(wang), shop.upload(desk), shop.upload(li)}) {
    shop.when(wang, evidence(order, id)).then({"EvidenceRecorded", "MediaAttached"});
  }
}

TEST_CASE("[AR-21:part] media are known to their uploader and to who may see an order with them") {
  Shop shop;
  const auto picture = shop.upload(wang);
  shop.when(wang, ShowMedia{picture}).then({});
  shop.when(li, ShowMedia{picture}).rejected(Refusal::not_found, "media_unknown");
  const auto order = shop.order_in("REPAIRING");
  shop.given(wang, evidence(order, picture));
  const Actor southern{"desk-2", "front_desk", "admin", "south"};
  for (const auto& actor : {wang, li, desk, boss}) shop.when(actor, ShowMedia{picture}).then({});
  for (const auto& actor : {chen, southern}) {
    shop.when(actor, ShowMedia{picture}).rejected(Refusal::not_found, "media_unknown");
  }
}

TEST_CASE("one medium is shown by twenty orders at most") {
  Shop shop;
  for (int i = 0; i < 20; ++i) shop.given(li, with(shop, {shop.photo}));
  shop.when(li, with(shop, {shop.photo})).rejected_field("media.0", "media_attached_often");
}

}  // namespace fettle::test
