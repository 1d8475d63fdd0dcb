// Uploads by pieces: PUT with Content-Range, resumable after any cut and any crash. Nothing of an
// upload is kept here: the shard knows who began it, the store how far it came.
#pragma once

#include "adapters/http/faces/command_face.hpp"
#include "adapters/http/media/byte_range.hpp"
#include "adapters/http/media/media_desk.hpp"

namespace fettle::http {

class UploadFace {
 public:
  UploadFace(MediaDesk& desk, CommandFace& denials) : desk_(desk), denials_(denials) {}

  // GET, PUT and DELETE of /mp|tech|admin/uploads/{upload}; POST is the command BeginMedia.
  // Routes keep a reference to this face.
  void mount(Router& router, Gate& gate);

 private:
  using Step = void (UploadFace::*)(MediaCallPointer);
  void enter(Step step, Call call, Responder responder);
  // With what was announced, of an upload that is the caller's own and not dropped.
  void with_own(MediaCallPointer call, std::function<void(const ShowMedia::Answer&)> then);
  void tell(MediaCallPointer call);
  void take(MediaCallPointer call);
  void give_up(MediaCallPointer call);
  void store(const MediaCallPointer& call, const Piece& piece, const StoredObject& object);
  void finish(const MediaCallPointer& call, const StoredObject& object);

  MediaDesk& desk_;
  CommandFace& denials_;
};

}  // namespace fettle::http
