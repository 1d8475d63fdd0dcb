#include "adapters/kafka_log/kafka_record.hpp"

namespace fettle::kafka {
namespace {

std::string_view text(const void* bytes, std::size_t size) {
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), size);
}

}  // namespace

Headers headers_of(RecordView record) {
  Headers headers(rd_kafka_headers_new(record.header_count()));
  record.each_header([&](const Header& header) {
    rd_kafka_header_add(headers.get(), header.name.data(), static_cast<ssize_t>(header.name.size()),
                        header.value.data(), static_cast<ssize_t>(header.value.size()));
  });
  return headers;
}

Record record_of(const rd_kafka_message_t& message) {
  Record record(text(message.key, message.key_len), text(message.payload, message.len));
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return record;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++i) {
    record.add_named(name, text(value, size));
  }
  return record;
}

}  // namespace fettle::kafka
