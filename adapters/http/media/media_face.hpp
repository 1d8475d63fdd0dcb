// Media shown: a short-lived link for those who may see the order, and the bytes behind a link of
// our own when the store has none.
#pragma once

#include <chrono>

#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/media/media_desk.hpp"
#include "adapters/http/media/media_link.hpp"

namespace fettle::http {

class MediaFace {
 public:
  MediaFace(MediaDesk& desk, CommandFace& denials, std::chrono::seconds link_lifetime)
      : desk_(desk), denials_(denials), link_lifetime_(link_lifetime) {}

  // GET /mp|tech|admin/media/{media} for the link, GET /media/{media} for the bytes. Routes keep a
  // reference to this face.
  void mount(Router& router, Gate& gate);

 private:
  void give_link(Call call, Responder responder);
  Response link_to(const MediaCall& call, const StoredObject& object);
  void serve(const Routed& routed, Responder responder);

  MediaDesk& desk_;
  CommandFace& denials_;
  std::chrono::seconds link_lifetime_;
};

}  // namespace fettle::http
