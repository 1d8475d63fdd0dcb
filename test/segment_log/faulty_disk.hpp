// A disk that fails where a test says, and that can lose what was not synced, as a power cut does.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "adapters/segment_log/posix_disk.hpp"

namespace fettle::test {

enum class Operation { open, write, sync, truncate, rename, sync_directory };

class FaultyDisk : public segment_log::Disk {
 public:
  using Plan = std::function<std::optional<Fault>(Operation, const std::string& path)>;

  // Asked before every operation, on the thread that does it, one at a time. A write that fails
  // has written its first half.
  void plan(Plan plan) {
    const std::lock_guard lock(mutex_);
    plan_ = std::move(plan);
  }

  // From now on writes stay in memory until a sync.
  void hold_back_writes() { holding_ = true; }

  // After `operations` more of them the power is cut: every later operation fails, and of what was
  // not synced any sectors may have reached the disk.
  void cut_power_after(int operations, std::uint64_t seed) {
    const std::lock_guard lock(mutex_);
    operations_left_ = operations;
    random_.seed(seed);
  }

  Result<std::unique_ptr<segment_log::DiskFile>> open(const std::string& path, Mode mode) override {
    TRY(ask(Operation::open, path));
    return std::unique_ptr<segment_log::DiskFile>(
        std::make_unique<File>(*this, path, TRY(real_.open(path, mode))));
  }
  Result<std::vector<std::string>> list(const std::string& directory) override {
    return real_.list(directory);
  }
  Result<void> rename(const std::string& from, const std::string& to) override {
    TRY(ask(Operation::rename, from));
    return real_.rename(from, to);
  }
  Result<void> remove(const std::string& path) override { return real_.remove(path); }
  Result<void> make_directory(const std::string& path) override {
    return real_.make_directory(path);
  }
  Result<void> sync_directory(const std::string& path) override {
    return ask(Operation::sync_directory, path);
  }

 private:
  struct Write {
    std::uint64_t position;
    std::string bytes;
  };

  class File : public segment_log::DiskFile {
   public:
    File(FaultyDisk& disk, std::string path, std::unique_ptr<DiskFile> real)
        : disk_(disk), path_(std::move(path)), real_(std::move(real)) {}
    ~File() override { lose_most(); }

    Result<std::size_t> read_at(std::uint64_t position, char* into, std::size_t size) override {
      return real_->read_at(position, into, size);
    }
    Result<std::uint64_t> size() override { return real_->size(); }

    Result<void> write_at(std::uint64_t position, std::string_view bytes) override {
      if (auto allowed = disk_.ask(Operation::write, path_); !allowed) {
        (void)real_->write_at(position, bytes.substr(0, bytes.size() / 2));
        return allowed;
      }
      if (!disk_.holding_) return real_->write_at(position, bytes);
      held_.push_back({position, std::string(bytes)});
      return {};
    }
    Result<void> sync() override {
      TRY(disk_.ask(Operation::sync, path_));
      for (const auto& write : held_) TRY(real_->write_at(write.position, write.bytes));
      held_.clear();
      return {};
    }
    Result<void> truncate(std::uint64_t size) override {
      TRY(disk_.ask(Operation::truncate, path_));
      return real_->truncate(size);
    }

   private:
    void lose_most() {
      constexpr std::size_t sector = 512;
      for (const auto& write : held_) {
        for (std::size_t at = 0; at < write.bytes.size();) {
          const auto position = write.position + at;
          const auto size = std::min(sector - position % sector, write.bytes.size() - at);
          if (disk_.toss()) (void)real_->write_at(position, write.bytes.substr(at, size));
          at += size;
        }
      }
    }

    FaultyDisk& disk_;
    const std::string path_;
    const std::unique_ptr<DiskFile> real_;
    std::vector<Write> held_;
  };

  Result<void> ask(Operation operation, const std::string& path) {
    const std::lock_guard lock(mutex_);
    if (operations_left_ && --*operations_left_ < 0) {
      return Fault{FaultKind::unavailable, "disk_failed", "the power is cut"};
    }
    if (!plan_) return {};
    if (auto fault = plan_(operation, path)) return *fault;
    return {};
  }

  bool toss() {
    const std::lock_guard lock(mutex_);
    return random_() % 2 == 0;
  }

  segment_log::PosixDisk real_;
  std::mutex mutex_;
  Plan plan_;
  std::optional<int> operations_left_;
  std::mt19937_64 random_;
  std::atomic<bool> holding_ = false;
};

}  // namespace fettle::test
