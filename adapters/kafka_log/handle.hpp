// One client of librdkafka with its settings; the C library's objects as owned values.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>

#include "adapters/kafka_log/settings.hpp"
#include "core/result.hpp"

namespace fettle::kafka {

template <auto Destroy>
struct Destroyer {
  template <class T>
  void operator()(T* object) const {
    Destroy(object);
  }
};

using Handle = std::unique_ptr<rd_kafka_t, Destroyer<rd_kafka_destroy>>;
using Topic = std::unique_ptr<rd_kafka_topic_t, Destroyer<rd_kafka_topic_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, Destroyer<rd_kafka_queue_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Destroyer<rd_kafka_message_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, Destroyer<rd_kafka_event_destroy>>;
using Partitions = std::unique_ptr<rd_kafka_topic_partition_list_t,
                                   Destroyer<rd_kafka_topic_partition_list_destroy>>;

// What a client is told before it exists. The first property that is refused is kept.
class Config {
 public:
  explicit Config(const KafkaSettings& settings);

  Config& set(const char* name, const std::string& value);
  Config& set(const char* name, std::chrono::milliseconds value);
  rd_kafka_conf_t* raw() { return conf_.get(); }

  // invalid `kafka_setting_refused`: a property that librdkafka does not take.
  // Spent afterwards.
  Result<Handle> producer() { return open(RD_KAFKA_PRODUCER); }
  Result<Handle> consumer() { return open(RD_KAFKA_CONSUMER); }

 private:
  Result<Handle> open(rd_kafka_type_t type);

  std::unique_ptr<rd_kafka_conf_t, Destroyer<rd_kafka_conf_destroy>> conf_;
  std::string refused_;
};

// unavailable, unless the error says that another try is of no use.
Fault fault_of(rd_kafka_resp_err_t error, std::string_view doing);

}  // namespace fettle::kafka
