// Keys and signatures: ours verify, those of openssl's command line do, and garbage is refused.
#include "core/crypto/rsa.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/crypto/certificate.hpp"
#include "core/crypto/crypto.hpp"
#include "core/crypto/sha1.hpp"
#include "test/support/temp_folder.hpp"

using namespace fettle;
using namespace fettle::crypto;

namespace {

// Made once by openssl's command line.
class Made {
 public:
  Made() {
    run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem");
    run("pkey -in key.pem -pubout -out public.pem");
    run("pkey -in key.pem -traditional -out old.pem");
    run("pkey -in key.pem -aes256 -passout pass:x -out locked.pem");
    run("req -x509 -key key.pem -subj /CN=us -set_serial 0x0A0B -days 2 -out certificate.pem");
    run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.pem");
    run("ecparam -name prime256v1 -genkey -noout -out curve.pem");
  }
  std::string text(const std::string& name) const {
    std::ifstream file(folder_.path() / name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }
  bool run(const std::string& words) const {
    const auto line = "cd " + folder_.path().string() + " && openssl " + words + " 2> log";
    return std::system(line.c_str()) == 0;
  }
  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << bytes;
  }

 private:
  fettle::test::TempFolder folder_;
};

const Made& made() {
  static const Made once;
  return once;
}

std::string refusal_of(const std::string& file) {
  const auto key = RsaPrivateKey::parse(made().text(file));
  return key ? "taken" : key.error().code;
}

}  // namespace

TEST_CASE("what we sign verifies, here and at openssl's command line") {
  const auto key = RsaPrivateKey::parse(made().text("key.pem"));
  const auto open_key = RsaPublicKey::parse(made().text("public.pem"));
  REQUIRE(key);
  REQUIRE(open_key);
  const auto signature = key->sign("message\n");
  CHECK(signature.size() == 256);
  CHECK(open_key->verifies("message\n", signature));
  CHECK_FALSE(open_key->verifies("message", signature));
  CHECK_FALSE(open_key->verifies("message\n", ""));
  made().write("message", "message\n");
  made().write("signature", signature);
  CHECK(made().run("dgst -sha256 -verify public.pem -signature signature message > said"));
}

TEST_CASE("what openssl's command line signs verifies here") {
  made().write("message", "from them");
  REQUIRE(made().run("dgst -sha256 -sign key.pem -out theirs message"));
  const auto certificate = parse_certificate(made().text("certificate.pem"));
  REQUIRE(certificate);
  CHECK(certificate->serial == "0A0B");
  CHECK(certificate->not_after - certificate->not_before == std::chrono::hours(48));
  CHECK(certificate->key.verifies("from them", made().text("theirs")));
}

TEST_CASE("a key is taken in both of its forms, and none that is weak, locked or of another kind") {
  CHECK(refusal_of("key.pem") == "taken");
  CHECK(refusal_of("old.pem") == "taken");
  for (const auto file :
       {"locked.pem", "short.pem", "curve.pem", "public.pem", "certificate.pem"}) {
    CAPTURE(file);
    CHECK(refusal_of(file) == "private_key_unreadable");
  }
  CHECK(RsaPublicKey::parse(made().text("key.pem")).error().code == "public_key_unreadable");
}

TEST_CASE("garbage is refused as a key and as a certificate, wherever it is damaged") {
  const auto key = made().text("key.pem"), certificate = made().text("certificate.pem");
  CHECK(rc::check([&] {
    auto text = *rc::gen::arbitrary<bool>() ? key : certificate;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    if (*rc::gen::arbitrary<bool>())
      text.resize(at);
    else
      text[at] = *rc::gen::arbitrary<char>();
    // Whatever comes out, nothing breaks, and no error is left for the next TLS connection.
    static_cast<void>(RsaPrivateKey::parse(text));
    static_cast<void>(parse_certificate(text));
  }));
  CHECK_FALSE(RsaPrivateKey::parse(""));
  CHECK_FALSE(parse_certificate(std::string(pem_bytes_max + 1, 'x')));
}

TEST_CASE("base64 has one spelling where it is read strictly") {
  CHECK(from_base64("YR==") == "a");
  CHECK_FALSE(from_base64_strict("YR=="));
  CHECK(from_base64_strict("YQ==") == "a");
  CHECK_FALSE(from_base64_strict(" YQ=="));
  CHECK_FALSE(from_base64_strict("    YQ=="));
  CHECK(from_base64_strict("") == "");
}

TEST_CASE("SHA-1 gives the digests of its standard") {
  CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}
