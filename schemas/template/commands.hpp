// Commands on prepared diagnoses; RecordDiagnosis applies one.
#pragma once

#include <optional>

#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

struct CreateTemplate {
  Text<1, 60> name;
  std::optional<List<FaultCode, 0, 50>> fault_codes;
  Text<1, 4000> finding;
  std::optional<List<Text<1, 200>, 0, 50>> suggestions;
};
FETTLE_COMMAND(CreateTemplate, "Prepares a diagnosis for many orders.",
               (.aggregate = "template", .routes = {{"POST", "/admin/templates"}},
                .roles = {role::front_desk, role::manager}),
               (name, fault_codes, finding, suggestions))

struct WithdrawTemplate {
  TemplateId template_id;
};
FETTLE_COMMAND(WithdrawTemplate, "Takes a prepared diagnosis out of use.",
               (.aggregate = "template",
                .routes = {{"POST", "/admin/templates/{template_id}/withdraw"}},
                .roles = {role::front_desk, role::manager}),
               (template_id))

}  // namespace fettle
