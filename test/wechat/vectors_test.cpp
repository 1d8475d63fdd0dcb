// Every published vector of WeChat Pay v3, and what must fail beside it.
#include "test/wechat/vectors.hpp"

#include <doctest/doctest.h>

#include "adapters/wechat_pay/key_refresh.hpp"
#include "adapters/wechat_pay/notification.hpp"
#include "adapters/wechat_pay/signing.hpp"
#include "core/crypto/certificate.hpp"
#include "core/crypto/crypto.hpp"
#include "schemas/codec/foreign.hpp"

using namespace fettle;
using namespace fettle::wechat_pay;
using namespace fettle::wechat_pay::test;

namespace {

EncryptedResource resource_of(const Document& vector) {
  return {.algorithm = "AEAD_AES_256_GCM",
          .ciphertext = text_of(vector, "ciphertext_b64"),
          .nonce = text_of(vector, "nonce"),
          .associated_data = text_of(vector, "associated_data"),
          .original_type = std::nullopt};
}

// The vector with the members of one of its must_fail instead.
Document changed(Document vector, const Document& change) {
  for (const auto& [name, value] : *change.members()) vector[name] = value;
  return vector;
}

std::string opened(const Document& vector) {
  const auto plain = open_resource(text_of(vector, "key"), resource_of(vector));
  return plain ? *plain : plain.error().code;
}

bool verified(const Document& vector, const std::string& serial) {
  PlatformKeys keys;
  keys.add({key_of(vector, serial)}, at_second(0));
  const auto key = keys.find(text_of(vector, "serial"), at_second(0));
  const auto signature = crypto::from_base64_strict(text_of(vector, "signature_b64"));
  return key && signature && key->verifies(text_of(vector, "message"), *signature);
}

Notice read_recorded(const Document& vector) {
  const auto notice = read_notice(text_of(vector, "body"), text_of(vector, "apiv3_key"));
  REQUIRE(notice);
  CHECK(notice->plaintext == text_of(vector, "plaintext"));
  return *notice;
}

}  // namespace

TEST_CASE("sealed texts of the SDKs open, and their damaged ones do not") {
  for (const auto name : {"aead_go_16byte_key", "aead_java_32byte_key"}) {
    CAPTURE(name);
    const auto& sealed = vector(name);
    CHECK(opened(sealed) == text_of(sealed, "plaintext"));
    for (const auto& change : *sealed.find("must_fail")->elements()) {
      CHECK(opened(changed(sealed, change)) == "wechat_pay_resource_closed");
    }
  }
}

TEST_CASE("signatures of the SDKs verify, and their wrong ones do not") {
  for (const auto name : {"sha256_rsa2048_sign_source", "rsa_java_message"}) {
    CAPTURE(name);
    const auto& one = vector(name);
    const auto serial = text_of(one, "serial");
    CHECK(crypto::parse_certificate(text_of(one, "certificate_pem"))->serial == serial);
    CHECK(verified(one, serial));
    for (const auto& change : *one.find("must_fail")->elements()) {
      CHECK_FALSE(verified(changed(one, change), serial));
    }
  }
}

TEST_CASE("the header Authorization is laid out as the SDK does it") {
  for (const auto& one : *vector("authorization_header_layout").find("cases")->elements()) {
    const auto method = text_of(one, "method"), url = text_of(one, "url"),
               body = text_of(one, "body"), nonce = text_of(one, "nonce");
    const Signing request{method, target_of(url), body, whole_of(one, "timestamp"), nonce};
    const auto text = signing_string(request);
    CHECK(text == text_of(one, "signing_string"));
    if (one.find("header") == nullptr) continue;
    CHECK(authorization_header("WECHATPAY2-Mock", text_of(one, "mchid"), text_of(one, "serial"),
                               request, "Sign:" + text) == text_of(one, "header"));
  }
}

TEST_CASE("a query is signed with its path") {
  const auto& one = vector("signing_string_with_query");
  const auto url = text_of(one, "full_url"), nonce = text_of(one, "nonce");
  CHECK(signing_string({"GET", target_of(url), "", whole_of(one, "timestamp"), nonce}) ==
        text_of(one, "signing_string"));
}

TEST_CASE("recorded callbacks verify at their time, and open") {
  for (const auto name : {"full_callback_payscore_user_open_service",
                          "full_callback_transaction_success", "full_callback_refund_success"}) {
    CAPTURE(name);
    const auto& one = vector(name);
    PlatformKeys keys;
    add_key_of(keys, one);
    const auto callback = callback_of(one);
    CHECK(verified_string(callback.timestamp, callback.nonce, callback.body) ==
          text_of(one, "signing_string"));
    CHECK(verify(callback.message(), keys, callback.now) == Verdict::genuine);
    read_recorded(one);
  }
}

TEST_CASE("a payment's notice is read with all that must be compared") {
  const auto notice = read_recorded(vector("full_callback_transaction_success"));
  CHECK(notice.id == "EV-2018022511223320873");
  CHECK(notice.event_type == "TRANSACTION.SUCCESS");
  const auto& paid = std::get<Transaction>(notice.content);
  CHECK(paid.mchid == "1230000109");
  CHECK(paid.appid == "wxd678efh567hg6787");
  CHECK(paid.out_trade_no == "1217752501201407033233368018");
  CHECK(paid.transaction_id == "1217752501201407033233368018");
  CHECK(paid.is_paid());
  CHECK(paid.amount->total == 100);
  CHECK(paid.amount->payer_total == 100);
  CHECK(paid.amount->currency == "CNY");
  CHECK(paid.payer->openid == "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
  CHECK(paid.paid_at() == parse_moment("2018-06-08T02:34:56Z"));
}

TEST_CASE("a refund's notice is read with all that must be compared") {
  const auto notice = read_recorded(vector("full_callback_refund_success"));
  const auto& refund = std::get<RefundNotice>(notice.content);
  CHECK(notice.event_type == "REFUND.SUCCESS");
  CHECK(refund.mchid == "1900000100");
  CHECK(refund.out_refund_no == "7752501201407033233368018");
  CHECK(refund.refund_status == "SUCCESS");
  CHECK(refund.amount.refund == 999);
}

TEST_CASE("the downloaded certificates are decrypted and known by their serial") {
  const auto& one = vector("download_certificates_response");
  const auto keys = read_certificates(text_of(one, "response_body"), text_of(one, "key"));
  REQUIRE(keys);
  REQUIRE(keys->size() == 1);
  CHECK(keys->front().serial == text_of(one, "expected_serial"));
  CHECK(keys->front().not_after == parse_moment("2028-09-17T15:15:58Z"));
  CHECK_FALSE(read_certificates(text_of(one, "response_body"), std::string(32, 'k')));
}

TEST_CASE("the sample of a notification has the shape that we read") {
  const auto notice =
      read_notice(text_of(vector("notification_json_sample"), "body"), "testMchAPIv3Key0");
  REQUIRE(notice);
  CHECK(std::holds_alternative<OtherNotice>(notice->content));
}

TEST_CASE("the signed text of a reply is that of the documentation") {
  const auto& one = vector("doc_response_signing_string");
  const auto& headers = *one.find("headers");
  CHECK(verified_string(text_of(headers, "Wechatpay-Timestamp"),
                        text_of(headers, "Wechatpay-Nonce"),
                        text_of(one, "body")) == text_of(one, "signing_string"));
}

TEST_CASE("what the mini-program pays with is signed as the documentation says") {
  const auto& one = vector("mini_program_paySign");
  const auto text =
      pay_signing_string("wx8888888888888888", "1414561699", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
                         "prepay_id=wx201410272009395522657a690389285100");
  CHECK(text == text_of(one, "signing_string"));
  const auto key = key_of(vector("sha256_rsa2048_sign_source"), "").key;
  CHECK(key.verifies(text, *crypto::from_base64(text_of(one, "signature_b64"))));
}
