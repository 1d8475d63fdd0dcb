#include "adapters/file_keys/key_records.hpp"

#include "core/bytes.hpp"

namespace fettle::file_keys {
namespace {

void append_text(std::string& out, std::string_view text) {
  append_little(out, static_cast<std::uint16_t>(text.size()));
  out += text;
}

Fault unreadable() {
  return {FaultKind::damaged, "keys_damaged", "a record's lengths do not fit its frame"};
}

// Takes fields from the front; once a length does not fit, `whole` stays false.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  bool more() const { return whole_ && !rest_.empty(); }
  bool whole() const { return whole_; }
  std::string text() { return std::string(take(number<std::uint16_t>())); }

  template <class Number>
  Number number() {
    const auto bytes = take(sizeof(Number));
    return whole_ ? load_little<Number>(bytes.data()) : Number{};
  }

 private:
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      whole_ = false;
      return {};
    }
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest_;
  bool whole_ = true;
};

}  // namespace

std::string name_of(const KeyRecord& record) {
  return record.tenant + '/' + record.person + '/' + std::to_string(record.number);
}

void append(std::string& payload, const KeyRecord& record) {
  append_text(payload, record.tenant);
  append_text(payload, record.person);
  append_little(payload, record.number);
  append_text(payload, record.wrapped.nonce);
  append_text(payload, record.wrapped.ciphertext);
}

void append(std::string& payload, const ErasureRecord& record) {
  append_text(payload, record.tenant);
  append_text(payload, record.person);
  append_little(payload, record.up_to);
}

Result<std::vector<KeyRecord>> parse_keys(std::string_view payload) {
  std::vector<KeyRecord> records;
  Fields fields(payload);
  while (fields.more()) {
    auto& record = records.emplace_back();
    record.tenant = fields.text();
    record.person = fields.text();
    record.number = fields.number<std::uint32_t>();
    record.wrapped.nonce = fields.text();
    record.wrapped.ciphertext = fields.text();
  }
  if (!fields.whole()) return unreadable();
  return records;
}

Result<std::vector<ErasureRecord>> parse_erasures(std::string_view payload) {
  std::vector<ErasureRecord> records;
  Fields fields(payload);
  while (fields.more()) {
    auto& record = records.emplace_back();
    record.tenant = fields.text();
    record.person = fields.text();
    record.up_to = fields.number<std::uint32_t>();
  }
  if (!fields.whole()) return unreadable();
  return records;
}

}  // namespace fettle::file_keys
