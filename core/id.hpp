// Names of things. An Id<Tag> is never empty and never mixed up with the id of another thing.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle {

template <class Tag>
class Id {
 public:
  static constexpr std::size_t longest = 64;

  explicit Id(std::string text) : text_(std::move(text)) {
    invariant(well_formed(text_), "an id is 1 to 64 of A-Z a-z 0-9 . _ : @ -");
  }
  const std::string& text() const { return text_; }
  auto operator<=>(const Id&) const = default;

  // Never `/`: ids are parts of aggregate keys and of URL paths.
  static bool well_formed(std::string_view text) {
    if (text.empty() || text.size() > longest) return false;
    return text.find_first_not_of(
               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-") ==
           std::string_view::npos;
  }

 private:
  std::string text_;
};

using TenantId = Id<struct TenantTag>;
using PersonId = Id<struct PersonTag>;    // whose personal fields; the account of a person
using AccountId = Id<struct AccountTag>;  // who acts: a person, a service, a process manager
using CommitId = Id<struct CommitTag>;

}  // namespace fettle

template <class Tag>
struct std::hash<fettle::Id<Tag>> {
  std::size_t operator()(const fettle::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text());
  }
};
