// The decisions on media.
#pragma once

#include "commands/media/indexes.hpp"

namespace fettle {

// Of one upload, unless the setting upload_megabytes_max says otherwise.
inline constexpr std::int64_t upload_megabytes_default = 200;
inline constexpr std::int64_t bytes_of_megabyte = 1024 * 1024;
inline constexpr std::chrono::hours upload_lifetime{7 * 24};
inline constexpr std::chrono::hours unshown_lifetime{7 * 24};  // of complete ones
inline constexpr std::size_t unshown_media_max = 20;           // of one account

Checked<Decision> decide(TenantView&, const Context&, const BeginMedia&);
Checked<Decision> decide(TenantView&, const Context&, const ShowMedia&);
Checked<Decision> decide(TenantView&, const Context&, const CompleteMedia&);
Checked<Decision> decide(TenantView&, const Context&, const DropMedia&);

}  // namespace fettle
