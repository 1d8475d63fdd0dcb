#include "adapters/http/media/media_link.hpp"

#include <fmt/format.h>

#include "adapters/http/constant_time.hpp"
#include "core/text_numbers.hpp"

namespace fettle::http {
namespace {

std::int64_t seconds_of(Moment moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.since_epoch()).count();
}

// No part holds a line feed. The first line keeps it apart from all else under the tenant's key.
std::string signature(const MediaLink& link, Sealing& sealing) {
  return sealing.blind(fmt::format("media link\n{}\n{}\n{}\n{}\n{}\n{}", link.tenant.text(),
                                   link.media.text(), link.object_key, link.content_type,
                                   link.sha256, seconds_of(link.expires)));
}

// Ids and keys hold `:` and `@`, types and keys `/`: all of them stand for themselves in a query.
std::string parameter(const std::vector<Parameter>& query, std::string_view name) {
  return std::string(find(query, name).value_or(""));
}

}  // namespace

std::string to_target(const MediaLink& link, Sealing& sealing) {
  return fmt::format("/{}/media/{}?expires={}&key={}&type={}&sha256={}&signature={}",
                     link.tenant.text(), link.media.text(), seconds_of(link.expires),
                     link.object_key, link.content_type, link.sha256, signature(link, sealing));
}

Checked<MediaLink> read_link(const TenantId& tenant, std::string_view media,
                             const std::vector<Parameter>& query, Sealing& sealing, Moment now) {
  const Rejection no{Refusal::not_found, "link_unknown", "the link has expired, or is none", {}};
  const auto expires = whole_number<std::int64_t>(parameter(query, "expires"));
  constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999
  if (!MediaId::well_formed(media) || !expires || *expires < 0 || *expires > last_second) return no;
  const MediaLink link{.tenant = tenant,
                       .media = MediaId(std::string(media)),
                       .object_key = parameter(query, "key"),
                       .content_type = parameter(query, "type"),
                       .sha256 = parameter(query, "sha256"),
                       .expires = Moment(std::chrono::seconds(*expires))};
  const auto signed_by_us = signature(link, sealing);
  if (sealing.fault() || !equal_in_constant_time(signed_by_us, parameter(query, "signature"))) {
    return no;
  }
  if (now >= link.expires) return no;
  return link;
}

}  // namespace fettle::http
