#include "adapters/file_keys/file_keys.hpp"

#include <algorithm>

namespace fettle {

using namespace file_keys;

namespace {

PersonKey key_of(const PersonId& person, std::uint32_t number, std::string secret) {
  return {person.text() + '/' + std::to_string(number), std::move(secret)};
}

}  // namespace

FileKeys::FileKeys(const FileKeysOptions& options, Dice& dice, MasterKey master)
    : options_(options), dice_(dice), master_(std::move(master)) {}

Result<void> FileKeys::writable() const {
  if (options_.access == Access::read_write) return {};
  return Fault{FaultKind::closed, "keys_read_only", "opened for reading beside another process"};
}

Result<PersonKey> FileKeys::current(const TenantId& tenant, const PersonId& person) {
  const std::lock_guard lock(memory_mutex_);
  const auto* known = table_.person(tenant.text(), person.text());
  if ((known == nullptr || !known->live()) && TRY(look_again())) {
    known = table_.person(tenant.text(), person.text());
  }
  if (known != nullptr && known->live()) {
    return key_of(person, known->number, {known->secret.data(), known->secret.size()});
  }
  TRY(writable());
  const auto number = (known == nullptr ? 0 : known->number) + 1;
  auto secret = dice_.bytes(secret_bytes);
  table_.set_key(tenant.text(), person.text(), number, secret);
  remember(tenant.text(), person.text(), number, secret);
  return key_of(person, number, std::move(secret));
}

Result<std::optional<std::string>> FileKeys::find(const TenantId& tenant, std::string_view key_id) {
  const std::lock_guard lock(memory_mutex_);
  auto found = table_.find(tenant.text(), key_id);
  if (!found && TRY(look_again())) found = table_.find(tenant.text(), key_id);
  return found;
}

Result<std::string> FileKeys::tenant_secret(const TenantId& tenant) {
  const std::lock_guard lock(memory_mutex_);
  auto known = table_.tenant_secret(tenant.text());
  if (!known && TRY(look_again())) known = table_.tenant_secret(tenant.text());
  if (known) return *std::move(known);
  TRY(writable());
  auto secret = dice_.bytes(secret_bytes);
  table_.set_tenant_secret(tenant.text(), secret);
  remember(tenant.text(), "", 0, secret);
  return secret;
}

// With memory_mutex_ held.
void FileKeys::remember(std::string tenant, std::string person, std::uint32_t number,
                        std::string_view secret) {
  KeyRecord record{std::move(tenant), std::move(person), number, {}};
  record.wrapped = master_.wrap(name_of(record), secret, dice_);
  unsaved_.push_back(std::move(record));
  ++not_durable_;
}

// Whoever waits for the file finds the keys of all who came before already saved: one fsync
// serves many callers.
Result<void> FileKeys::make_durable() {
  if (not_durable_ == 0) return {};
  const std::lock_guard file_lock(file_mutex_);
  std::vector<KeyRecord> batch;
  {
    const std::lock_guard lock(memory_mutex_);
    batch.swap(unsaved_);
  }
  if (batch.empty()) return {};
  std::string payload;
  for (const auto& record : batch) append(payload, record);
  if (auto saved = append_keys(payload); !saved) {
    const std::lock_guard lock(memory_mutex_);
    unsaved_.insert(unsaved_.begin(), batch.begin(), batch.end());
    return saved;
  }
  not_durable_ -= batch.size();
  return {};
}

Result<void> FileKeys::append_keys(std::string_view payload) {
  if (keys_) return keys_->append(payload);
  return Fault{FaultKind::unavailable, "keys_unwritable", "keys.log was lost; start again"};
}

// The erasure is noted before any key goes, so that a crash in between is finished at the next
// opening.
Result<void> FileKeys::erase(const TenantId& tenant, const PersonId& person) {
  TRY(writable());
  const std::lock_guard file_lock(file_mutex_);
  ErasureRecord erasure{tenant.text(), person.text(), 0};
  bool done = false;
  {
    const std::lock_guard lock(memory_mutex_);
    const auto* known = table_.person(erasure.tenant, erasure.person);
    if (known != nullptr) erasure.up_to = known->number;
    done = known != nullptr && known->erasure_known && !known->live();
  }
  if (done) return rewrite_due_ ? rewrite_without_erased() : Result<void>();
  std::string payload;
  append(payload, erasure);
  TRY(erasures_->append(payload));
  {
    const std::lock_guard lock(memory_mutex_);
    // A key made since the look above is younger than the erasure and stays.
    table_.erase(erasure);
    not_durable_ -= std::erase_if(unsaved_, [&](const auto& record) { return is_erased(record); });
  }
  rewrite_due_ = true;
  return rewrite_without_erased();
}

// With memory_mutex_ held.
bool FileKeys::is_erased(const KeyRecord& record) const {
  if (record.person.empty()) return false;
  const auto* known = table_.person(record.tenant, record.person);
  return known != nullptr && record.number <= known->erased_up_to;
}

KeyRing FileKeys::ring() {
  const std::lock_guard lock(memory_mutex_);
  return table_.ring();
}

// With file_mutex_ held. Copies what stays as it is, still wrapped.
Result<void> FileKeys::rewrite_without_erased() {
  constexpr std::size_t payload_bytes = 64 << 10;
  std::vector<std::string> payloads(1);
  const auto copy = [&](std::string_view payload) -> Result<void> {
    const auto records = TRY(parse_keys(payload));
    const std::lock_guard lock(memory_mutex_);
    for (const auto& record : records) {
      if (is_erased(record)) continue;
      if (payloads.back().size() >= payload_bytes) payloads.emplace_back();
      append(payloads.back(), record);
    }
    return {};
  };
  const auto path = options_.folder / "keys.log";
  const auto old = TRY(FrameFile::open(path, Access::read_only, copy));
  auto rewritten = FrameFile::create(path, old.note(), payloads);
  // Whatever happened, only the file that now has the name may be written from here on.
  keys_.reset();
  if (!rewritten) {
    keys_ = TRY(FrameFile::open(path, Access::read_write, [](auto) { return Result<void>(); }));
    return rewritten.error();
  }
  keys_ = std::move(rewritten).value();
  rewrite_due_ = false;
  return {};
}

}  // namespace fettle
