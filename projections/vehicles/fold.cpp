#include "projections/facts.hpp"
#include "projections/folds.hpp"
#include "schemas/asset/events.hpp"
#include "schemas/asset/vehicle_row.hpp"

namespace fettle::projections {

void fold_vehicles(ProjectionBuilder& to) {
  to.put<VehicleRow, AssetRegistered>(
      [](const AssetRegistered& e, const EventFacts& f) -> std::optional<VehicleRow> {
        if (e.kind != "vehicle") return std::nullopt;
        return VehicleRow{facts::tenant(f),      facts::id(f),   e.owner.text(),   e.number.value,
                          facts::value(e.plate), e.model,        e.model_year,     e.mileage_km,
                          facts::time(f),        facts::time(f), facts::version(f)};
      });
  to.change<VehicleRow, AssetEdited>(
      facts::own_key, [](VehicleRow& row, const AssetEdited& e, const EventFacts& f) {
        row.vin = e.number.value;
        row.plate = facts::value(e.plate);
        row.model = e.model;
        row.model_year = e.model_year;
        row.mileage_km = e.mileage_km;
        row.updated_at = facts::time(f);
        row.version = facts::version(f);
      });
}

}  // namespace fettle::projections
