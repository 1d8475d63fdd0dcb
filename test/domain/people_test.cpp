// Customers, vehicles, stores, staff and the business itself.
#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

RegisterVehicle vehicle(const char* vin) {
  return {FrameNumber(vin), std::nullopt, Text<1, 60>("比亚迪汉"), std::nullopt,
          Whole<0, 10'000'000>(100)};
}

EditVehicle mileage(const AssetId& id, std::int64_t km) {
  return {id, std::nullopt, std::nullopt, std::nullopt, std::nullopt, Whole<0, 10'000'000>(km)};
}

}  // namespace

TEST_CASE("a VIN has 17 signs without I, O and Q; other frame numbers are freer") {
  for (const auto* good : {"LSVAA4182E2184847", "A", "JZX100-0012345", "12345678901234567890"}) {
    CAPTURE(good);
    CHECK(FrameNumberRule::matches(good));
  }
  for (const auto* bad : {"", "LSVAA4182E218484I", "LSVAA4182E218484O", "lsvaa4182e2184847", "-A",
                          "A B", "京A12345", "123456789012345678901"}) {
    CAPTURE(bad);
    CHECK_FALSE(FrameNumberRule::matches(bad));
  }
}

TEST_CASE("two vehicles never have the same VIN") {
  Shop shop;
  shop.when(chen, vehicle("LSVAA4182E2184847")).rejected_field("vin", "vin_taken");
  const AssetId own(shop.given(chen, vehicle("LSVAA4182E2184848")).id());
  EditVehicle edit = mileage(own, 200);
  edit.vin = FrameNumber("LSVAA4182E2184847");
  shop.when(chen, edit).rejected_field("vin", "vin_taken");
  edit.vin = FrameNumber("LSVAA4182E2184848");
  shop.given(chen, edit);
}

TEST_CASE("a vehicle is edited by its owner only, and its mileage does not fall") {
  Shop shop;
  shop.when(chen, mileage(shop.car, 60'000)).rejected(Refusal::not_found, "vehicle_unknown");
  shop.when(li, mileage(shop.car, 51'999)).rejected_field("mileage_km", "mileage_falls");
  const auto edited = shop.given(li, mileage(shop.car, 60'000));
  CHECK(edited.event<AssetEdited>().mileage_km == 60'000);
  CHECK(edited.event<AssetEdited>().model == "大众朗逸");
  CHECK(edited.event<AssetEdited>().plate->value == "京A12345");
}

TEST_CASE("a customer registers once, and a telephone number belongs to one") {
  Shop shop;
  shop.when(li, RegisterMyself{std::nullopt, std::nullopt, std::nullopt})
      .rejected(Refusal::wrong_state, "customer_exists");
  shop.when(desk, RegisterCustomer{Text<1, 40>("韩梅梅"), Phone("13800000001"), std::nullopt,
                                   std::nullopt})
      .rejected_field("phone", "phone_taken");
  const auto made = shop.given(
      desk, RegisterCustomer{Text<1, 40>("韩梅梅"), Phone("13900000001"), south, std::nullopt});
  CHECK(made.event<CustomerRegistered>().phone->person == PersonId(made.id()));
  const Actor stranger{"stranger", "customer", "mp"};
  shop.when(stranger, vehicle("X1")).rejected(Refusal::rule, "customer_unknown");
  shop.when(stranger, EditMyself{std::nullopt, std::nullopt, std::nullopt})
      .rejected(Refusal::not_found, "customer_unknown");
}

TEST_CASE("a customer binds a store and a phone later, and the rest stays") {
  Shop shop;
  shop.when(li, EditMyself{std::nullopt, std::nullopt, StoreId("west")})
      .rejected_field("preferred_store", "store_unknown");
  const auto edited = shop.given(li, EditMyself{std::nullopt, std::nullopt, south});
  CHECK(edited.event<CustomerEdited>().preferred_store == south);
  CHECK(edited.event<CustomerEdited>().name->value == "李雷");
  shop.given(li, EditMyself{std::nullopt, Phone("13800000001"), std::nullopt});
}

TEST_CASE("stores, bays and staff have names of their own") {
  Shop shop;
  shop.when(boss, CreateStore{Text<1, 60>("x"), std::nullopt, std::nullopt, north})
      .rejected(Refusal::wrong_state, "store_exists");
  shop.when(boss, AddBay{north, bay_1, Text<1, 40>("x")})
      .rejected(Refusal::wrong_state, "bay_exists");
  shop.when(boss, AddBay{StoreId("west"), bay_1, Text<1, 40>("x")})
      .rejected(Refusal::not_found, "store_unknown");
  shop.when(boss, AddBay{north, BayId("bay-3"), Text<1, 40>("三号")}).then({"BayAdded"});
  const auto renamed = shop.given(boss, EditStore{north, Text<1, 60>("城北旗舰店"), std::nullopt});
  CHECK(renamed.event<StoreEdited>().name == "城北旗舰店");
  shop.when(boss, RegisterStaff{Text<1, 40>("x"), StaffRole::finance, std::nullopt, std::nullopt,
                                StaffId("wang")})
      .rejected(Refusal::wrong_state, "staff_exists");
  shop.when(boss, EditStaff{StaffId("nobody"), std::nullopt, std::nullopt, std::nullopt,
                            std::nullopt, std::nullopt})
      .rejected(Refusal::not_found, "staff_unknown");
  shop.when(founder, CreateTenant{Text<1, 60>("x"), BusinessKind("auto")})
      .rejected(Refusal::wrong_state, "tenant_exists");
}

TEST_CASE("no store takes an id that stands for something else") {
  Shop shop;
  for (const auto* id : {":all", ":"}) {
    shop.when(boss, CreateStore{Text<1, 60>("x"), std::nullopt, std::nullopt, StoreId(id)})
        .rejected_field("id", "field_pattern");
  }
  shop.given(boss, CreateStore{Text<1, 60>("x"), std::nullopt, std::nullopt, StoreId("a:all")});
}

TEST_CASE("a manager of one store changes neither another store nor what is of all stores") {
  Shop shop;
  const Actor mei{"mei", "manager", "admin", north.text()};
  const Text<1, 40> name("赵师傅");
  const auto threshold = [](std::optional<StoreId> store) {
    return PutSetting{SettingName::quote_approval_threshold, std::move(store), 100};
  };
  const auto hire = [&](std::optional<StoreId> store) {
    return RegisterStaff{name, StaffRole::technician, std::move(store), std::nullopt, std::nullopt};
  };
  const auto edit = [&](const StaffId& staff, std::optional<StoreId> store) {
    return EditStaff{staff, name, std::nullopt, std::move(store), std::nullopt, std::nullopt};
  };
  const auto refused = [&](const auto& command) {
    shop.when(mei, command).rejected(Refusal::forbidden, "not_your_store");
  };
  const StaffId of_south(shop.given(boss, hire(south)).id());
  const StaffId of_all(shop.given(boss, hire(std::nullopt)).id());
  refused(threshold(south));
  refused(threshold(std::nullopt));
  refused(CreateStore{Text<1, 60>("x"), std::nullopt, std::nullopt, std::nullopt});
  refused(EditStore{south, Text<1, 60>("x"), std::nullopt});
  refused(AddBay{south, BayId("bay-8"), name});
  refused(hire(south));
  refused(hire(std::nullopt));
  refused(edit(of_south, std::nullopt));
  refused(edit(of_south, north));
  refused(edit(of_all, std::nullopt));
  refused(edit(StaffId("wang"), south));
  shop.given(mei, threshold(north));
  shop.given(mei, EditStore{north, Text<1, 60>("x"), std::nullopt});
  shop.given(mei, AddBay{north, BayId("bay-8"), name});
  shop.given(mei, hire(north));
  shop.given(mei, edit(StaffId("wang"), std::nullopt));
}

}  // namespace fettle::test
