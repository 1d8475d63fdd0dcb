#include "bench/projector/orders.hpp"

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "test/support/shop_day.hpp"

namespace fettle::bench {
namespace {

constexpr int shops = 2, side_by_side = 100;

using Story = std::vector<std::vector<DecidedEvent>>;  // of one order: the events of each commit

std::string tenant_of(int order) { return "shop-" + std::to_string(order % shops); }

// Commits that are written and not yet durable.
class OnTheirWay {
 public:
  LogWriter::Done one() {
    ++written_;
    return [this](Result<Offset> first) {
      const std::lock_guard lock(mutex_);
      if (!first) why_ = first.error();
      ++done_;
      durable_.notify_one();
    };
  }

  void wait() {
    std::unique_lock lock(mutex_);
    durable_.wait(lock, [&] { return done_ == written_; });
    if (why_) throw std::runtime_error(why_->detail);
  }

 private:
  std::mutex mutex_;
  std::condition_variable durable_;
  std::size_t written_ = 0, done_ = 0;
  std::optional<Fault> why_;
};

class Filling {
 public:
  Filling(Log& log, Keys& keys, Dice& dice) {
    for (std::uint32_t partition = 0; partition < log.partitions(); ++partition) {
      logs_.push_back(std::make_unique<test::ShopLog>(log, keys, dice, Partition{partition}));
    }
    for (int shop = 0; shop < shops; ++shop) test::open_shop(log_of(shop), tenant_of(shop));
  }

  void orders(int begin, int end) {
    std::vector<Story> stories;
    for (int n = begin; n < end; ++n) {
      auto& story = stories.emplace_back();
      const auto tell = [&](const std::vector<DecidedEvent>& events) { story.push_back(events); };
      test::arrive(std::to_string(n), tell);
      test::whole_order(std::to_string(n), tell);
    }
    for (std::size_t step = 0; step < stories.front().size(); ++step) {
      for (int n = begin; n < end; ++n) {
        write(n, stories[static_cast<std::size_t>(n - begin)][step]);
      }
    }
    on_their_way_.wait();
  }

 private:
  test::ShopLog& log_of(int order) {
    return *logs_[static_cast<std::size_t>(order % shops) % logs_.size()];
  }
  void write(int order, const std::vector<DecidedEvent>& events) {
    auto& log = log_of(order);
    log.write(log.build(tenant_of(order), events), on_their_way_.one());
  }

  OnTheirWay on_their_way_;
  std::vector<std::unique_ptr<test::ShopLog>> logs_;
};

}  // namespace

void fill(Log& log, Keys& keys, Dice& dice, int orders) {
  Filling filling(log, keys, dice);
  for (int begin = 0; begin < orders; begin += side_by_side) {
    filling.orders(begin, std::min(orders, begin + side_by_side));
  }
}

}  // namespace fettle::bench
