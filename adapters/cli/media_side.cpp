#include "adapters/cli/media_side.hpp"

#include <spdlog/spdlog.h>

#include "adapters/cli/stores.hpp"
#include "adapters/http/text_file.hpp"
#include "adapters/storage/disk/disk_objects.hpp"
#include "adapters/storage/s3/s3_objects.hpp"
#include "adapters/web/curl_web.hpp"

namespace fettle::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto sweep_every = 1h;
// A day after the engine has dropped the upload itself.
constexpr auto swept_after = 8 * 24h;

Result<storage::S3Settings> with_secret(const EngineSettings& settings) {
  auto s3 = settings.s3;
  auto& secret = s3.identity.secret_access_key;
  secret = TRY(http::read_text(settings.s3_secret_file.string())).value_or("");
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (!secret.empty() && !s3.identity.access_key_id.empty()) return s3;
  return Fault{FaultKind::invalid, "storage_secret_unusable",
               "storage.endpoint needs storage.access_key, and its secret in storage.secret_file"};
}

}  // namespace

MediaSide::MediaSide(const Ports& ports, std::unique_ptr<OutgoingWeb> web,
                     std::unique_ptr<ObjectStore> store)
    : ports_(ports),
      web_(std::move(web)),
      store_(std::move(store)),
      desk_(ports.domain, {[&side = ports.write_side](Submission submission) {
                             side.submit(std::move(submission));
                           },
                           *store_, ports.write_side.keys(), ports.dice, ports.clock}) {}

Result<std::unique_ptr<MediaSide>> MediaSide::open(const Ports& ports) {
  const auto folder = Folders(ports.settings).media();
  std::unique_ptr<OutgoingWeb> web;
  std::unique_ptr<ObjectStore> store;
  if (ports.settings.s3.endpoint.empty()) {
    if (ports.settings.on_kafka()) {
      spdlog::warn(
          "media lie in {} of this node alone; with more nodes than one, set storage.endpoint",
          folder.string());
    }
    store = std::make_unique<storage::DiskObjects>(folder);
  } else {
    auto s3 = TRY(with_secret(ports.settings));
    web = std::make_unique<fettle::web::CurlWeb>(fettle::web::CurlWebSettings{});
    store = std::make_unique<storage::S3Objects>(std::move(s3), *web, ports.clock, folder);
  }
  std::unique_ptr<MediaSide> side(new MediaSide(ports, std::move(web), std::move(store)));
  if (ports.settings.roles.command) {
    side->waste_ =
        TRY(MediaWaste::open({ports.domain, ports.write_side.log(), ports.write_side.keys(),
                              ports.dice, ports.clock, *side->store_}));
  }
  return side;
}

void MediaSide::mount(http::Router& router, http::Gate& gate, http::CommandFace& commands) {
  uploads_ = std::make_unique<http::UploadFace>(desk_, commands);
  uploads_->mount(router, gate);
  media_ = std::make_unique<http::MediaFace>(desk_, commands, ports_.settings.media_link_lifetime);
  media_->mount(router, gate);
}

void MediaSide::keep_house() {
  const auto now = ports_.clock.now();
  const bool due = !swept_ || now - *swept_ >= sweep_every;
  if (due) {
    swept_ = now;
    sweep(now);
  }
  if (waste_) clear_waste(due);
}

void MediaSide::sweep(Moment now) {
  desk_.lanes().post("sweep", [this, now] {
    const auto swept = store_->sweep(now - Micros(swept_after));
    if (!swept) ports_.on_fault("media", swept.error());
  });
}

// Round after round at first, until the log is read; then as often as it is swept.
void MediaSide::clear_waste(bool due) {
  if ((!due && waste_->caught_up()) || clearing_.exchange(true)) return;
  const bool taken = desk_.lanes().post("waste", [this] {
    const auto cleared = waste_->clear();
    if (!cleared) ports_.on_fault("media", cleared.error());
    clearing_ = false;
  });
  if (!taken) clearing_ = false;
}

}  // namespace fettle::cli
