// The revocation file.
#include "adapters/http/revocations.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>

namespace fettle::http {
namespace {

constexpr Micros look_every = std::chrono::seconds(1);

Fault unreadable(std::string detail) {
  return {FaultKind::invalid, "revocations_unreadable", std::move(detail)};
}

// One made by root must be readable to the server, which is of the same user as the folder.
void give_to_owner_of_folder(int file, const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  struct stat owner {
  }, ours{};
  if (::geteuid() != 0 || ::fstat(file, &ours) != 0 || ours.st_size != 0) return;
  if (::stat(folder.c_str(), &owner) == 0 && ::fchown(file, owner.st_uid, owner.st_gid) != 0)
    return;
}

}  // namespace

RevocationFile::RevocationFile(std::string path, const Clock& clock)
    : path_(std::move(path)), clock_(clock) {}

Result<std::unique_ptr<RevocationFile>> RevocationFile::open(std::string path, const Clock& clock) {
  auto file = std::unique_ptr<RevocationFile>(new RevocationFile(std::move(path), clock));
  TRY(file->read_again());
  return file;
}

Result<RevocationFile::List> RevocationFile::parse(const std::string& path) {
  List list;
  const auto whole = read_text(path);
  if (!whole) return unreadable(whole.error().detail);
  std::istringstream file(whole->value_or(""));
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    std::istringstream words(text.substr(0, text.find('#')));
    std::string kind, a, b, c, more;
    words >> kind >> a >> b >> c >> more;
    if (kind.empty()) continue;
    const auto until = parse_moment(c);
    if (kind == "token" && !a.empty() && b.empty()) {
      list.tokens.insert(a);
    } else if (kind == "account" && TenantId::well_formed(a) && AccountId::well_formed(b) &&
               until && more.empty()) {
      auto& latest = list.accounts.try_emplace({TenantId(a), AccountId(b)}, *until).first->second;
      latest = std::max(latest, *until);
    } else {
      return unreadable(path + ": line " + std::to_string(number));
    }
  }
  return list;
}

// With mutex_ held. Whatever fails leaves the list, and the stamp of what it was read from.
Result<void> RevocationFile::renew() const {
  const auto found = stamp_of(path_);
  if (!found) return unreadable(found.error().detail);
  if (*found == read_) return {};
  list_ = TRY(parse(path_));
  read_ = *found;
  ++version_;
  return {};
}

Result<void> RevocationFile::read_again() {
  const std::lock_guard lock(mutex_);
  return renew();
}

void RevocationFile::look() const {
  const auto now = clock_.now();
  if (now >= looked_ && now - looked_ < look_every) return;
  looked_ = now;
  // Whoever keeps house asks for the fault by read_again.
  static_cast<void>(renew());
}

std::uint64_t RevocationFile::version() const {
  const std::lock_guard lock(mutex_);
  look();
  return version_;
}

bool RevocationFile::revoked(const Credential& credential) const {
  const std::lock_guard lock(mutex_);
  look();
  if (list_.tokens.contains(credential.token_id)) return true;
  const auto account = list_.accounts.find({credential.tenant, credential.account});
  return account != list_.accounts.end() && credential.issued <= account->second;
}

Result<void> RevocationFile::append(const std::string& line) {
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file >= 0) give_to_owner_of_folder(file, path_);
  const auto text = "\n" + line + "\n";  // a line written by hand may lack its end
  const bool written = file >= 0 && ::write(file, text.data(), text.size()) == std::ssize(text) &&
                       ::fdatasync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!written) {
    return Fault{FaultKind::unavailable, "revocation_not_written",
                 path_ + ": " + std::strerror(error)};
  }
  return read_again();
}

Result<void> RevocationFile::revoke_token(const std::string& token_id) {
  return append("token " + token_id);
}

Result<void> RevocationFile::revoke_account(const TenantId& tenant, const AccountId& account,
                                            Moment until) {
  return append("account " + tenant.text() + " " + account.text() + " " + to_text(until));
}

}  // namespace fettle::http
