#include "core/crypto/certificate.hpp"

#include <openssl/bn.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <optional>

#include "core/crypto/error_queue.hpp"
#include "core/crypto/pem.hpp"

namespace fettle::crypto {
namespace {

using X509Handle = std::unique_ptr<X509, decltype(&X509_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_free)>;

Fault unreadable(const char* why) { return {FaultKind::invalid, "certificate_unreadable", why}; }

std::optional<std::string> serial_of(const X509& certificate) {
  const Number number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr), &BN_free);
  if (number == nullptr || BN_is_negative(number.get()) != 0) return std::nullopt;
  char* const hex = BN_bn2hex(number.get());
  if (hex == nullptr) return std::nullopt;
  std::string text(hex);
  OPENSSL_free(hex);
  return text;
}

std::optional<Moment> moment_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return Moment(std::chrono::seconds(timegm(&parts)));
}

}  // namespace

Result<Certificate> parse_certificate(std::string_view pem) {
  const ErrorQueue quiet;
  if (pem.size() > pem_bytes_max) return unreadable("the text is too long");
  const X509Handle certificate(
      PEM_read_bio_X509(bio_of(pem).get(), nullptr, &no_passphrase, nullptr), &X509_free);
  if (certificate == nullptr) return unreadable("no certificate in PEM");
  auto serial = serial_of(*certificate);
  const auto begins = moment_of(X509_get0_notBefore(certificate.get()));
  const auto ends = moment_of(X509_get0_notAfter(certificate.get()));
  if (!serial || !begins || !ends) return unreadable("its serial number or its dates are none");
  auto key = TRY(RsaPublicKey::from({X509_get_pubkey(certificate.get()), &EVP_PKEY_free}));
  return Certificate{*std::move(serial), *begins, *ends, std::move(key)};
}

}  // namespace fettle::crypto
