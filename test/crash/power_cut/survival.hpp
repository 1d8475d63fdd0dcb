// How much of what was not synced is on the disk when the power is back: drawn from a seed, once a
// cut. Calls are numbered; of a sector, a file's size or a folder's names those changes survive
// that came before a drawn number.
#pragma once

#include <fcntl.h>

#include <cstdint>
#include <limits>
#include <map>
#include <random>

namespace fettle::power_cut {

class Survival {
 public:
  // nothing: as of the last syncs. everything: as if all was synced. in_order: all changes before
  // some call. torn: each sector, size and folder by itself.
  enum class Kind { nothing, everything, in_order, torn };

  Survival(std::uint64_t seed, std::uint64_t newest) : random_(seed), newest_(newest) {
    constexpr Kind kinds[] = {Kind::nothing, Kind::everything, Kind::in_order, Kind::in_order,
                              Kind::torn,    Kind::torn,       Kind::torn,     Kind::torn};
    kind_ = kinds[random_() % std::size(kinds)];
    sector_bytes_ = random_() % 2 == 0 ? 512 : 4096;
    bound_ = 1 + random_() % (newest_ + 1);
  }

  Kind kind() const { return kind_; }
  off_t sector_bytes() const { return sector_bytes_; }

  // The first call whose change is lost, of the next thing that is asked about.
  std::uint64_t first_lost() {
    constexpr auto never = std::numeric_limits<std::uint64_t>::max();
    if (kind_ == Kind::nothing) return 0;
    if (kind_ == Kind::everything) return never;
    if (kind_ == Kind::in_order) return bound_;
    const auto drawn = random_() % 5;
    if (drawn < 2) return 0;
    return drawn < 4 ? never : 1 + random_() % (newest_ + 1);
  }

 private:
  std::mt19937_64 random_;
  std::uint64_t newest_;
  Kind kind_;
  off_t sector_bytes_;
  std::uint64_t bound_;
};

}  // namespace fettle::power_cut
