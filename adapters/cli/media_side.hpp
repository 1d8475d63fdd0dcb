// Media of one process: the object store that the settings name, and its faces.
#pragma once

#include <memory>

#include "adapters/cli/engine_settings.hpp"
#include "adapters/cli/media_waste.hpp"
#include "adapters/cli/write_side.hpp"
#include "adapters/http/media/media_face.hpp"
#include "adapters/http/media/upload_face.hpp"
#include "core/ports/web.hpp"

namespace fettle::cli {

class MediaSide {
 public:
  struct Ports {
    const EngineSettings& settings;
    const Domain& domain;
    WriteSide& write_side;
    Clock& clock;
    Dice& dice;
    OnFault on_fault;
  };
  // invalid `storage_secret_unusable`.
  static Result<std::unique_ptr<MediaSide>> open(const Ports& ports);

  void mount(http::Router& router, http::Gate& gate, http::CommandFace& commands);
  // Now and then: throws away what was left of uploads that nobody goes on with, and media that
  // were dropped. One thread.
  void keep_house();
  // Takes no more work, and returns when all that was taken is done. Before the write side ends,
  // which may still call here and is told that it is too late.
  void stop() {
    if (waste_) waste_->stop();
    desk_.lanes().finish();
    waste_.reset();  // it reads the log
  }

 private:
  // The web is null when the store needs none.
  MediaSide(const Ports& ports, std::unique_ptr<OutgoingWeb> web,
            std::unique_ptr<ObjectStore> store);

  void sweep(Moment now);
  void clear_waste(bool due);

  const Ports ports_;
  std::unique_ptr<OutgoingWeb> web_;
  std::unique_ptr<ObjectStore> store_;
  std::unique_ptr<http::UploadFace> uploads_;
  std::unique_ptr<http::MediaFace> media_;
  std::unique_ptr<MediaWaste> waste_;  // null without the role of commands
  std::atomic<bool> clearing_ = false;
  std::optional<Moment> swept_;
  http::MediaDesk desk_;  // the last: its threads use the others
};

}  // namespace fettle::cli
