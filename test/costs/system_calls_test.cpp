// What the embedded log asks of the kernel for a batch, however many commits are in it.
#include <doctest/doctest.h>

#include <latch>

#include "test/segment_log/log_in_folder.hpp"

using namespace fettle;
using namespace fettle::test;

TEST_CASE("a batch costs one write and one sync") {
  const LogInFolder place;
  FaultyDisk disk;
  const auto log = *place.open(disk, std::uint64_t{64} << 20);
  const auto writer = *log->claim(only, "me", "1");
  std::atomic<int> writes = 0, syncs = 0;
  disk.plan([&](Operation operation, const std::string& path) {
    const bool ahead = path.ends_with("filling.seg");  // the next segment, made meanwhile
    if (!ahead && operation == Operation::write) ++writes;
    if (!ahead && operation == Operation::sync) ++syncs;
    return std::optional<Fault>();
  });
  constexpr int batches = 50, records = 40;
  for (int batch = 0; batch < batches; ++batch) {
    std::vector<Record> some(records, Record("t", std::string(300, 'x')));
    std::latch durable(1);
    writer->append(std::move(some), [&](const Result<Offset>& first) {
      CHECK(first);
      durable.count_down();
    });
    durable.wait();
  }
  CHECK(writes == batches);
  CHECK(syncs == batches);
}
