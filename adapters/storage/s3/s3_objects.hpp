// Objects on a server that speaks S3. Pieces are smaller than the parts that S3 takes, so what does
// not make a part yet waits in a file here; all else about an upload is asked from the server, so
// any node, after any crash, goes on with it.
#pragma once

#include <filesystem>
#include <mutex>
#include <unordered_map>

#include "adapters/storage/s3/s3_client.hpp"

namespace fettle::storage {

// A node that has not the file of another begins where the last part ends: the client is told that
// offset, and sends again what is missing.
class S3Objects final : public ObjectStore {
 public:
  static constexpr std::size_t part_bytes_min = 5 * 1024 * 1024;  // S3's own limit, but the last
  static constexpr std::size_t uploads_remembered_max = 1'000;

  S3Objects(S3Settings settings, OutgoingWeb& web, const Clock& clock,
            std::filesystem::path waiting_folder)
      : client_(std::move(settings), web, clock), waiting_(std::move(waiting_folder)) {}

  Result<std::uint64_t> received(const ObjectPlan& plan) override;
  Result<std::uint64_t> append(const ObjectPlan& plan, std::uint64_t offset,
                               std::string_view piece) override;
  Result<Finish> finish(const ObjectPlan& plan) override;
  Result<void> abort(const ObjectPlan& plan) override;
  Result<std::string> read(std::string_view key, std::uint64_t offset, std::size_t count) override;
  Result<std::optional<std::uint64_t>> size_of(std::string_view key) override;
  std::optional<std::string> link(std::string_view key, std::chrono::seconds lifetime) override;
  Result<void> remove(std::string_view key) override;
  Result<std::size_t> sweep(Moment since) override;

 private:
  // An upload as the server knows it.
  struct Upload {
    std::string id;
    std::vector<S3Part> parts;
    std::uint64_t size() const;
  };

  std::optional<Upload> remembered(const std::string& key) const;
  void remember(const std::string& key, const Upload& upload);
  void forget(const std::string& key);
  Result<std::optional<Upload>> find(const std::string& key);
  Result<Upload> find_or_begin(const ObjectPlan& plan);

  // The file of bytes that come behind the upload's last part.
  std::filesystem::path waiting(std::string_view key, const Upload& upload) const;
  Result<std::uint64_t> waiting_bytes(std::string_view key, const Upload& upload) const;
  Result<void> send_waiting(const ObjectPlan& plan, Upload& upload);
  Result<void> put_together(const ObjectPlan& plan);
  Result<std::uint64_t> write(const ObjectPlan& plan, Upload& upload, std::string_view bytes);

  S3Client client_;
  const std::filesystem::path waiting_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Upload> uploads_;  // remembered, to ask less
};

}  // namespace fettle::storage
