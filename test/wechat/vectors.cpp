#include "test/wechat/vectors.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "core/crypto/certificate.hpp"

namespace fettle::wechat_pay::test {
namespace {

Document read_vectors() {
  std::ifstream file(std::string(FETTLE_SOURCE_ROOT) + "/test/vectors/wechatpay_v3.json");
  std::stringstream text;
  text << file.rdbuf();
  return Document::of(text.str());
}

}  // namespace

const Document& vector(std::string_view name) {
  static const Document all = read_vectors();
  for (const auto& one : *all.find("vectors")->elements()) {
    if (*one.find("name")->text() == name) return one;
  }
  FAIL("no such vector");
  return all;
}

std::string text_of(const Document& object, std::string_view member) {
  const auto* found = object.find(member);
  REQUIRE_MESSAGE(found != nullptr, std::string(member));
  return *found->text();
}

std::int64_t whole_of(const Document& object, std::string_view member) {
  const auto* found = object.find(member);
  REQUIRE_MESSAGE(found != nullptr, std::string(member));
  return *found->whole();
}

SignedMessage RecordedCallback::message() const {
  return {timestamp, nonce, signature, serial, std::nullopt, body};
}

RecordedCallback callback_of(const Document& vector) {
  const auto& headers = *vector.find("headers");
  return {text_of(headers, "Wechatpay-Timestamp"),
          text_of(headers, "Wechatpay-Nonce"),
          text_of(headers, "Wechatpay-Signature"),
          text_of(headers, "Wechatpay-Serial"),
          text_of(vector, "body"),
          at_second(whole_of(vector, "now"))};
}

PlatformKey key_of(const Document& vector, const std::string& serial) {
  const auto* pem = vector.find("public_key_pem");
  if (pem != nullptr) return {serial, *crypto::RsaPublicKey::parse(*pem->text()), std::nullopt};
  return {serial, crypto::parse_certificate(text_of(vector, "certificate_pem"))->key, std::nullopt};
}

void add_key_of(PlatformKeys& keys, const Document& vector) {
  const auto pem = text_of(vector, "certificate_pem");
  keys.add({*platform_certificate(pem)}, callback_of(vector).now);
}

}  // namespace fettle::wechat_pay::test
