#include "test/domain/shop.hpp"

namespace fettle::test {
namespace {

const Moment monday_morning = *parse_moment("2026-11-23T01:00:00Z");

NewBay bay(const char* id) { return {BayId(id), Text<1, 40>("一号工位")}; }

}  // namespace

Shop::Shop() : Scenario(monday_morning) {
  given(founder, CreateTenant{Text<1, 60>("老王汽修"), BusinessKind("auto")});
  given(founder, CreateStore{Text<1, 60>("城北店"), std::nullopt,
                             List<NewBay, 0, 100>{bay("bay-1"), bay("bay-2")}, north});
  given(boss, CreateStore{Text<1, 60>("城南店"), std::nullopt, List<NewBay, 0, 100>{bay("bay-9")},
                          south});
  for (const auto& technician : {wang, zhao}) {
    given(boss, RegisterStaff{Text<1, 40>("王师傅"), StaffRole::technician, north, std::nullopt,
                              StaffId(technician.account)});
  }
  given(li, RegisterMyself{Text<1, 40>("李雷"), Phone("13800000001"), north});
  given(chen, RegisterMyself{std::nullopt, std::nullopt, std::nullopt});
  car = AssetId(given(li, RegisterVehicle{FrameNumber("LSVAA4182E2184847"), Text<1, 20>("京A12345"),
                                          Text<1, 60>("大众朗逸"), Whole<1900, 2100>(2020),
                                          Whole<0, 10'000'000>(52'000)})
                    .id());
  photo = upload(li);
}

MediaId Shop::upload(const Actor& actor) {
  MediaId id(given(actor, some_picture).id());
  given(actor, CompleteMedia{id, some_picture.size, some_hash});
  return id;
}

CreateWorkOrder Shop::new_order() const {
  return {Text<1, 2000>("刹车有异响"), car,          north,
          List<MediaId, 0, 20>{photo}, std::nullopt, Skill("brakes")};
}

JobId Shop::order_in(std::string_view state) {
  namespace s = auto_repair::state;
  const JobId id(given(li, new_order()).id());
  const auto reached = [&] { return order(id).state == state; };
  if (state == s::canceled) given(li, CancelWorkOrder{id, Text<1, 500>("不修了")});
  if (reached()) return id;
  given(wang, AcceptWorkOrder{id, std::nullopt, bay_1, no_note});
  if (reached()) return id;
  given(wang, StartDiagnosis{id, no_note});
  if (reached()) return id;
  given(desk, quote_of(id, 900));
  if (reached()) return id;
  given(li, ConfirmQuote{id, v1});
  if (reached()) return id;
  given(wang, StartRepair{id, no_note});
  if (reached()) return id;
  given(wang, FinishRepair{id, all_ticked(), no_note});
  if (reached()) return id;
  given(desk, RecordPayment{id, v1, yuan_of(900), no_note});
  if (reached()) return id;
  given(desk, CloseWorkOrder{id, no_note});
  REQUIRE(reached());
  return id;
}

}  // namespace fettle::test
