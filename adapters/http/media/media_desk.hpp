// What the faces of media have in common: the engine's commands on media in the caller's name, the
// store, and the threads on which it is used.
#pragma once

#include <functional>
#include <memory>

#include "adapters/http/faces/denials.hpp"
#include "adapters/http/gate.hpp"
#include "adapters/http/media/work_lanes.hpp"
#include "core/ports/dice.hpp"
#include "core/ports/keys.hpp"
#include "core/ports/objects.hpp"
#include "schemas/media/commands.hpp"

namespace fettle::http {

struct MediaPorts {
  Denials::Submit submit;  // to the shard that owns the tenant; any thread
  ObjectStore& store;
  Keys& keys;  // sign the links
  Dice& dice;
  const Clock& clock;
};

// A request on its way through several threads. Answered once.
struct MediaCall {
  Call call;
  Responder responder;
  MediaId media;
};
using MediaCallPointer = std::shared_ptr<MediaCall>;

class MediaDesk {
 public:
  MediaDesk(const Domain& domain, MediaPorts ports);

  // `then` is told what the caller may know of the medium, on the shard's thread: be quick. Else
  // the caller got the refusal.
  void show(MediaCallPointer call, std::function<void(const ShowMedia::Answer&)> then);
  void complete(MediaCallPointer call, const StoredObject& object,
                std::function<void(const Accepted&)> then);
  void drop(MediaCallPointer call, std::function<void(const Accepted&)> then);

  // On another thread; 503 `uploads_busy` when too much is waiting there.
  void later(const MediaCallPointer& call, std::function<void()> work);

  ObjectStore& store() { return ports_.store; }
  Sealing sealing(const TenantId& tenant) { return {tenant, ports_.keys, ports_.dice}; }
  Moment now() const { return ports_.clock.now(); }
  WorkLanes& lanes() { return lanes_; }

 private:
  void send(MediaCallPointer call, std::string_view command, Any value,
            std::function<void(const Accepted&)> then);

  const Domain& domain_;
  MediaPorts ports_;
  WorkLanes lanes_;  // the last: its threads use the others
};

ObjectPlan plan_of(const StoredObject& object);

}  // namespace fettle::http
