#include "bench/kafka/claims/owner.hpp"

#include <condition_variable>
#include <thread>

namespace fettle::bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr Partition contested{0};
constexpr std::size_t in_flight_max = 32;  // commits
constexpr std::size_t read_bytes = 1 << 20;
constexpr auto read_wait = 100ms;
constexpr auto read_deadline = 10s;
constexpr unsigned commit_records_max = 4;
constexpr int command_bits = 40;  // below the owner's number
constexpr std::string_view nonce = "nonce";

}  // namespace

// From a claim until it is known to be lost, or over. Its appends may be answered after it.
struct Owner::Reign {
  explicit Reign(std::unique_ptr<LogWriter> claimed) : writer(std::move(claimed)) {}

  std::unique_ptr<LogWriter> writer;
  Versions versions{};  // as the owner believes them, its own commits included
  std::uint64_t next_n = first_number(nonce);

  std::mutex mutex;
  std::condition_variable changed;
  std::size_t in_flight = 0;
  bool lost = false;
};

unsigned Owner::between(unsigned least, unsigned most) {
  return std::uniform_int_distribution(least, most)(random_);
}

void Owner::pause(unsigned least_ms, unsigned most_ms) {
  std::this_thread::sleep_for(std::chrono::milliseconds(between(least_ms, most_ms)));
}

void Owner::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pause(0, 150);
    const auto begin = Clock::now();
    auto writer = take_over();
    if (!writer) {
      tally_.ended(writer.error().code);
      continue;
    }
    tally_.took_over(Clock::now() - begin);
    rule_with(std::move(*writer), stop);
  }
}

// First the claim, then all that lies before it.
Result<std::unique_ptr<LogWriter>> Owner::take_over() {
  auto writer = TRY(log_.claim(contested, "owner " + std::to_string(number_), nonce));
  TRY(read_up_to(next(writer->claim())));
  return writer;
}

Result<void> Owner::read_up_to(Offset end) {
  const auto reader = TRY(log_.read(contested, seen_.next()));
  const auto deadline = Clock::now() + read_deadline;
  while (seen_.next() < end) {
    if (Clock::now() > deadline) return Fault{FaultKind::unavailable, "reading_took_too_long", ""};
    for (const auto& stored : TRY(reader->next(read_bytes, read_wait))) {
      // What lies behind the claim is this owner's own, or somebody else's who claimed later.
      if (seen_.next() < end) seen_.see(stored);
    }
  }
  return {};
}

void Owner::rule_with(std::unique_ptr<LogWriter> writer, const std::stop_token& stop) {
  const auto reign = std::make_shared<Reign>(std::move(writer));
  reign->versions = seen_.versions();
  const auto until = Clock::now() + std::chrono::milliseconds(between(30, 600));
  while (!stop.stop_requested() && Clock::now() < until) {
    if (once_in(300)) pause(20, 300);
    std::unique_lock lock(reign->mutex);
    const auto ready = [&] { return reign->lost || reign->in_flight < in_flight_max; };
    reign->changed.wait_until(lock, until, ready);
    if (reign->lost) break;
    if (reign->in_flight == in_flight_max) continue;
    ++reign->in_flight;
    lock.unlock();
    send_commit(reign);
  }
  // Ends the answers: what is on its way may be written yet, and counts as unknown.
  reign->writer.reset();
}

void Owner::send_commit(const std::shared_ptr<Reign>& reign) {
  const auto command = (CommandNumber{number_} << command_bits) + ++commands_;
  const auto count = between(1, commit_records_max);
  // Now and then an owner dies in the middle of a commit: nothing comes after it.
  const auto sent = once_in(200) ? between(1, count) : count;
  std::vector<Record> records;
  for (std::size_t i = 0; i < sent; ++i) {
    const std::size_t account = between(0, accounts - 1);
    records.push_back(record_of({account, reign->versions[account]++, command}, i, count));
    add_claim(records.back(), reign->writer->claim(), reign->next_n++);
  }
  const bool whole = sent == count;
  if (!whole) {
    const std::lock_guard lock(reign->mutex);
    reign->lost = true;
  }
  reign->writer->append(std::move(records), [this, reign, command, whole](Result<Offset> where) {
    if (where && whole) tally_.acknowledged(command);
    const std::lock_guard lock(reign->mutex);
    if (!where && !reign->lost) tally_.ended(where.error().code);
    --reign->in_flight;
    if (!where) reign->lost = true;
    reign->changed.notify_one();
  });
}

}  // namespace fettle::bench
