#include "commands/asset/decide.hpp"

#include "commands/customer/indexes.hpp"
#include "commands/refusals.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

Personal own(const CustomerId& owner, const std::string& text) {
  return {PersonId(owner.text()), text};
}

template <class T>
std::optional<Personal> own(const CustomerId& owner, const std::optional<T>& text) {
  if (!text) return std::nullopt;
  return own(owner, text->text());
}

template <class W>
std::optional<std::int64_t> number(const std::optional<W>& whole) {
  return whole ? std::optional<std::int64_t>(*whole) : std::nullopt;
}

// `id` is empty for a vehicle that is not there yet.
Checked<void> check_vin(TenantView& view, const std::optional<FrameNumber>& vin,
                        std::string_view id) {
  if (!vin) return {};
  for (const auto& holder : view.find_personal(asset_number, vin->text(), 2)) {
    if (holder != id)
      return bad_field("vin", "vin_taken", "this number stands for another vehicle");
  }
  return {};
}

Checked<void> check_mileage(const AssetState& vehicle,
                            const std::optional<Whole<0, 10'000'000>>& mileage) {
  if (!mileage || !vehicle.mileage_km || *mileage >= *vehicle.mileage_km) return {};
  return bad_field("mileage_km", "mileage_falls",
                   fmt::format("it stood at {} km before", *vehicle.mileage_km));
}

}  // namespace

Checked<Decision> decide(TenantView& view, const Context& context, const RegisterVehicle& command) {
  const CustomerId owner(context.caller.account.text());
  if (view.get<Customer>(owner) == nullptr) {
    return Rejection{Refusal::rule, "customer_unknown", "register yourself first", {}};
  }
  TRY(check_vin(view, command.vin, ""));
  Decision decision;
  decision.status = 201;
  add<Asset>(decision, context.fresh<AssetId>(),
             AssetRegistered{.kind = "vehicle",
                             .owner = owner,
                             .number = own(owner, command.vin.text()),
                             .plate = own(owner, command.plate),
                             .model = command.model.text(),
                             .model_year = number(command.model_year),
                             .mileage_km = number(command.mileage_km)});
  return decision;
}

Checked<Decision> decide(TenantView& view, const Context& context, const EditVehicle& command) {
  const auto* vehicle = view.get<Asset>(command.vehicle);
  if (vehicle == nullptr || vehicle->owner->text() != context.caller.account.text()) {
    return not_found("vehicle_unknown",
                     fmt::format("you have no vehicle {}", command.vehicle.text()));
  }
  TRY(check_vin(view, command.vin, command.vehicle.text()));
  TRY(check_mileage(*vehicle, command.mileage_km));
  const auto& owner = *vehicle->owner;
  Decision decision;
  add<Asset>(
      decision, command.vehicle,
      AssetEdited{
          .number = command.vin ? own(owner, command.vin->text()) : *vehicle->number,
          .plate = command.plate ? own(owner, command.plate) : vehicle->plate,
          .model = command.model ? command.model->text() : vehicle->model,
          .model_year = command.model_year ? number(command.model_year) : vehicle->model_year,
          .mileage_km = command.mileage_km ? number(command.mileage_km) : vehicle->mileage_km,
          .previous = AssetData{*vehicle->number, vehicle->plate, vehicle->model,
                                vehicle->model_year, vehicle->mileage_km}});
  return decision;
}

}  // namespace fettle
