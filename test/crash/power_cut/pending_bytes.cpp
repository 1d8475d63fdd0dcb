#include "test/crash/power_cut/pending_bytes.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "test/crash/raw_calls.hpp"

namespace fettle::power_cut {

PendingBytes::~PendingBytes() { raw::close(handle_); }

off_t PendingBytes::size() const {
  struct stat status {};
  return ::fstat(handle_, &status) == 0 ? status.st_size : 0;
}

void PendingBytes::note(std::uint64_t call, off_t at, off_t size, off_t size_after) {
  Change change{call,         at,        size, std::string(static_cast<std::size_t>(size), '\0'),
                this->size(), size_after};
  const auto got = raw::pread(handle_, change.before.data(), change.before.size(), at);
  change.before.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  changes_.push_back(std::move(change));
}

void PendingBytes::before_write(std::uint64_t call, off_t at, std::size_t size) {
  const auto end = at + static_cast<off_t>(size);
  note(call, at, static_cast<off_t>(size), std::max(end, this->size()));
}

void PendingBytes::before_resize(std::uint64_t call, off_t size) {
  note(call, size, std::max<off_t>(this->size() - size, 0), size);
}

void PendingBytes::synced() { changes_.clear(); }

void PendingBytes::map(const char* page, std::size_t size) {
  page_ = page;
  page_seen_.assign(page, size);
}

void PendingBytes::unmap(std::uint64_t call) {
  look_at_map(call);
  page_ = nullptr;
}

bool PendingBytes::maps(const void* address) const {
  return page_ != nullptr && page_ <= address && address < page_ + page_seen_.size();
}

void PendingBytes::look_at_map(std::uint64_t call) {
  if (page_ == nullptr) return;
  std::string now(page_, page_seen_.size());
  if (now == page_seen_) return;
  const auto size = static_cast<off_t>(page_seen_.size());
  changes_.push_back({call, 0, size, std::move(page_seen_), this->size(), this->size()});
  page_seen_ = std::move(now);
}

void PendingBytes::restore(const Change& change, off_t from, off_t to) const {
  std::string bytes(static_cast<std::size_t>(to - from), '\0');
  const auto begin = static_cast<std::size_t>(from - change.at);
  if (begin < change.before.size()) {
    const auto count = std::min(bytes.size(), change.before.size() - begin);
    std::memcpy(bytes.data(), change.before.data() + begin, count);
  }
  raw::pwrite(handle_, bytes.data(), bytes.size(), from);
}

// A cut of the file's end that did not reach the disk takes with it what was written behind it: its
// blocks are still those of before.
void PendingBytes::take_back(Survival& survival) {
  if (changes_.empty()) return;
  const auto sizes_lost = survival.first_lost();
  auto final_size = changes_.front().size_before;
  auto all_lost = std::numeric_limits<std::uint64_t>::max();
  for (const auto& change : changes_) {
    if (change.call < sizes_lost) final_size = change.size_after;
    if (change.call >= sizes_lost && change.shrinks()) all_lost = std::min(all_lost, change.call);
  }
  const auto sector = survival.sector_bytes();
  std::map<off_t, std::uint64_t> lost;  // of each sector: from which call on
  for (auto change = changes_.rbegin(); change != changes_.rend(); ++change) {
    if (change->shrinks() && change->call < all_lost) continue;
    const auto end = change->at + change->size;
    for (auto from = change->at; from < end;) {
      const auto to = std::min(end, from / sector * sector + sector);
      auto known = lost.find(from / sector);
      if (known == lost.end()) known = lost.emplace(from / sector, survival.first_lost()).first;
      if (change->call >= std::min(all_lost, known->second)) restore(*change, from, to);
      from = to;
    }
  }
  raw::resize(handle_, final_size);
}

}  // namespace fettle::power_cut
