// Signatures against the examples that AWS publishes for S3 (Amazon S3 API reference, "Signature
// calculations", their key and clock), and against boto3.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "adapters/storage/s3/sigv4.hpp"
#include "test/journey/support/program.hpp"

namespace fettle::storage {
namespace {

const S3Identity published{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                           "us-east-1"};
const Moment noon = *parse_moment("2013-05-24T00:00:00Z");
constexpr std::string_view sha256_of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const std::string bucket_host = "examplebucket.s3.amazonaws.com";

std::string signature_of(const S3Question& question, std::string_view payload) {
  for (const auto& [name, value] : signing_headers(question, published, payload, noon)) {
    if (name == "Authorization") return value.substr(value.rfind('=') + 1);
  }
  return {};
}

// The parts of a query in one order.
std::string sorted(const std::string& url) {
  std::vector<std::string> parts;
  std::istringstream query(url.substr(url.find('?') + 1));
  for (std::string part; std::getline(query, part, '&');) parts.push_back(part);
  std::ranges::sort(parts);
  auto text = url.substr(0, url.find('?'));
  for (const auto& part : parts) text += "\n" + part;
  return text;
}

}  // namespace

TEST_CASE("the published examples of signed headers come out") {
  CHECK(signature_of({"GET", bucket_host, "/test.txt", {}, {{"range", "bytes=0-9"}}},
                     sha256_of_nothing) ==
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
  CHECK(signature_of({"PUT",
                      bucket_host,
                      "/test$file.text",
                      {},
                      {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                       {"x-amz-storage-class", "REDUCED_REDUNDANCY"}}},
                     "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072") ==
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  CHECK(signature_of({"GET", bucket_host, "/", {{"lifecycle", ""}}, {}}, sha256_of_nothing) ==
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
  CHECK(signature_of({"GET", bucket_host, "/", {{"max-keys", "2"}, {"prefix", "J"}}, {}},
                     sha256_of_nothing) ==
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("the published example of a presigned URL comes out") {
  const auto query = presigned_query({"GET", bucket_host, "/test.txt", {}, {}}, published,
                                     std::chrono::hours(24), noon);
  CHECK(query ==
        "X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST_CASE("[AR-21:part] our presigned URLs are those of boto3") {
  const std::string endpoint = "http://127.0.0.1:9000";
  const std::vector<std::string> keys{"shop/01J9Z", "shop/a b+c&d=e", "店/照片~1.jpg", "a//b/./c"};
  std::vector<std::string> words{"/usr/bin/env", "python3",
                                 FETTLE_SOURCE_ROOT "/test/storage/presign.py", endpoint};
  words.insert(words.end(), keys.begin(), keys.end());
  const auto made = journey::run(words);
  INFO(made.output);
  REQUIRE(made.exit == 0);
  std::istringstream lines(made.output);
  for (const auto& key : keys) {
    CAPTURE(key);
    std::string theirs;
    REQUIRE(std::getline(lines, theirs));
    const S3Question question{"GET", "127.0.0.1:9000", "/media/" + key, {}, {}};
    const auto ours = endpoint + encoded_path(question.path) + "?" +
                      presigned_query(question, published, std::chrono::minutes(5), noon);
    CHECK(sorted(ours) == sorted(theirs));
  }
}

}  // namespace fettle::storage
