// Media shown: the same bytes to those who may see the order, nothing to others, and only metadata
// in the database.
#include <doctest/doctest.h>

#include <fmt/format.h>

#include "test/http/client.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr std::size_t clip_size = 3'000'000;

// A technician's clip on an order that stands at DIAGNOSING.
struct Evidence {
  WorkOrder order{shop()};
  Clip clip = clip_of(clip_size);
  std::string media;

  Evidence() {
    order.to("DIAGNOSING");
    const Upload upload(order.technician, clip);
    accepted(upload.put_all());
    media = upload.id();
    order.done(order.technician, "/tech/work-orders/{work_order}/evidence",
               {{"media", Json::array({media})}});
  }
  Answer link(const Caller& caller) const {
    return caller.get(face_of(caller) + "/media/" + media);
  }
};

Answer fetch(const std::string& url, const Headers& headers = {}) {
  return ask(shop().served(), "GET", url, "", headers);
}

Answer part(const std::string& url, const std::string& range) {
  return fetch(url, {{"Range", range}});
}

}  // namespace

TEST_CASE("[AR-21] the link serves identical bytes to who may see the order, and 404 to others") {
  const Evidence evidence;
  for (const auto* caller : {&evidence.order.customer, &evidence.order.technician,
                             &shop().front_desk, &shop().manager}) {
    CAPTURE(caller->account());
    const auto link = accepted(evidence.link(*caller));
    CHECK(link.body.at("sha256") == evidence.clip.sha256);
    CHECK(link.body.at("size") == clip_size);
    const auto bytes = fetch(link.body.at("url"));
    CHECK(bytes.status == 200);
    CHECK(bytes.text == evidence.clip.bytes);
    CHECK(bytes.header("content-type") == "video/mp4");
    CHECK(bytes.header("etag") == '"' + evidence.clip.sha256 + '"');
    CHECK(bytes.header("cache-control") == "private");
  }
  const Caller elsewhere(shop().served(), {"desk-of-east", "front_desk", shop().careful});
  for (const auto& caller : {shop().customer(), elsewhere}) {
    const auto refused = evidence.link(caller);
    CHECK(refused.status == 404);
    CHECK(refused.code() == "media_unknown");
  }
  auto& served = shop().served();
  evidence.order.shown();  // from now on the rows are there
  const auto row = served.database().rows(
      fmt::format("select object_key, hash, size::text, order_id, content_type, uploaded_by"
                  " from auto.media_objects where id = '{}'",
                  evidence.media));
  REQUIRE(row.size() == 1);
  CHECK(row[0] == Database::Row{default_tenant + "/" + evidence.media, evidence.clip.sha256,
                                std::to_string(clip_size), evidence.order.id, "video/mp4",
                                evidence.order.technician.account()});
  CHECK(served.database().value("select count(*) from information_schema.columns where table_name "
                                "= 'media_objects' and data_type = 'bytea'") == "0");
}

TEST_CASE("[AR-21:part] parts of the bytes are served, and nothing beyond them") {
  const Evidence evidence;
  const std::string url = accepted(evidence.link(evidence.order.customer)).body.at("url");
  const auto& bytes = evidence.clip.bytes;
  const auto middle = part(url, "bytes=1000-1999");
  CHECK(middle.status == 206);
  CHECK(middle.text == bytes.substr(1'000, 1'000));
  CHECK(middle.header("content-range") == fmt::format("bytes 1000-1999/{}", clip_size));
  CHECK(part(url, "bytes=2000000-").text == bytes.substr(2'000'000));
  CHECK(part(url, "bytes=-10").text == bytes.substr(clip_size - 10));
  const auto beyond = part(url, "bytes=3000000-");
  CHECK(beyond.status == 416);
  CHECK(beyond.header("content-range") == fmt::format("bytes */{}", clip_size));
  CHECK(part(url, "bytes=0-1,5-6").text == bytes);
  const auto tag = '"' + evidence.clip.sha256 + '"';
  CHECK(fetch(url, {{"If-None-Match", tag}}).status == 304);
  CHECK(fetch(url, {{"If-Range", "\"other\""}, {"Range", "bytes=0-9"}}).text == bytes);
  const auto head = http::test::Client(shop().served().port()).ask("HEAD", url);
  REQUIRE(head);
  CHECK(head->headers.at("content-length") == std::to_string(clip_size));
}

TEST_CASE("[AR-21:part] a link that was changed, or is another's, serves nothing") {
  const Evidence evidence;
  const std::string url = accepted(evidence.link(evidence.order.customer)).body.at("url");
  CHECK(fetch(url).status == 200);
  const auto with = [&](const std::string& from, const std::string& to) {
    auto changed = url;
    changed.replace(changed.find(from), from.size(), to);
    return fetch(changed);
  };
  for (const auto& answer :
       {with("expires=", "expires=9"), with("video/mp4", "text/html"),
        with("signature=", "signature=0"), with("/media/", "/media/x"),
        with("key=" + default_tenant, "key=north"), fetch(url.substr(0, url.find('?')))}) {
    CHECK(answer.status == 404);
    CHECK(answer.code() == "link_unknown");
  }
}

TEST_CASE("[AR-21:part] a link ends when its time is over") {
  Served served({{"rate.token_per_second", "0"}, {"test_mode", "true"}});
  Shop own(served);
  const auto customer = own.customer();
  const auto media = upload(customer);
  const auto link = accepted(customer.get("/mp/media/" + media));
  const std::string url = link.body.at("url");
  CHECK(ask(served, "GET", url, "", {}).status == 200);
  accepted(ask(served, "POST", "/test/clock", R"({"advance_ms":299000})", {}));
  CHECK(ask(served, "GET", url, "", {}).status == 200);
  accepted(ask(served, "POST", "/test/clock", R"({"advance_ms":2000})", {}));
  CHECK(ask(served, "GET", url, "", {}).status == 404);
}

TEST_CASE(
    "[AR-14:part] an order shows the media that its customer uploaded, and takes no other's") {
  const auto customer = shop().customer();
  const auto vehicle = shop().vehicle_of(customer);
  const auto order_with = [&](const std::string& media) {
    return customer.post("/mp/work-orders", {{"description", "异响"},
                                             {"vehicle", vehicle},
                                             {"store", shop().store},
                                             {"media", Json::array({media})}});
  };
  CHECK(order_with(upload(shop().customer())).field_code("media.0") == "media_unknown");
  CHECK(order_with("made-up").field_code("media.0") == "media_unknown");
  const auto mine = upload(customer);
  const auto order = accepted(order_with(mine));
  const auto shown = accepted(customer.get("/mp/work-orders/" + order.id()));
  CHECK(shown.body.at("media") == Json::array({mine}));
}
