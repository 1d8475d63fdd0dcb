// librdkafka's own double of a broker, for faults that a real one cannot be asked for. It is no
// proof of anything else: it compares no sequence numbers, so what a producer sends again lies in
// the partition twice, and it makes no topics when asked.
#pragma once

#include <doctest/doctest.h>

#include <vector>

#include "adapters/kafka_log/handle.hpp"
// Needs librdkafka's own header before it.
#include <librdkafka/rdkafka_mock.h>

namespace fettle::test {

class MockKafka {
 public:
  // A topic, "mock." and this name.
  explicit MockKafka(const std::string& topic, std::uint32_t partitions = 1)
      : partitions_(partitions) {
    REQUIRE(rd_kafka_mock_topic_create(mock_.get(), ("mock." + topic).c_str(),
                                       static_cast<int>(partitions), 1) == 0);
  }

  KafkaSettings settings() const {
    return {.servers = rd_kafka_mock_cluster_bootstraps(mock_.get()),
            .prefix = "mock",
            .partitions = partitions_,
            .message_timeout = std::chrono::milliseconds(1000),
            .answer_timeout = std::chrono::milliseconds(1000)};
  }

  void goes() { rd_kafka_mock_broker_set_down(mock_.get(), broker); }
  void comes_back() { rd_kafka_mock_broker_set_up(mock_.get(), broker); }

  // From now on each answer takes so long.
  void is_slow(std::chrono::milliseconds by) {
    rd_kafka_mock_broker_set_rtt(mock_.get(), broker, static_cast<int>(by.count()));
  }

  // The next messages are not written, each request of them is answered with the next of these.
  // RD_KAFKA_RESP_ERR__TRANSPORT: with the end of the connection.
  void refuses_messages(const std::vector<rd_kafka_resp_err_t>& with) {
    rd_kafka_mock_push_request_errors_array(mock_.get(), produce, with.size(), with.data());
  }

  void takes_messages() { rd_kafka_mock_clear_request_errors(mock_.get(), produce); }

  // The next messages are written, and answered only after this time.
  void answers_messages_after(std::chrono::milliseconds time) {
    rd_kafka_mock_broker_push_request_error_rtts(mock_.get(), broker, produce, 1,
                                                 RD_KAFKA_RESP_ERR_NO_ERROR,
                                                 static_cast<int>(time.count()));
  }

 private:
  using Mock =
      std::unique_ptr<rd_kafka_mock_cluster_t, kafka::Destroyer<rd_kafka_mock_cluster_destroy>>;

  static constexpr std::int32_t broker = 1;
  static constexpr std::int16_t produce = 0;  // as Kafka numbers the kinds of requests

  std::uint32_t partitions_;
  kafka::Handle client_ = *kafka::Config({.servers = "127.0.0.1:1"}).producer();
  Mock mock_{rd_kafka_mock_cluster_new(client_.get(), broker)};
};

}  // namespace fettle::test
