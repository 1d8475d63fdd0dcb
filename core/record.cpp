#include "core/record.hpp"

#include <algorithm>

#include "core/bytes.hpp"

namespace fettle {
namespace {

Fault malformed() {
  return {FaultKind::invalid, "record_malformed", "lengths do not fit the bytes"};
}

}  // namespace

Result<RecordView> RecordView::parse(std::string_view bytes) {
  RecordView view;
  view.bytes_ = bytes;
  std::string_view rest = bytes;
  const auto key = take_sized<std::uint32_t>(rest);
  const auto value = key ? take_sized<std::uint32_t>(rest) : std::nullopt;
  if (!value || rest.size() < sizeof(std::uint16_t)) return malformed();
  view.key_ = *key;
  view.value_ = *value;
  view.header_count_ = load_little<std::uint16_t>(rest.data());
  rest.remove_prefix(sizeof(std::uint16_t));
  view.headers_ = rest;
  for (std::size_t i = 0; i < view.header_count_; ++i) {
    if (!take_sized<std::uint16_t>(rest) || !take_sized<std::uint32_t>(rest)) return malformed();
  }
  if (!rest.empty()) return malformed();
  return view;
}

Header RecordView::take_header(std::string_view& rest) {
  const auto name = *take_sized<std::uint16_t>(rest);
  const auto value = *take_sized<std::uint32_t>(rest);
  return {name, value};
}

std::optional<std::string_view> RecordView::header(std::string_view name) const {
  std::string_view rest = headers_;
  for (std::size_t i = 0; i < header_count_; ++i) {
    const auto header = take_header(rest);
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}

Record::Record(std::string_view key, std::string_view value) {
  bytes_.reserve(key.size() + value.size() + 1024);
  append_sized<std::uint32_t>(bytes_, key);
  append_sized<std::uint32_t>(bytes_, value);
  count_at_ = bytes_.size();
  append_little(bytes_, std::uint16_t{0});
}

Record::Record(std::string bytes) : bytes_(std::move(bytes)) {
  const auto view = RecordView::parse(bytes_);
  invariant(view.has_value(), "a record is copied from a parsed one");
  count_at_ = 8 + view->key().size() + view->value().size();
}

void Record::add(std::string_view name, std::string_view value) {
  const auto name_size = static_cast<std::uint16_t>(name.size());
  const auto value_size = static_cast<std::uint32_t>(value.size());
  // In one piece: the shard writes some thirty headers an event.
  const auto at = bytes_.size();
  bytes_.resize(at + sizeof name_size + name.size() + sizeof value_size + value.size());
  char* to = bytes_.data() + at;
  store_little(to, name_size);
  to = std::copy(name.begin(), name.end(), to + sizeof name_size);
  store_little(to, value_size);
  std::copy(value.begin(), value.end(), to + sizeof value_size);
  const auto count = load_little<std::uint16_t>(bytes_.data() + count_at_);
  store_little(bytes_.data() + count_at_, static_cast<std::uint16_t>(count + 1));
}

RecordView Record::view() const {
  auto view = RecordView::parse(bytes_);
  invariant(view.has_value(), "a built record is well formed");
  return *view;
}

}  // namespace fettle
