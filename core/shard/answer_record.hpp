// The first answer to a command, kept under its idempotency key: a repeat gets it again, until the
// key ends. An ended key counts as never used; the store takes it out when it likes.
#pragma once

#include <cstdint>
#include <string>

#include "core/moment.hpp"
#include "core/position.hpp"
#include "core/result.hpp"

namespace fettle {

struct AnswerRecord {
  std::string request_hash;
  std::string id;  // of the aggregate that the answer speaks of
  std::uint64_t version = 0;
  std::string members;  // JSON members beside id, version and position
  std::uint16_t status = 200;
  Moment accepted{Micros{0}};
  Offset offset{};  // of the commit's last record; known once it is durable
};

std::string encode(const AnswerRecord& record);
Result<AnswerRecord> decode_answer(std::string_view bytes);

inline bool key_ended(Moment accepted, Moment now, Micros lifetime) {
  return now - accepted >= lifetime;
}
// Whether an entry of the snapshot store is an answer whose key ended; any bytes may be given.
bool is_ended_answer(std::string_view key, std::string_view value, Moment now, Micros lifetime);

}  // namespace fettle
