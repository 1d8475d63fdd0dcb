// OpenSSL's way to a self-signed certificate.
#include "test/http/pki.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace fettle::http::test {
namespace {

template <class Write>
std::string pem(Write write) {
  BIO* bio = BIO_new(BIO_s_mem());
  write(bio);
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

X509* self_signed(EVP_PKEY* key) {
  X509* certificate = X509_new();
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_sign(certificate, key, EVP_sha256());
  return certificate;
}

}  // namespace

RsaKey make_rsa_key() {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  X509* certificate = self_signed(key);
  RsaKey made;
  made.private_pem = pem(
      [&](BIO* bio) { PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
  made.public_pem = pem([&](BIO* bio) { PEM_write_bio_PUBKEY(bio, key); });
  made.certificate_pem = pem([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); });
  X509_free(certificate);
  EVP_PKEY_free(key);
  return made;
}

}  // namespace fettle::http::test
