// Objects as files under one folder: what a shop with one machine needs. An unfinished one is
// named <id>.part and only ever grows; the finished one appears by a rename.
#pragma once

#include <filesystem>

#include "core/ports/objects.hpp"

namespace fettle::storage {

// A kill -9 leaves a .part whose size is what was received. A power cut may take its newest bytes
// or leave others in their place: nothing is promised for them, and the hash tells.
class DiskObjects final : public ObjectStore {
 public:
  // The folder is made when the first piece comes.
  explicit DiskObjects(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<std::uint64_t> received(const ObjectPlan& plan) override;
  Result<std::uint64_t> append(const ObjectPlan& plan, std::uint64_t offset,
                               std::string_view piece) override;
  Result<Finish> finish(const ObjectPlan& plan) override;
  Result<void> abort(const ObjectPlan& plan) override;
  Result<std::string> read(std::string_view key, std::uint64_t offset, std::size_t count) override;
  Result<std::optional<std::uint64_t>> size_of(std::string_view key) override;
  std::optional<std::string> link(std::string_view, std::chrono::seconds) override { return {}; }
  Result<void> remove(std::string_view key) override;
  Result<std::size_t> sweep(Moment since) override;

 private:
  std::filesystem::path whole(std::string_view key) const;
  std::filesystem::path part(std::string_view key) const;
  Result<Finish> check_and_keep(const ObjectPlan& plan);

  const std::filesystem::path folder_;
};

}  // namespace fettle::storage
