// AWS Signature Version 4 as S3 wants it: the path is not normalised and encoded once, the hash of
// the payload is always a header, presigned URLs leave the payload unsigned.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/storage/s3/s3_settings.hpp"
#include "core/moment.hpp"

namespace fettle::storage {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct S3Question {
  std::string method;
  std::string host;    // with its port, if that is not the scheme's
  std::string path;    // decoded, from its first slash on
  Pairs query = {};    // decoded
  Pairs headers = {};  // names in lower case; all are signed, Host too
};

// Of a body, as the header x-amz-content-sha256 wants it: hexadecimal, lower case.
std::string hex_sha256(std::string_view bytes);

// The headers to send beside those of the question: x-amz-date, x-amz-content-sha256,
// Authorization.
Pairs signing_headers(const S3Question& question, const S3Identity& identity,
                      std::string_view payload_sha256, Moment now);

// The query of a URL that anybody may use until it expires; at most 604800 seconds.
std::string presigned_query(const S3Question& question, const S3Identity& identity,
                            std::chrono::seconds lifetime, Moment now);

std::string encoded_path(std::string_view path);
// "a=1&uploads=", sorted by name as it is signed.
std::string encoded_query(Pairs query);

}  // namespace fettle::storage
