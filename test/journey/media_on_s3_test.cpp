// The product on an object store of others: bytes go there and come from there, not from us.
#include <doctest/doctest.h>

#include <fstream>

#include "test/journey/support/shop.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/storage/support/plain_web.hpp"
#include "test/support/s3_fake.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr std::size_t clip_size = 6'500'000;  // a part, and the rest

Settings settings_for(const test::S3Fake& fake, const test::TempFolder& folder) {
  const auto secret = folder.path() / "secret";
  std::ofstream(secret) << test::S3Fake::secret_key << "\n";
  return {{"rate.token_per_second", "0"},
          {"storage.endpoint", fake.url()},
          {"storage.bucket", test::S3Fake::bucket},
          {"storage.access_key", test::S3Fake::access_key},
          {"storage.secret_file", secret.string()}};
}

}  // namespace

TEST_CASE("[AR-21:part] on an object store a presigned link serves the uploaded bytes") {
  const test::S3Fake fake;
  const test::TempFolder folder;
  Served served(settings_for(fake, folder));
  Shop own(served);
  const auto customer = own.customer();
  const auto clip = clip_of(clip_size);
  const Upload upload(customer, clip);
  accepted(upload.put(0, 1'000'000));
  served.kill();
  served.start();
  CHECK(upload.status().body.at("offset") == 1'000'000);
  fake.next("CompleteMultipartUpload", "error200");
  const auto refused = upload.put_all();
  CHECK(refused.status == 503);
  CHECK(refused.code() == "s3_failed");
  CHECK(upload.put(clip_size, clip_size).body.at("completed") == true);

  const auto link = accepted(customer.get("/mp/media/" + upload.id()));
  const std::string url = link.body.at("url");
  CHECK(url.starts_with(fake.url()));
  test::PlainWeb web;
  const auto bytes = web.get(url);
  REQUIRE(bytes);
  CHECK(bytes->status == 200);
  CHECK(bytes->body == clip.bytes);
  CHECK(own.customer().get("/mp/media/" + upload.id()).status == 404);
}
