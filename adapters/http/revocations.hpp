// Tokens that are void before they expire: by their id, or all of an account up to a moment.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "adapters/http/credential.hpp"
#include "adapters/http/text_file.hpp"
#include "core/ports/clock.hpp"
#include "core/result.hpp"

namespace fettle::http {

// Any thread.
class Revocations {
 public:
  virtual ~Revocations() = default;
  virtual bool revoked(const Credential& credential) const = 0;
  virtual std::uint64_t version() const = 0;  // grows with every change: caches look at it
};

// Revocations kept in a text file, one a line: `token <jti>`, or `account <tenant> <account>
// <moment>` for all tokens issued up to that moment. `#` begins a comment.
class RevocationFile : public Revocations {
 public:
  // A file that does not exist is an empty list. invalid `revocations_unreadable` names the line,
  // or why the file cannot be read.
  static Result<std::unique_ptr<RevocationFile>> open(std::string path, const Clock& clock);

  bool revoked(const Credential& credential) const override;
  // Looks at the file at most once a second; one that cannot be read leaves the last good list, and
  // is tried again at the next look.
  std::uint64_t version() const override;

  Result<void> read_again();  // now; also tells what a look met that could not be read
  Result<void> revoke_token(const std::string& token_id);  // appends to the file, durably
  Result<void> revoke_account(const TenantId& tenant, const AccountId& account, Moment until);

 private:
  struct List {
    std::set<std::string, std::less<>> tokens;
    std::map<std::pair<TenantId, AccountId>, Moment> accounts;
  };

  RevocationFile(std::string path, const Clock& clock);
  static Result<List> parse(const std::string& path);
  Result<void> renew() const;
  void look() const;
  Result<void> append(const std::string& line);

  std::string path_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  mutable List list_;
  mutable std::optional<FileStamp> read_;
  mutable Moment looked_{Micros{0}};
  mutable std::uint64_t version_ = 1;
};

}  // namespace fettle::http
