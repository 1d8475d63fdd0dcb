#include "adapters/storage/whole.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle::storage {

Result<Finish> compare(const ObjectPlan& plan, const ReadBack& read) {
  crypto::Sha256 hash;
  std::uint64_t seen = 0;
  while (true) {
    const auto bytes = TRY(read(seen, read_back_at_once));
    if (bytes.empty()) break;
    hash.add(bytes);
    seen += bytes.size();
    if (seen > plan.size) break;
  }
  if (seen != plan.size) return Finish::size_differs;
  const auto found = crypto::to_hex(crypto::text(hash.finish()));
  return found == plan.sha256 ? Finish::stored : Finish::hash_differs;
}

}  // namespace fettle::storage
