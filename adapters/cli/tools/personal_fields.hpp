// Opening the personal fields of a stored JSON text without knowing its type: they look alike
// wherever they are.
#pragma once

#include "core/sealing.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {

// Puts the plain text, or null when it was erased, in the place of every sealed field.
void open_personal_fields(json::Document& document, Sealing& sealing);

// A key store that has no key: what is read with it shows personal fields as null.
class NoKeys final : public Keys {
 public:
  Result<PersonKey> current(const TenantId&, const PersonId&) override { return no(); }
  Result<std::optional<std::string>> find(const TenantId&, std::string_view) override {
    return std::optional<std::string>();
  }
  Result<std::string> tenant_secret(const TenantId&) override { return no(); }
  Result<void> make_durable() override { return {}; }
  Result<void> erase(const TenantId&, const PersonId&) override { return no(); }

 private:
  static Fault no() { return {FaultKind::closed, "keys_not_opened", "opened without keys"}; }
};

}  // namespace fettle::cli
