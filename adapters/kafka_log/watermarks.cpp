#include "adapters/kafka_log/watermarks.hpp"

#include <thread>

namespace fettle::kafka {
namespace {

constexpr std::chrono::milliseconds look_again_after{50};

bool passes(rd_kafka_resp_err_t error) {
  return error == RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION ||
         error == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE ||
         error == RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH;
}

}  // namespace

Result<Watermarks> ask_watermarks(rd_kafka_t* client, const std::string& topic, Partition partition,
                                  std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (true) {
    std::int64_t low = 0, high = 0;
    const auto error = rd_kafka_query_watermark_offsets(
        client, topic.c_str(), static_cast<std::int32_t>(number(partition)), &low, &high,
        static_cast<int>(patience.count()));
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Watermarks{Offset{static_cast<std::uint64_t>(low)},
                        Offset{static_cast<std::uint64_t>(high)}};
    }
    if (!passes(error) || std::chrono::steady_clock::now() >= deadline) {
      return fault_of(error, "ask for the end of " + topic);
    }
    std::this_thread::sleep_for(look_again_after);
  }
}

}  // namespace fettle::kafka
