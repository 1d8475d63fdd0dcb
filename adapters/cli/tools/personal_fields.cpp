#include "adapters/cli/tools/personal_fields.hpp"

#include "core/crypto/crypto.hpp"

namespace fettle::cli {
namespace {

using json::Document;

const std::string* text_of(const Document& object, std::string_view name) {
  const auto* member = object.find(name);
  return member == nullptr ? nullptr : member->text();
}

std::optional<SealedField> sealed_field(const Document& document) {
  const auto* members = document.members();
  if (members == nullptr || members->size() != 3) return std::nullopt;
  const auto* key = text_of(document, "key");
  const auto* nonce = text_of(document, "nonce");
  const auto* ciphertext = text_of(document, "ciphertext");
  if (key == nullptr || nonce == nullptr || ciphertext == nullptr) return std::nullopt;
  const auto nonce_bytes = crypto::from_base64(*nonce);
  const auto bytes = crypto::from_base64(*ciphertext);
  if (!nonce_bytes || !bytes) return std::nullopt;
  return SealedField{*key, *nonce_bytes, *bytes};
}

Document opened(const Document& document, Sealing& sealing) {
  if (const auto field = sealed_field(document)) {
    auto value = sealing.open(*field).value;
    return value ? Document(*std::move(value)) : Document();
  }
  if (const auto* elements = document.elements()) {
    Document::Elements open;
    for (const auto& element : *elements) open.push_back(opened(element, sealing));
    return open;
  }
  if (const auto* members = document.members()) {
    Document::Members open;
    for (const auto& [name, value] : *members) open.emplace_back(name, opened(value, sealing));
    return open;
  }
  return document;
}

}  // namespace

void open_personal_fields(Document& document, Sealing& sealing) {
  document = opened(document, sealing);
}

}  // namespace fettle::cli
