#include "commands/media/decide.hpp"

#include <algorithm>

#include "commands/job/rules.hpp"
#include "commands/refusals.hpp"
#include "commands/settings/value.hpp"

namespace fettle {
namespace {

Rejection unknown(const MediaId& id) {
  return not_found("media_unknown", fmt::format("there is no medium {}", id.text()));
}

bool is_own(const MediaState& media, const Caller& caller) {
  return media.owner == caller.account.text();
}

bool is_shown_to(TenantView& view, const MediaState& media, const Caller& caller) {
  if (is_own(media, caller)) return true;
  return std::ranges::any_of(media.jobs, [&](const JobId& id) {
    const auto* job = view.get<Job>(id);
    return job != nullptr && may_see(*job, caller);
  });
}

// Another's upload is not there.
Checked<const MediaState*> own_upload(TenantView& view, const Context& context, const MediaId& id) {
  const auto* media = view.get<Media>(id);
  if (media == nullptr || !is_own(*media, context.caller)) return unknown(id);
  if (media->stage == MediaStage::DROPPED) {
    return conflict("upload_dropped", fmt::format("upload {} was dropped; begin anew", id.text()));
  }
  return media;
}

Decision about(const MediaId& id) {
  Decision decision;
  decision.id = id.text();
  return decision;
}

Checked<void> check_room(TenantView& view, const Caller& caller) {
  const auto& owner = caller.account.text();
  if (view.find(unshown_media, owner, unshown_media_max).size() < unshown_media_max) return {};
  return conflict("uploads_too_many",
                  fmt::format("{} uploads are open or on no order: use them, or give them up",
                              unshown_media_max));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const BeginMedia& command) {
  const auto megabytes =
      setting_value(view, SettingName::upload_megabytes_max).value_or(upload_megabytes_default);
  if (command.size > megabytes * bytes_of_megabyte) {
    return Rejection{Refusal::too_large,
                     "upload_too_large",
                     fmt::format("{} bytes, at most {}", std::int64_t{command.size},
                                 megabytes * bytes_of_megabyte),
                     {{"size", "upload_too_large", fmt::format("at most {} MB", megabytes)}}};
  }
  TRY(check_room(view, context.caller));
  const auto id = context.fresh<MediaId>();
  Decision decision;
  decision.status = 201;
  add<Media>(decision, id,
             MediaBegun{.owner = context.caller.account.text(),
                        .role = context.caller.role,
                        .object = {.object_key = context.tenant.text() + "/" + id.text(),
                                   .size = command.size,
                                   .sha256 = command.sha256.text(),
                                   .content_type = command.content_type.text()},
                        .ends_at = context.now + upload_lifetime});
  answer(decision, BeginMedia::Answer{0, upload_piece_bytes_max});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const ShowMedia& command) {
  const auto* media = view.get<Media>(command.media);
  if (media == nullptr || !media->object || !is_shown_to(view, *media, context.caller)) {
    return unknown(command.media);
  }
  auto decision = about(command.media);
  answer(decision, ShowMedia::Answer{media->stage, is_own(*media, context.caller), *media->object});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const CompleteMedia& command) {
  const auto* media = TRY(own_upload(view, context, command.media));
  if (command.size != media->object->size) {
    return bad_field("size", "media_size_mismatch",
                     fmt::format("{} bytes, {} announced", command.size, media->object->size));
  }
  if (command.sha256.text() != media->object->sha256) {
    return bad_field("sha256", "media_hash_mismatch",
                     fmt::format("the bytes have SHA-256 {}, {} was announced",
                                 command.sha256.text(), media->object->sha256));
  }
  auto decision = about(command.media);
  if (media->stage == MediaStage::COMPLETED) return decision;
  add<Media>(decision, command.media,
             MediaCompleted{.owner = media->owner,
                            .object = *media->object,
                            .ends_at = context.now + unshown_lifetime});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const DropMedia& command) {
  const auto* media = view.get<Media>(command.media);
  if (media == nullptr || !is_own(*media, context.caller)) return unknown(command.media);
  if (media->stage == MediaStage::COMPLETED) {
    return conflict("upload_completed", "the upload is complete and stays");
  }
  auto decision = about(command.media);
  if (media->stage == MediaStage::BEGUN) {
    add<Media>(decision, command.media, MediaDropped{"given_up", std::nullopt});
  }
  return decision;
}

Checked<Decision> on_timer(TenantView&, const Context& context, const MediaId& id, std::string_view,
                           const MediaState& media) {
  Decision decision;
  const bool due = media.ends_at && context.now >= *media.ends_at;
  if (!due) return decision;
  const bool complete = media.stage == MediaStage::COMPLETED;
  add<Media>(decision, id,
             complete ? MediaDropped{"unused", media.object->object_key}
                      : MediaDropped{"abandoned", std::nullopt});
  return decision;
}

}  // namespace fettle
