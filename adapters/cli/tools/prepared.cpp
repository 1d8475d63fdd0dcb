#include "adapters/cli/tools/prepared.hpp"

#include "adapters/rocksdb_snapshots/rocksdb_snapshots.hpp"
#include "core/shard/keyspace.hpp"
#include "core/shard/shape.hpp"

namespace fettle::cli {
namespace {

namespace fs = std::filesystem;

Result<std::optional<std::string>> shape_in(const fs::path& folder) {
  if (!fs::exists(folder)) return std::optional<std::string>();
  const auto snapshots = TRY(RocksSnapshots::open_read_only(folder, {}));
  return snapshots->get(keyspace::shape);
}

Result<Diagnosis> fold_at(const fs::path& folder,
                          const std::function<Result<Diagnosis>(Snapshots& into)>& diagnose_into) {
  const auto snapshots = TRY(RocksSnapshots::open(folder, {}));
  return diagnose_into(*snapshots);
}

}  // namespace

Result<Diagnosis> prepare(const fs::path& root,
                          const std::function<Result<Diagnosis>(Snapshots& into)>& diagnose_into) {
  const auto prepared = root / prepared_folder;
  std::error_code error;
  fs::remove_all(prepared, error);
  auto found = fold_at(prepared, diagnose_into);
  if (!found || !found->healthy()) fs::remove_all(prepared, error);
  return found;
}

Result<void> take_prepared(const fs::path& root, const Domain& domain) {
  const auto serving = root / "snapshots", prepared = root / prepared_folder;
  if (!fs::exists(prepared)) return {};
  const auto ours = snapshot_shape(domain);
  const auto stored = TRY(shape_in(serving));
  const auto next = TRY(shape_in(prepared));
  if (stored == ours || next != ours) return {};
  std::error_code error;
  fs::remove_all(serving, error);
  if (!error) fs::rename(prepared, serving, error);
  if (error) {
    return Fault{FaultKind::unavailable, "snapshots_not_swapped",
                 prepared.string() + ": " + error.message()};
  }
  return {};
}

}  // namespace fettle::cli
