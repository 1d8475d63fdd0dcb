// Where an S3 server is, and who we are to it.
#pragma once

#include <chrono>
#include <string>

namespace fettle::storage {

struct S3Identity {
  std::string access_key_id;
  std::string secret_access_key;
  std::string region;
};

struct S3Settings {
  std::string endpoint;       // "https://s3.example:9000"
  std::string link_endpoint;  // where those who have a link reach it; empty: the same
  std::string bucket;
  bool bucket_in_path = true;  // else it is the first part of the host
  S3Identity identity;
  std::chrono::milliseconds wait_max{60'000};
};

}  // namespace fettle::storage
