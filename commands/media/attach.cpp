#include "commands/media/attach.hpp"

#include "commands/media/indexes.hpp"
#include "commands/refusals.hpp"
#include "schemas/roles.hpp"

namespace fettle {
namespace {

bool may_be_shown(const MediaState* media, const Caller& caller, const CustomerId& customer) {
  if (media == nullptr || media->stage != MediaStage::COMPLETED) return false;
  const bool by_staff = media->role != role::customer && caller.role != role::customer;
  return by_staff || media->owner == caller.account.text() || media->owner == customer.text();
}

}  // namespace

Checked<void> check_media(TenantView& view, const Caller& caller, const CustomerId& customer,
                          const std::vector<MediaId>& media) {
  for (std::size_t i = 0; i < media.size(); ++i) {
    const auto* found = view.get<Media>(media[i]);
    const auto field = fmt::format("media.{}", i);
    if (!may_be_shown(found, caller, customer)) {
      return bad_field(field, "media_unknown",
                       fmt::format("there is no complete upload {}", media[i].text()));
    }
    if (found->jobs.size() >= jobs_of_medium_max) {
      return bad_field(field, "media_attached_often",
                       fmt::format("at most {} orders show the same", jobs_of_medium_max));
    }
  }
  return {};
}

void attach_media(TenantView& view, Decision& decision, const JobId& job,
                  const std::vector<MediaId>& media) {
  for (const auto& id : media) {
    const auto* found = view.get<Media>(id);
    add<Media>(decision, id,
               MediaAttached{.job = job, .owner = found->owner, .object = *found->object});
  }
}

}  // namespace fettle
