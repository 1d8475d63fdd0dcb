// Media on a job: which may be shown there, and the events that say that they are.
#pragma once

#include <vector>

#include "core/decision.hpp"
#include "core/tenant_view.hpp"
#include "schemas/ids.hpp"

namespace fettle {

inline constexpr std::size_t jobs_of_medium_max = 20;

// Each medium is complete, and was uploaded by the caller, by the job's customer or by staff; else
// `media_unknown` for the field "media.<index>".
Checked<void> check_media(TenantView& view, const Caller& caller, const CustomerId& customer,
                          const std::vector<MediaId>& media);

// Precondition: check_media.
void attach_media(TenantView& view, Decision& decision, const JobId& job,
                  const std::vector<MediaId>& media);

}  // namespace fettle
