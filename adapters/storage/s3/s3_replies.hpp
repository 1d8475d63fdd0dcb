// The XML that an S3 server answers, and the little that it is asked in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/moment.hpp"
#include "core/result.hpp"

namespace fettle::storage {

struct S3Part {
  unsigned number = 0;
  std::string etag;  // with its quotes, as it came
  std::uint64_t size = 0;
};

struct S3Upload {
  std::string key, id;
  std::optional<Moment> initiated;
};

struct S3Uploads {
  std::vector<S3Upload> uploads;
  // Where the next page begins, if there is one.
  std::string next_key, next_id;
  bool more = false;
};

struct S3Parts {
  std::vector<S3Part> parts;
  std::string next;
  bool more = false;
};

// The Code of an <Error>; nothing when the text is no such thing. Also with status 200: the end of
// a multipart upload is told that way.
std::optional<std::string> error_code(std::string_view xml);

// unavailable `s3_reply_unreadable` when the text is something else.
Result<std::string> upload_id(std::string_view xml);
Result<S3Uploads> uploads(std::string_view xml);
Result<S3Parts> parts(std::string_view xml);
// That all parts were put together.
Result<void> completed(std::string_view xml);

std::string complete_request(const std::vector<S3Part>& parts);

}  // namespace fettle::storage
