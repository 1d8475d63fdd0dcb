#include "bench/replay/shop.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "commands/domain.hpp"
#include "test/support/shop_day.hpp"

namespace fettle::bench {
namespace {

constexpr int side_by_side = 100;
const std::string tenant = "demo";

// Waits until what was handed to the log is durable.
class Written {
 public:
  LogWriter::Done one() {
    ++asked_;
    return [this](const Result<Offset>& written) {
      const std::lock_guard lock(mutex_);
      failed_ = failed_ || !written;
      ++done_;
      durable_.notify_one();
    };
  }
  void wait() {
    std::unique_lock lock(mutex_);
    durable_.wait(lock, [this] { return done_ == asked_; });
    if (failed_) throw std::runtime_error("the log took not all of the orders");
  }

 private:
  std::mutex mutex_;
  std::condition_variable durable_;
  std::size_t asked_ = 0, done_ = 0;
  bool failed_ = false;
};

using Story = std::vector<std::vector<DecidedEvent>>;

Story story_of(const std::string& order) {
  Story story;
  test::whole_order(order,
                    [&](const std::vector<DecidedEvent>& events) { story.push_back(events); });
  return story;
}

}  // namespace

Shop::Shop(std::filesystem::path in) : folder(std::move(in)) {
  fill(domain);
  std::filesystem::create_directories(folder);
  keys = need(FileKeys::open({.folder = folder / "keys",
                              .master_key_file = folder / "master.key",
                              .master_key = FileKeysOptions::Missing::create},
                             dice));
  log = need(segment_log::SegmentLog::open(disk, (folder / "log").string(), LogId("bench"), {}));
}

void Shop::add_orders(int orders) {
  test::ShopLog shop(*log, *keys, dice);
  test::open_shop(shop, tenant);
  Written written;
  for (int begin = 0; begin < orders; begin += side_by_side) {
    std::vector<Story> stories;
    for (int n = begin; n < std::min(orders, begin + side_by_side); ++n) {
      test::arrive(shop, tenant, std::to_string(n));
      stories.push_back(story_of(std::to_string(n)));
    }
    shop.by("anna", "front_desk", "admin");
    for (std::size_t step = 0; step < stories.front().size(); ++step) {
      for (const auto& story : stories) shop.write(shop.build(tenant, story[step]), written.one());
    }
    written.wait();
  }
  need(keys->make_durable());
}

}  // namespace fettle::bench
