#include "core/shard/key_expiry.hpp"

#include <algorithm>
#include <vector>

#include "core/shard/keyspace.hpp"

namespace fettle {

Result<void> KeyExpiry::expire(Moment now, Changes& changes) {
  if (now.since_epoch() < lifetime_) return {};
  const auto limit = keyspace::accepted(now - lifetime_);
  if (limit <= oldest_) return {};
  for (const auto& entry : TRY(due_before(limit, keyspace::accepted(now)))) {
    changes.entries.insert_or_assign(entry, false);
    const auto key = keyspace::answer_in(entry);
    const auto answer = TRY(memory_.answer(key));
    // The key may have been used anew since; then a later entry stands for it.
    if (answer && entry.starts_with(keyspace::accepted(answer->accepted))) {
      changes.values.insert_or_assign(key, std::shared_ptr<AnswerRecord>());
    }
  }
  return {};
}

// Goes one entry further than it takes, to know when to look again.
Result<std::vector<std::string>> KeyExpiry::due_before(const std::string& limit, std::string next) {
  std::vector<std::string> due;
  const auto all = keyspace::accepted(Moment(Micros{0})).substr(0, 1);
  TRY(memory_.scan(all, keyspace::beyond(all), [&](std::string_view entry) {
    if (entry < limit && due.size() < keys_expired_per_commit_max) {
      due.emplace_back(entry);
      return true;
    }
    next = std::min(next, std::string(entry));
    return false;
  }));
  oldest_ = std::move(next);
  return due;
}

void KeyExpiry::note(const std::string& key, Moment now, Changes& changes) {
  const auto entry = keyspace::accepted(now) + key;
  changes.entries.insert_or_assign(entry, true);
  oldest_ = std::min(oldest_, entry);
}

}  // namespace fettle
