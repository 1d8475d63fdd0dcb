// Names of things. An Id<Tag> is never empty and never mixed up with the id of another thing.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <functional>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace fettle {

// Ids are read with every event: a letter is looked up, not searched for.
inline constexpr auto is_id_letter = [] {
  std::array<bool, 256> letters{};
  for (const char letter :
       std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-")) {
    letters[static_cast<unsigned char>(letter)] = true;
  }
  return letters;
}();

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
    return std::all_of(text.begin(), text.end(), [](char letter) {
      return is_id_letter[static_cast<unsigned char>(letter)];
    });
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
