// Uploads over a weak network: cut, repeated, interrupted by a crash, and lied about.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "core/crypto/crypto.hpp"
#include "test/http/client.hpp"
#include "test/journey/support/uploads.hpp"
#include "test/journey/support/work_order.hpp"

using namespace fettle;
using namespace fettle::journey;

namespace {

constexpr std::size_t piece = 1024 * 1024;
constexpr std::size_t clip_size = 3 * piece - 5'000;

// Events on the log that say so; an event's name stands in its line more than once.
std::size_t completions(const std::string& media) {
  std::istringstream lines(shop().served().command({"replay"}).output);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    const bool completed = line.find(R"("type":"MediaCompleted")") != std::string::npos;
    if (completed && line.find("\"media/" + media + '"') != std::string::npos) ++count;
  }
  return count;
}

// Files of the log as they lie in the data folder, laid end to end.
std::string log_bytes(const Served& served) {
  std::string all;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(served.data_dir() / "log")) {
    if (!file.is_regular_file()) continue;
    std::ifstream bytes(file.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(bytes), {});
  }
  return all;
}

// A file of the log is filled with zeros ahead.
std::int64_t written(const std::string& log) {
  return static_cast<std::int64_t>(log.size()) - std::count(log.begin(), log.end(), '\0');
}

}  // namespace

TEST_CASE("[AR-20] an upload goes on where a cut connection left it, and completes once") {
  const auto customer = shop().customer();
  const auto clip = clip_of(clip_size);
  const Upload upload(customer, clip);
  CHECK(upload.status().body.at("offset") == 0);
  CHECK(upload.put(0, piece).body.at("offset") == piece);
  {
    const auto whole = upload.request(piece, 2 * piece);
    http::test::Client cut(shop().served().port());
    REQUIRE(cut.send(whole.substr(0, whole.size() / 2)));
  }
  const auto after = upload.status();
  CHECK(after.body.at("offset") == piece);
  CHECK(after.body.at("completed") == false);
  CHECK(after.header("upload-offset") == std::to_string(piece));

  const auto too_far = upload.put(2 * piece, clip_size);
  CHECK(too_far.status == 409);
  CHECK(too_far.code() == "upload_offset_mismatch");
  CHECK(too_far.header("upload-offset") == std::to_string(piece));

  CHECK(upload.put(piece, 2 * piece).body.at("offset") == 2 * piece);
  CHECK(upload.put(piece, 2 * piece).body.at("offset") == 2 * piece);  // harmless
  CHECK(upload.put(0, piece).body.at("offset") == 2 * piece);
  const auto last = upload.put(2 * piece, clip_size);
  CHECK(last.status == 200);
  CHECK(last.body.at("completed") == true);
  CHECK(!last.header("fettle-position").empty());
  CHECK(upload.put(2 * piece, clip_size).body.at("completed") == true);
  CHECK(upload.put(clip_size, clip_size).body.at("completed") == true);
  CHECK(upload.status().body.at("completed") == true);
  CHECK(completions(upload.id()) == 1);
}

TEST_CASE("[AR-20:part] an upload survives kill -9 in its middle, and behind its last byte") {
  const auto customer = shop().customer();
  const Upload upload(customer, clip_of(clip_size));
  accepted(upload.put(0, piece));
  shop().served().kill();
  shop().served().start();
  CHECK(upload.status().body.at("offset") == piece);
  accepted(upload.put(piece, 2 * piece));
  // The last piece is on the disk, and its answer was never given.
  const auto sent = upload.request(2 * piece, clip_size);
  http::test::Client client(shop().served().port());
  REQUIRE(client.send(sent));
  shop().served().kill();
  shop().served().start();
  const auto offset = upload.status().body.at("offset").get<std::size_t>();
  CHECK((offset == 2 * piece || offset == clip_size));
  CHECK(upload.put(2 * piece, clip_size).body.at("completed") == true);
  CHECK(completions(upload.id()) == 1);
}

TEST_CASE("[AR-20:part] 4 GB are refused when they are announced, with the limit") {
  const auto customer = shop().customer();
  auto said = announcement(clip_of(16));
  said["size"] = 4'294'967'296;
  const auto refused = customer.post("/mp/uploads", said);
  CHECK(refused.status == 413);
  CHECK(refused.code() == "upload_too_large");
  CHECK(refused.detail().find("209715200") != std::string::npos);
}

TEST_CASE("[AR-20:part] a JSON command with base64 over the limit is refused with a code") {
  const auto customer = shop().customer();
  const Json body{{"description", crypto::to_base64(clip_of(2 * piece).bytes)},
                  {"vehicle", "any"},
                  {"store", shop().store}};
  const auto refused = customer.post("/mp/work-orders", body);
  CHECK(refused.status == 413);
  CHECK(refused.code() == "body_too_large");
  const auto smaller =
      customer.post("/mp/work-orders", {{"description", crypto::to_base64(clip_of(20'000).bytes)}});
  CHECK(smaller.status == 422);
  CHECK(!smaller.field_code("description").empty());
}

TEST_CASE("[AR-21:part] bytes with another hash do not complete, and the right ones still do") {
  const auto customer = shop().customer();
  const auto clip = clip_of(10'000);
  auto other = clip;
  other.bytes[5'000] = static_cast<char>(other.bytes[5'000] ^ 1);
  const Upload lying(customer, other);  // announces the hash of `clip`
  const auto refused = lying.put_all();
  CHECK(refused.status == 422);
  CHECK(refused.code() == "media_hash_mismatch");
  CHECK(lying.status().body.at("offset") == 0);
  CHECK(lying.status().body.at("completed") == false);
  const auto order = customer.post("/mp/work-orders", {{"description", "异响"},
                                                       {"vehicle", shop().vehicle_of(customer)},
                                                       {"store", shop().store},
                                                       {"media", Json::array({lying.id()})}});
  CHECK(order.status == 422);
  CHECK(order.field_code("media.0") == "media_unknown");
  CHECK(completions(lying.id()) == 0);
  const auto honest =
      customer.send("PUT", lying.path(), clip.bytes, {{"Content-Range", "bytes 0-9999/10000"}});
  CHECK(honest.body.at("completed") == true);
}

TEST_CASE("[AR-20:part] a piece that is not what it says is refused") {
  const auto customer = shop().customer();
  const Upload upload(customer, clip_of(1'000));
  for (const auto* range : {"", "bytes 0-99", "bytes 0-9/1000", "bytes 5-4/1000", "chars 0-99/1000",
                            "bytes 950-1049/1000"}) {
    CAPTURE(range);
    const auto answer =
        customer.send("PUT", upload.path(), std::string(100, 'x'), {{"Content-Range", range}});
    CHECK(answer.status == 400);
    CHECK(answer.code() == "content_range_malformed");
  }
  const auto other = customer.send("PUT", upload.path(), std::string(100, 'x'),
                                   {{"Content-Range", "bytes 0-99/999"}});
  CHECK(other.status == 422);
  CHECK(other.code() == "media_size_mismatch");
  CHECK(upload.status().body.at("offset") == 0);
}

TEST_CASE("an upload is nobody else's, and its owner gives it up") {
  const auto customer = shop().customer();
  const auto clip = clip_of(1'000);
  const Upload upload(customer, clip);
  const auto other = shop().customer();
  for (const auto* method : {"GET", "PUT", "DELETE"}) {
    CAPTURE(method);
    const auto answer = other.send(method, upload.path(), "", {{"Content-Range", "bytes */1000"}});
    CHECK(answer.status == 404);
    CHECK(answer.code() == "media_unknown");
  }
  accepted(upload.put(0, 500));
  CHECK(customer.send("DELETE", upload.path(), "").status == 204);
  CHECK(upload.put(500, 1'000).code() == "upload_dropped");
  const auto folder = shop().served().data_dir() / "media";
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    CHECK(file.path().string().find(upload.id()) == std::string::npos);
  }
}

TEST_CASE("[AR-21:part] of three megabytes that are uploaded the log gets a line, and no byte") {
  if (std::getenv("FETTLE_TEST_LOG") != nullptr) return;  // it reads the files of the embedded log
  Served served(Settings{{"log.segment_bytes", "1048576"},
                         {"rate.token_per_second", "0"},
                         {"rate.address_per_second", "0"}});
  Shop own(served);
  const auto customer = own.customer();
  const auto clip = clip_of(clip_size);
  const Upload whole(customer, clip);
  const auto before = written(log_bytes(served));
  CHECK(whole.put_all().body.at("completed") == true);
  const auto log = log_bytes(served);
  CHECK(written(log) > before);
  CHECK(written(log) < before + 100'000);
  constexpr std::size_t slice = 64;
  for (std::size_t at = slice; at + slice <= clip.bytes.size(); at += 64 * 1024) {
    CHECK(log.find(clip.bytes.substr(at, slice)) == std::string::npos);
  }
  CHECK(log.find(clip.sha256) != std::string::npos);
}
