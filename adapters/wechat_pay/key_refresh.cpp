#include "adapters/wechat_pay/key_refresh.hpp"

#include "adapters/wechat_pay/resource.hpp"
#include "schemas/codec/foreign.hpp"

namespace fettle::wechat_pay {

struct ListedCertificate {
  std::string serial_no;
  EncryptedResource encrypt_certificate;
};
FETTLE_STRUCT(ListedCertificate, (serial_no, encrypt_certificate))

struct CertificateList {
  std::vector<ListedCertificate> data;
};
FETTLE_STRUCT(CertificateList, (data))

namespace {

ErrandFailure unusable(std::string detail) {
  return {ErrandFailure::Kind::retry, "wechat_pay_certificates_unusable", std::move(detail)};
}

}  // namespace

Result<std::vector<PlatformKey>> read_certificates(std::string_view body,
                                                   std::string_view api_key) {
  std::vector<PlatformKey> keys;
  const auto list = TRY(json::read_foreign<CertificateList>(body));
  for (const auto& listed : list.data) {
    const auto pem = TRY(open_resource(api_key, listed.encrypt_certificate));
    auto key = TRY(platform_certificate(pem));
    if (key.serial != listed.serial_no) {
      return Fault{FaultKind::invalid, "certificate_unreadable", "listed under another serial"};
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

bool KeyRefresh::may_ask(Moment now) {
  const std::lock_guard lock(mutex_);
  // A clock that jumped back does not lock the door for long.
  if (asked_ && now >= *asked_ && now < *asked_ + refresh_pause) return false;
  asked_ = now;
  return true;
}

Verdict KeyRefresh::judge(const SignedMessage& message) {
  const auto verdict = verify(message, keys_, sender_.now());
  if (verdict != Verdict::key_unknown || !look_for(*message.serial)) return verdict;
  return verify(message, keys_, sender_.now());
}

bool KeyRefresh::look_for(std::string_view serial) {
  const auto now = sender_.now();
  if (keys_.find(serial, now)) return true;
  if (serial.starts_with(public_key_id_prefix) || !may_ask(now)) return false;
  return refresh() && keys_.find(serial, now);
}

Answered<void> KeyRefresh::refresh() {
  const auto& settings = sender_.account().settings();
  const auto reply = TRY(
      sender_.send({.url = settings.base_url + "/v3/certificates", .wait_max = refresh_wait_max}));
  if (reply.status != 200) return failure_of(reply);
  auto listed = read_certificates(reply.body, settings.api_key);
  if (!listed) return unusable(listed.error().code + ": " + listed.error().detail);
  const auto now = sender_.now();
  const auto message = signed_message(reply);
  PlatformKeys candidates;
  candidates.add(*listed, now);
  const auto verdict = verify(message, candidates, now);
  if (verdict != Verdict::genuine && verify(message, keys_, now) != Verdict::genuine) {
    return unusable("the list is " + std::string(name_of(verdict)));
  }
  keys_.add(*std::move(listed), now);
  return {};
}

}  // namespace fettle::wechat_pay
