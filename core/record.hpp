// One record of the log: key (the tenant), value (an event's JSON) and headers, as flat bytes that
// are the same on disk and in memory. Layout, each text led by its size (bytes.hpp, short sized):
//   key, value, then per header: u8 code of its name, the name if the code is 0, value.
// An event has some thirty headers: names spelled out would be a third of the log.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.hpp"
#include "core/header_names.hpp"
#include "core/result.hpp"

namespace fettle {

// The largest encoded record on every log; below Kafka's max.message.bytes of our topic.
inline constexpr std::size_t record_bytes_max = 1'000'000;

struct Header {
  std::string_view name;
  std::string_view value;
  std::uint8_t code = 0;  // of the name; 0: it has none

  bool is(HeaderName other) const { return code == other.code(); }
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
  std::optional<std::string_view> header(HeaderName name) const;
  std::optional<std::string_view> header_named(std::string_view name) const;

  template <class Visit>
  void each_header(Visit&& visit) const {
    for (std::string_view rest = headers_; !rest.empty();) visit(*take_header(rest));
  }

 private:
  friend class Record;

  // Nothing when it is not whole.
  static std::optional<Header> take_header(std::string_view& rest) {
    const auto code = static_cast<std::uint8_t>(rest[0]);
    if (code >= std::size(header::names)) return std::nullopt;
    rest.remove_prefix(1);
    const auto name = code == 0 ? take_short_sized(rest) : header::names[code];
    const auto value = name ? take_short_sized(rest) : std::nullopt;
    return value ? std::optional(Header{*name, *value, code}) : std::nullopt;
  }

  std::string_view bytes_, key_, value_, headers_;
  std::size_t header_count_ = 0;
};

// An owned record, built in one pass: key, value, then headers in any order.
class Record {
 public:
  Record(std::string_view key, std::string_view value);
  static Record copy_of(RecordView view);

  void add(HeaderName name, std::string_view value);
  // A name that is known only now.
  void add_named(std::string_view name, std::string_view value);
  // Out of another record.
  void add(const Header& header) { add(header.code, header.name, header.value); }
  RecordView view() const;
  std::string_view bytes() const { return bytes_; }  // as the log stores them
  std::size_t size() const { return bytes_.size(); }

 private:
  Record() = default;

  char* grow(std::size_t bytes);
  void add(std::uint8_t code, std::string_view name, std::string_view value);

  std::string bytes_;
  std::size_t key_bytes_ = 0, value_bytes_ = 0, headers_at_ = 0, header_count_ = 0;
};

}  // namespace fettle
