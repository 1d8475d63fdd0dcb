#include "adapters/segment_log/mark.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cstdio>
#include <utility>

#include "adapters/segment_log/handle.hpp"
#include "adapters/segment_log/posix_disk.hpp"
#include "adapters/segment_log/segment.hpp"

namespace fettle::segment_log {
namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::uint64_t magic = 0x4b52414d5f544c46;  // "FLT_MARK"

}  // namespace

struct Mark::Page {
  std::uint64_t magic;
  std::uint64_t durable_end;
  std::uint64_t tail;
};

namespace {

// It gets its name when it is whole on the disk: a power cut leaves a page or none, so that one
// that is not whole is damage.
Result<void> make_if_new(const std::string& path) {
  if (::access(path.c_str(), F_OK) == 0) return {};
  const auto beside = path + ".new";
  std::string page(page_bytes, '\0');
  std::copy_n(reinterpret_cast<const char*>(&magic), sizeof magic, page.data());
  const Handle handle(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640));
  if (!handle.open()) return disk_fault("open", beside);
  if (::pwrite(handle.get(), page.data(), page.size(), 0) != static_cast<ssize_t>(page.size())) {
    return disk_fault("write", beside);
  }
  if (::fdatasync(handle.get()) != 0) return disk_fault("fdatasync", beside);
  if (::rename(beside.c_str(), path.c_str()) != 0) return disk_fault("rename", beside);
  return {};
}

}  // namespace

Result<Mark> Mark::open(const std::string& path, Mode mode) {
  const bool writable = mode == Mode::write;
  if (writable) TRY(make_if_new(path));
  const Handle handle(::open(path.c_str(), (writable ? O_RDWR : O_RDONLY) | O_CLOEXEC));
  if (!handle.open()) return disk_fault("open", path);
  struct stat status {};
  if (::fstat(handle.get(), &status) != 0) return disk_fault("stat", path);
  if (status.st_size != static_cast<off_t>(page_bytes)) {
    return damaged(path, 0, "this is not a mark page");
  }
  void* const memory = ::mmap(nullptr, page_bytes, writable ? PROT_READ | PROT_WRITE : PROT_READ,
                              MAP_SHARED, handle.get(), 0);
  if (memory == MAP_FAILED) return disk_fault("map", path);
  Mark mark(static_cast<Page*>(memory), writable, path);
  if (mark.page_->magic != magic) return damaged(path, 0, "this is not a mark page");
  return mark;
}

Mark::Mark(Page* page, bool writable, std::string path)
    : page_(page), writable_(writable), path_(std::move(path)) {}

Mark::Mark(Mark&& other) noexcept
    : page_(std::exchange(other.page_, nullptr)),
      writable_(other.writable_),
      path_(std::move(other.path_)) {}

Mark::~Mark() {
  if (page_ != nullptr) ::munmap(page_, page_bytes);
}

Offset Mark::durable_end() const {
  return Offset{std::atomic_ref(page_->durable_end).load(std::memory_order_acquire)};
}

Offset Mark::tail() const {
  return Offset{std::atomic_ref(page_->tail).load(std::memory_order_acquire)};
}

void Mark::publish_end(Offset end) {
  std::atomic_ref(page_->durable_end).store(number(end), std::memory_order_release);
}

void Mark::publish_tail(Offset first) {
  std::atomic_ref(page_->tail).store(number(first), std::memory_order_release);
}

Result<void> Mark::sync() {
  if (writable_ && ::msync(page_, page_bytes, MS_SYNC) != 0) return disk_fault("fdatasync", path_);
  return {};
}

}  // namespace fettle::segment_log
