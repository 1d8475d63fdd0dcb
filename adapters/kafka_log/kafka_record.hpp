// A record of the log as a Kafka message and back. Header names and bytes are the same on both
// logs (CloudEvents 1.0 Kafka binding, binary mode).
#pragma once

#include <string>

#include "adapters/kafka_log/handle.hpp"
#include "core/record.hpp"

namespace fettle::kafka {

using Headers = std::unique_ptr<rd_kafka_headers_t, Destroyer<rd_kafka_headers_destroy>>;

Headers headers_of(RecordView record);

// In the log's own form.
Record record_of(const rd_kafka_message_t& message);

}  // namespace fettle::kafka
