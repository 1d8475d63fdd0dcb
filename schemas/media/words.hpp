// What may be said of a picture, clip or voice note before it is sent.
#pragma once

#include <algorithm>
#include <array>

#include "schemas/words.hpp"

namespace fettle {

// SHA-256 of all bytes.
FETTLE_WORD(Sha256Hex, "SHA-256 in lower-case hex", "^[0-9a-f]{64}$", 64, 64, "0123456789abcdef")

// What cameras and telephones of the shop make, and browsers show without running anything of it:
// no SVG, no HTML.
struct MediaTypeRule {
  static constexpr std::string_view name = "media type of a picture, clip, voice note or PDF";
  static constexpr std::string_view pattern =
      "^(?:image/(?:jpeg|png|webp|heic)|video/(?:mp4|quicktime)|audio/(?:mpeg|mp4|aac|wav)|"
      "application/pdf)$";
  static constexpr std::array<std::string_view, 11> allowed{
      "image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4",      "video/quicktime",
      "audio/mpeg", "audio/mp4", "audio/aac",  "audio/wav",  "application/pdf"};
  static constexpr bool matches(std::string_view text) {
    return std::ranges::find(allowed, text) != allowed.end();
  }
};
using MediaType = Word<MediaTypeRule>;

}  // namespace fettle
