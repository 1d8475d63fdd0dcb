#include "core/record.hpp"

#include <unordered_map>

namespace fettle {
namespace {

Fault malformed() {
  return {FaultKind::invalid, "record_malformed", "lengths do not fit the bytes"};
}

// 0: it has none.
std::uint8_t code_of(std::string_view name) {
  static const auto codes = [] {
    std::unordered_map<std::string_view, std::uint8_t> all;
    for (std::uint8_t code = 1; code < std::size(header::names); ++code) {
      all.emplace(header::names[code], code);
    }
    return all;
  }();
  const auto found = codes.find(name);
  return found == codes.end() ? 0 : found->second;
}

}  // namespace

Result<RecordView> RecordView::parse(std::string_view bytes) {
  RecordView view;
  view.bytes_ = bytes;
  std::string_view rest = bytes;
  const auto key = take_short_sized(rest);
  const auto value = key ? take_short_sized(rest) : std::nullopt;
  if (!value) return malformed();
  view.key_ = *key;
  view.value_ = *value;
  view.headers_ = rest;
  for (; !rest.empty(); ++view.header_count_) {
    const auto header = take_header(rest);
    // What has a code is not spelled out: a record has one form.
    if (!header || (header->code == 0 && code_of(header->name) != 0)) return malformed();
  }
  return view;
}

std::optional<std::string_view> RecordView::header(HeaderName name) const {
  for (std::string_view rest = headers_; !rest.empty();) {
    const auto header = *take_header(rest);
    if (header.is(name)) return header.value;
  }
  return std::nullopt;
}

std::optional<std::string_view> RecordView::header_named(std::string_view name) const {
  for (std::string_view rest = headers_; !rest.empty();) {
    const auto header = *take_header(rest);
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}

Record::Record(std::string_view key, std::string_view value)
    : key_bytes_(key.size()), value_bytes_(value.size()) {
  constexpr std::size_t usual_headers = 700;
  headers_at_ = short_sized_bytes(key) + short_sized_bytes(value);
  bytes_.reserve(headers_at_ + usual_headers);
  store_short_sized(store_short_sized(grow(headers_at_), key), value);
}

Record Record::copy_of(RecordView view) {
  Record copy;
  copy.bytes_ = view.bytes_;
  copy.key_bytes_ = view.key_.size();
  copy.value_bytes_ = view.value_.size();
  copy.headers_at_ = view.bytes_.size() - view.headers_.size();
  copy.header_count_ = view.header_count_;
  return copy;
}

char* Record::grow(std::size_t bytes) {
  const auto at = bytes_.size();
  bytes_.resize(at + bytes);
  return bytes_.data() + at;
}

void Record::add(HeaderName name, std::string_view value) { add(name.code(), {}, value); }

void Record::add_named(std::string_view name, std::string_view value) {
  add(code_of(name), name, value);
}

void Record::add(std::uint8_t code, std::string_view name, std::string_view value) {
  char* to = grow(1 + (code == 0 ? short_sized_bytes(name) : 0) + short_sized_bytes(value));
  *to++ = static_cast<char>(code);
  if (code == 0) to = store_short_sized(to, name);
  store_short_sized(to, value);
  ++header_count_;
}

RecordView Record::view() const {
  const std::string_view bytes(bytes_);
  RecordView view;
  view.bytes_ = bytes;
  view.value_ = bytes.substr(headers_at_ - value_bytes_, value_bytes_);
  view.key_ = bytes.substr(key_bytes_ < long_size ? 1 : 1 + sizeof(std::uint32_t), key_bytes_);
  view.headers_ = bytes.substr(headers_at_);
  view.header_count_ = header_count_;
  return view;
}

}  // namespace fettle
