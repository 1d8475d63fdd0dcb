// Links that we sign ourselves: whoever has one may GET the bytes until it expires, without a
// token, since pictures are fetched by browsers and by WeChat.
#pragma once

#include <string>
#include <vector>

#include "adapters/http/message.hpp"
#include "core/moment.hpp"
#include "core/sealing.hpp"
#include "schemas/ids.hpp"

namespace fettle::http {

// All that is needed to serve the bytes, so that a GET asks no shard.
struct MediaLink {
  TenantId tenant;
  MediaId media;
  std::string object_key;
  std::string content_type;
  std::string sha256;
  Moment expires;  // whole seconds
};

// "/north/media/01J9Z…?expires=…&…&signature=…"
std::string to_target(const MediaLink& link, Sealing& sealing);

// not_found `link_unknown` for every text that is not one of ours, or not any more.
Checked<MediaLink> read_link(const TenantId& tenant, std::string_view media,
                             const std::vector<Parameter>& query, Sealing& sealing, Moment now);

}  // namespace fettle::http
