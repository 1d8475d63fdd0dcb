// One record of the log: key (the tenant), value (an event's JSON) and headers, as flat bytes that
// are the same on disk and in memory. Layout, all numbers little-endian:
//   u32 key size, key, u32 value size, value, u16 header count,
//   then per header: u16 name size, name, u32 value size, value.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle {

// The largest encoded record on every log; below Kafka's max.message.bytes of our topic.
inline constexpr std::size_t record_bytes_max = 1'000'000;

struct Header {
  std::string_view name;
  std::string_view value;
};

// A look into encoded bytes that outlive it. Cheap to copy; any thread.
class RecordView {
 public:
  // Checks every length against the bytes; `invalid` when they do not fit exactly.
  static Result<RecordView> parse(std::string_view bytes);

  std::string_view bytes() const { return bytes_; }
  std::string_view key() const { return key_; }
  std::string_view value() const { return value_; }
  std::size_t header_count() const { return header_count_; }
  // The first header of that name; nothing if absent.
  std::optional<std::string_view> header(std::string_view name) const;

  template <class Visit>
  void each_header(Visit&& visit) const {
    std::string_view rest = headers_;
    for (std::size_t i = 0; i < header_count_; ++i) visit(take_header(rest));
  }

 private:
  static Header take_header(std::string_view& rest);

  std::string_view bytes_, key_, value_, headers_;
  std::size_t header_count_ = 0;
};

// An owned record, built in one pass: key, value, then headers in any order.
class Record {
 public:
  Record(std::string_view key, std::string_view value);
  static Record copy_of(RecordView view) { return Record(std::string(view.bytes())); }

  void add(std::string_view name, std::string_view value);
  RecordView view() const;
  std::string_view bytes() const { return bytes_; }  // as the log stores them
  std::size_t size() const { return bytes_.size(); }

 private:
  explicit Record(std::string bytes);

  std::string bytes_;
  std::size_t count_at_;
};

}  // namespace fettle
