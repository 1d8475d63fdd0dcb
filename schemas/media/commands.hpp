// Commands on media. Bytes never come this way: they go by pieces to the object store.
#pragma once

#include "schemas/ids.hpp"
#include "schemas/media/stored_object.hpp"
#include "schemas/media/words.hpp"
#include "schemas/roles.hpp"

namespace fettle {

// One piece; what the server takes as a body by default.
inline constexpr std::int64_t upload_piece_bytes_max = 1024 * 1024;

struct BeginMedia {
  struct Answer {
    std::int64_t offset;  // bytes received: none
    std::int64_t piece_bytes_max;
  };
  Whole<1, 1'000'000'000'000> size;
  Sha256Hex sha256;
  MediaType content_type;
};
FETTLE_STRUCT(BeginMedia::Answer, (offset, piece_bytes_max))
FETTLE_COMMAND(
    BeginMedia, "Announces an upload. Its pieces follow by PUT …/uploads/{id} with Content-Range.",
    (.aggregate = "media",
     .routes = {{"POST", "/mp/uploads"}, {"POST", "/tech/uploads"}, {"POST", "/admin/uploads"}},
     .roles = {role::customer, role::technician, role::front_desk, role::manager, role::finance,
               role::warehouse}),
    (size, sha256, content_type))

enum class MediaStage { BEGUN, COMPLETED, DROPPED };
FETTLE_ENUM(MediaStage, BEGUN, COMPLETED, DROPPED)

struct ShowMedia {
  struct Answer {
    MediaStage stage;
    bool own;  // the caller is the one who uploads it
    StoredObject object;
  };
  MediaId media;
};
FETTLE_STRUCT(ShowMedia::Answer, (stage, own, object))
FETTLE_COMMAND(ShowMedia,
               "Changes nothing: says what the caller may know of a medium; the engine's own.",
               (.aggregate = "media"), (media))

struct CompleteMedia {
  MediaId media;
  std::int64_t size;
  Sha256Hex sha256;
};
FETTLE_COMMAND(CompleteMedia, "All bytes are in the object store, measured; the engine's own.",
               (.aggregate = "media"), (media, size, sha256))

struct DropMedia {
  MediaId media;
};
FETTLE_COMMAND(DropMedia, "Whoever began an upload gives it up; the engine's own.",
               (.aggregate = "media"), (media))

}  // namespace fettle
