// Both object stores, each as the contract's tests and its own make it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "adapters/storage/disk/disk_objects.hpp"
#include "adapters/storage/s3/s3_objects.hpp"
#include "adapters/system/clock.hpp"
#include "core/crypto/crypto.hpp"
#include "test/storage/support/plain_web.hpp"
#include "test/support/s3_fake.hpp"
#include "test/support/temp_folder.hpp"

namespace fettle::test {

inline std::string bytes_of(std::size_t size, unsigned seed = 7) {
  std::string bytes;
  unsigned state = seed;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1'664'525U + 1'013'904'223U;
    bytes += static_cast<char>(state >> 24U);
  }
  return bytes;
}

inline ObjectPlan plan_for(const std::string& key, const std::string& bytes) {
  crypto::Sha256 hash;
  hash.add(bytes);
  return {key, bytes.size(), crypto::to_hex(crypto::text(hash.finish())), "image/jpeg"};
}

// `at` begins again as after a crash: from what lies outside of the process.
class OnDisk {
 public:
  OnDisk() { crash(); }
  std::unique_ptr<ObjectStore> at;
  void crash() { at = std::make_unique<storage::DiskObjects>(folder_.path() / "media"); }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

class OnS3 {
 public:
  OnS3() { crash(); }
  std::unique_ptr<ObjectStore> at;
  void crash() {
    at = std::make_unique<storage::S3Objects>(settings(), web_, clock_, folder_.path() / "waiting");
  }
  // Another node: it has not the file of what waits.
  void move() {
    std::filesystem::remove_all(folder_.path() / "waiting");
    crash();
  }
  const S3Fake& fake() const { return fake_; }
  PlainWeb& web() { return web_; }
  storage::S3Settings settings() const {
    return {.endpoint = fake_.url(),
            .link_endpoint = {},
            .bucket = S3Fake::bucket,
            .bucket_in_path = true,
            .identity = {S3Fake::access_key, S3Fake::secret_key, S3Fake::region}};
  }

 private:
  TempFolder folder_;
  S3Fake fake_;
  PlainWeb web_;
  SystemClock clock_;
};

// All bytes, piece by piece, as far as they are taken.
inline std::uint64_t send_all(ObjectStore& store, const ObjectPlan& plan, std::string_view bytes,
                              std::size_t piece = 1024 * 1024) {
  std::uint64_t offset = 0;
  while (offset < bytes.size()) {
    const auto now = store.append(plan, offset, bytes.substr(offset, piece));
    REQUIRE(now);
    REQUIRE(*now > offset);
    offset = *now;
  }
  return offset;
}

inline Finish finished(ObjectStore& store, const ObjectPlan& plan) {
  const auto finish = store.finish(plan);
  REQUIRE(finish);
  return *finish;
}

inline std::uint64_t received(ObjectStore& store, const ObjectPlan& plan) {
  const auto offset = store.received(plan);
  REQUIRE(offset);
  return *offset;
}

}  // namespace fettle::test
