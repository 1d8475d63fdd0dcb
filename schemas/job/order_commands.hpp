// Commands on the life of a work order: asked for, taken, given up, closed.
#pragma once

#include <optional>

#include "core/moment.hpp"
#include "schemas/ids.hpp"
#include "schemas/roles.hpp"
#include "schemas/words.hpp"

namespace fettle {

struct CreateWorkOrder {
  Text<1, 2000> description;
  AssetId vehicle;
  StoreId store;
  std::optional<List<MediaId, 0, 20>> media;
  std::optional<Moment> appointment;
  std::optional<Skill> skill;

  struct Answer {
    std::string short_number;
    std::string state;
  };
};
FETTLE_STRUCT(CreateWorkOrder::Answer, (short_number, state))
FETTLE_COMMAND(CreateWorkOrder, "A customer asks a store to repair a vehicle of his own.",
               (.aggregate = "job", .routes = {{"POST", "/mp/work-orders"}},
                .roles = {role::customer}, .key = KeyPolicy::required),
               (description, vehicle, store, media, appointment, skill))

// What every command answers that may move an order.
struct OrderAnswer {
  std::string state;
};
FETTLE_STRUCT(OrderAnswer, (state))

struct AcceptWorkOrder {
  using Answer = OrderAnswer;
  JobId work_order;
  std::optional<StaffId> technician;  // a technician takes it himself
  BayId bay;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(AcceptWorkOrder, "Takes a submitted order for a technician and a bay; first wins.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/accept"},
                           {"POST", "/admin/work-orders/{work_order}/accept"}},
                .roles = {role::technician, role::front_desk, role::manager}),
               (work_order, technician, bay, note))

struct AssignWorkOrder {
  using Answer = OrderAnswer;
  JobId work_order;
  StaffId technician;
  BayId bay;
};
FETTLE_COMMAND(AssignWorkOrder, "Gives an accepted order to another technician or bay.",
               (.aggregate = "job", .routes = {{"POST", "/admin/work-orders/{work_order}/assign"}},
                .roles = {role::front_desk, role::manager}),
               (work_order, technician, bay))

struct AddNote {
  using Answer = OrderAnswer;
  JobId work_order;
  Text<1, 500> note;
};
FETTLE_COMMAND(AddNote, "Leaves a note in the order's timeline.",
               (.aggregate = "job",
                .routes = {{"POST", "/tech/work-orders/{work_order}/notes"},
                           {"POST", "/admin/work-orders/{work_order}/notes"}},
                .roles = {role::technician, role::front_desk, role::manager}),
               (work_order, note))

struct CancelWorkOrder {
  using Answer = OrderAnswer;
  JobId work_order;
  Text<1, 500> reason;
};
FETTLE_COMMAND(CancelWorkOrder, "Gives up an order that is not paid.",
               (.aggregate = "job",
                .routes = {{"POST", "/mp/work-orders/{work_order}/cancel"},
                           {"POST", "/admin/work-orders/{work_order}/cancel"}},
                .roles = {role::customer, role::front_desk, role::manager}),
               (work_order, reason))

struct CloseWorkOrder {
  using Answer = OrderAnswer;
  JobId work_order;
  std::optional<Text<1, 500>> note;
};
FETTLE_COMMAND(CloseWorkOrder, "Finishes a paid order for good.",
               (.aggregate = "job", .routes = {{"POST", "/admin/work-orders/{work_order}/close"}},
                .roles = {role::front_desk, role::manager, role::finance}),
               (work_order, note))

}  // namespace fettle
