#include "schemas/errand/result.hpp"
#include "schemas/event_as.hpp"
#include "schemas/requisition/events.hpp"
#include "schemas/requisition/results.hpp"
#include "test/simulation/outside/calls.hpp"
#include "test/simulation/outside/connectors.hpp"

namespace fettle::sim {
namespace {

constexpr std::string_view post_requisition = "post_requisition";
constexpr std::string_view post_return = "post_return";

FoundDocument document(std::string_view name) {
  return {Text<1, 60>("stock.picking"), Whole<1, 9'000'000'000'000'000>(1),
          Text<1, 200>(std::string(name)), Text<1, 40>("done")};
}

class Warehouse final : public Connector {
 public:
  Warehouse(Stage stage, Process& process, WarehouseBooks& books)
      : stage_(stage), process_(process), books_(books) {}

  std::string_view name() const override { return "odoo"; }
  bool serves(const TenantId&) const override { return true; }
  std::size_t batch_max() const override { return 4; }
  bool leaves_unclear(std::string_view code) const override { return code == "reply_missing"; }

  bool wants(std::string_view type) const override {
    return type == "RequisitionApproved" || type == "RequisitionPosted" ||
           type == "RequisitionWithdrawn" || type == "ReturnAsked";
  }
  ErrandChange fold(const Envelope& envelope, const AnyEvent& event) override {
    const auto subject = "requisition/" + std::string(envelope.id);
    if (const auto* approved = event_as<RequisitionApproved>(event); approved && approved->errand) {
      return opens(post_requisition, subject, event);
    }
    if (event_as<RequisitionPosted>(event) || event_as<RequisitionWithdrawn>(event)) {
      return {{}, NeedlessErrand{std::string(post_requisition), subject}};
    }
    if (const auto* asked = event_as<ReturnAsked>(event); asked && asked->errand) {
      return opens(post_return, subject, event);
    }
    return {};
  }

  std::vector<ErrandOutcome> run(std::span<const DueErrand> errands) override {
    std::vector<ErrandOutcome> outcomes;
    for (const auto& errand : errands) {
      outcomes.push_back(call(stage_, process_, [&] { return post(errand); }));
    }
    return outcomes;
  }

 private:
  static ErrandChange opens(std::string_view action, std::string subject, const AnyEvent& event) {
    return {OpenedErrand{std::string(action), std::move(subject), event.data, std::nullopt}, {}};
  }

  ErrandOutcome post(const DueErrand& errand) {
    const RequisitionId id(errand.subject.substr(errand.subject.find('/') + 1));
    if (errand.action == post_requisition) {
      const auto& order = *static_cast<const RequisitionApproved*>(errand.details.get());
      book(books_.issued, errand, order.document_name, order.quantity);
      return result_of(RecordPosting{id, ErrandId(errand.id), document(order.document_name),
                                     SomePieces(order.quantity), std::nullopt});
    }
    const auto& order = *static_cast<const ReturnAsked*>(errand.details.get());
    book(books_.returned, errand, order.document_name, order.quantity);
    return result_of(RecordReturnPosting{id, order.return_id, ErrandId(errand.id),
                                         document(order.document_name), SomePieces(order.quantity),
                                         std::nullopt});
  }
  // Who may have been here looks first; whoever is sure that he was not posts blindly.
  void book(std::map<std::string, std::int64_t>& posted, const DueErrand& errand,
            const std::string& document, std::int64_t pieces) {
    const bool there = !posted.try_emplace(of_tenant(errand.tenant, document), pieces).second;
    const bool looks = errand.unclear || errand.tries > 0;
    if (there && !looks) ++books_.posted_twice;
  }

  Stage stage_;
  Process& process_;
  WarehouseBooks& books_;
};

}  // namespace

std::unique_ptr<Connector> warehouse_connector(Stage stage, Process& process,
                                               WarehouseBooks& books) {
  return std::make_unique<Warehouse>(stage, process, books);
}

}  // namespace fettle::sim
