// The requests of S3 that the store needs, each signed and sent once.
#pragma once

#include <optional>

#include "adapters/storage/s3/s3_replies.hpp"
#include "adapters/storage/s3/s3_settings.hpp"
#include "adapters/storage/s3/sigv4.hpp"
#include "core/ports/clock.hpp"
#include "core/ports/objects.hpp"
#include "core/ports/web.hpp"

namespace fettle::storage {

// Any thread. Faults: unavailable `s3_failed` with the server's own code in the detail, and those
// of OutgoingWeb.
class S3Client {
 public:
  S3Client(S3Settings settings, OutgoingWeb& web, const Clock& clock);

  Result<std::string> begin(const ObjectPlan& plan);  // the upload's id
  // The oldest upload of that key; nothing when there is none.
  Result<std::optional<std::string>> upload_of(std::string_view key);
  // Those begun before then.
  Result<std::vector<S3Upload>> uploads_before(Moment then);
  Result<std::vector<S3Part>> parts_of(std::string_view key, const std::string& upload);
  Result<S3Part> put_part(std::string_view key, const std::string& upload, unsigned number,
                          std::string_view bytes);
  Result<void> complete(std::string_view key, const std::string& upload,
                        const std::vector<S3Part>& parts);
  // Nothing to do when there is none any more.
  Result<void> abort(std::string_view key, const std::string& upload);

  Result<std::optional<std::uint64_t>> size_of(std::string_view key);
  Result<std::string> read(std::string_view key, std::uint64_t offset, std::size_t count);
  Result<void> remove(std::string_view key);
  std::string link(std::string_view key, std::chrono::seconds lifetime) const;

 private:
  struct Ask;
  struct Place;
  Place place_of(std::string_view endpoint, std::string_view key) const;
  Result<IncomingReply> send(const Ask& ask);
  // Faults for every status but 2xx.
  Result<IncomingReply> demand(const Ask& ask);

  const S3Settings settings_;
  OutgoingWeb& web_;
  const Clock& clock_;
};

}  // namespace fettle::storage
