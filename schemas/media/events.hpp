// The life of a picture, clip or voice note. Its pieces are no events, and its bytes stay away.
#pragma once

#include <optional>
#include <string>

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
  std::optional<Moment> ends_at;  // when it is dropped unless an order shows it
};
FETTLE_EVENT(MediaCompleted, 1, "All bytes are stored, and have the announced size and hash.",
             (owner, object, ends_at))

struct MediaDropped {
  std::string reason;                     // given_up, abandoned, unused
  std::optional<std::string> object_key;  // of stored bytes that go with it
};
FETTLE_EVENT(MediaDropped, 1, "The upload ended without its bytes, or no order ever showed them.",
             (reason, object_key))

struct MediaAttached {
  JobId job;
  std::string owner;
  StoredObject object;
};
FETTLE_EVENT(MediaAttached, 1, "A job shows the medium from now on.", (job, owner, object))

}  // namespace fettle
