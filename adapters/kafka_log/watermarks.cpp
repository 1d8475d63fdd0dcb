#include "adapters/kafka_log/watermarks.hpp"

#include <algorithm>
#include <thread>

namespace fettle::kafka {
namespace {

constexpr std::chrono::milliseconds look_again_after{50};
constexpr std::chrono::milliseconds one_try_most{1'500};  // a paused broker answers nothing

// Another broker leads, or will soon; of a topic that was just made, not every broker has heard,
// and what such a broker tells is what the client believes.
bool passes(rd_kafka_resp_err_t error) {
  switch (static_cast<int>(error)) {
    case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
      return true;
    default:
      return fault_of(error, "").kind == FaultKind::unavailable;
  }
}

using Clock = std::chrono::steady_clock;

int left_of_a_try(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 1, one_try_most.count()));
}

// Not rd_kafka_query_watermark_offsets: 2.0.2 waits for ever when the broker is away.
rd_kafka_resp_err_t ask(rd_kafka_t* client, rd_kafka_topic_partition_t& asked, std::int64_t which,
                        rd_kafka_topic_partition_list_t* list, Clock::time_point deadline) {
  asked.offset = which;
  asked.err = RD_KAFKA_RESP_ERR_NO_ERROR;
  const auto error = rd_kafka_offsets_for_times(client, list, left_of_a_try(deadline));
  return error == RD_KAFKA_RESP_ERR_NO_ERROR ? asked.err : error;
}

// The client believes the leader that it knows for minutes, whatever it is answered.
void look_for_leader(rd_kafka_t* client, const std::string& topic, Clock::time_point deadline) {
  const Topic about(rd_kafka_topic_new(client, topic.c_str(), nullptr));
  if (!about) return;
  const rd_kafka_metadata_t* found = nullptr;
  rd_kafka_metadata(client, 0, about.get(), &found, left_of_a_try(deadline));
  if (found != nullptr) rd_kafka_metadata_destroy(found);
}

// `which`: RD_KAFKA_OFFSET_BEGINNING or _END, which stand where a time would.
Result<Offset> ask_offset(rd_kafka_t* client, const std::string& topic, Partition partition,
                          std::int64_t which, std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  const Partitions list(rd_kafka_topic_partition_list_new(1));
  auto& asked = *rd_kafka_topic_partition_list_add(list.get(), topic.c_str(),
                                                   static_cast<std::int32_t>(number(partition)));
  while (true) {
    const auto error = ask(client, asked, which, list.get(), deadline);
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Offset{static_cast<std::uint64_t>(asked.offset)};
    }
    if (!passes(error) || Clock::now() + look_again_after >= deadline) {
      return fault_of(error, "ask for the ends of " + topic);
    }
    look_for_leader(client, topic, deadline);
    std::this_thread::sleep_for(look_again_after);
  }
}

}  // namespace

Result<Offset> ask_begin(rd_kafka_t* client, const std::string& topic, Partition partition,
                         std::chrono::milliseconds patience) {
  return ask_offset(client, topic, partition, RD_KAFKA_OFFSET_BEGINNING, patience);
}

Result<Offset> ask_end(rd_kafka_t* client, const std::string& topic, Partition partition,
                       std::chrono::milliseconds patience) {
  return ask_offset(client, topic, partition, RD_KAFKA_OFFSET_END, patience);
}

}  // namespace fettle::kafka
