// The life of a picture, clip or voice note. Its pieces are no events, and its bytes stay away.
#pragma once

#include "core/moment.hpp"
#include "schemas/ids.hpp"
#include "schemas/media/stored_object.hpp"

namespace fettle {

struct MediaBegun {
  std::string owner;  // the account that uploads
  std::string role;   // of the owner then
  StoredObject object;
  Moment ends_at;  // when an upload without an end is dropped
};
FETTLE_EVENT(MediaBegun, 1, "Somebody announced an upload: its size, hash and type.",
             (owner, role, object, ends_at))

struct MediaCompleted {
  std::string owner;
  StoredObject object;
};
FETTLE_EVENT(MediaCompleted, 1, "All bytes are stored, and have the announced size and hash.",
             (owner, object))

struct MediaDropped {
  std::string reason;  // given_up, abandoned
};
FETTLE_EVENT(MediaDropped, 1, "The upload ended without its bytes.", (reason))

struct MediaAttached {
  JobId job;
  std::string owner;
  StoredObject object;
};
FETTLE_EVENT(MediaAttached, 1, "A job shows the medium from now on.", (job, owner, object))

}  // namespace fettle
