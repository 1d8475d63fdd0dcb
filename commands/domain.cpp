#include "commands/domain.hpp"

#include "commands/asset/decide.hpp"
#include "commands/audit/decide.hpp"
#include "commands/case/decide.hpp"
#include "commands/connector/decide.hpp"
#include "commands/counter/draw.hpp"
#include "commands/customer/decide.hpp"
#include "commands/errand/decide.hpp"
#include "commands/inbound/decide.hpp"
#include "commands/invoice/decide.hpp"
#include "commands/job/decide.hpp"
#include "commands/job/documents.hpp"
#include "commands/job/indexes.hpp"
#include "commands/media/decide.hpp"
#include "commands/notice/decide.hpp"
#include "commands/payment/decide.hpp"
#include "commands/payment/indexes.hpp"
#include "commands/product/decide.hpp"
#include "commands/requisition/decide.hpp"
#include "commands/review/decide.hpp"
#include "commands/settings/decide.hpp"
#include "commands/staff/decide.hpp"
#include "commands/statement/decide.hpp"
#include "commands/stock/indexes.hpp"
#include "commands/stock_count/decide.hpp"
#include "commands/stock_sync/decide.hpp"
#include "commands/store/decide.hpp"
#include "commands/template/decide.hpp"
#include "commands/tenant/decide.hpp"
#include "schemas/registration.hpp"

namespace fettle {
namespace {

template <class... A>
void add_aggregates(Domain& domain) {
  (domain.add(aggregate_type<A>()), ...);
}

template <class... C>
void add_commands(Domain& domain) {
  (domain.add(command_type<C>()), ...);
}

}  // namespace

void fill(Domain& domain) {
  add_aggregates<Tenant, Store, Staff, Customer, Asset, Settings, Template, Job, Payment, Counter,
                 Notice, Audit>(domain);
  add_aggregates<Errand, Connection, Case>(domain);
  add_aggregates<Inbound, Invoice, Review, Statement>(domain);
  add_aggregates<Product, Stock, StockSync, Requisition, StockCount>(domain);
  add_commands<CreateTenant, CreateStore, EditStore, AddBay, RegisterStaff, EditStaff>(domain);
  add_commands<RegisterMyself, RegisterCustomer, EditMyself, RegisterVehicle, EditVehicle>(domain);
  add_commands<PutSetting, CreateTemplate, WithdrawTemplate>(domain);
  add_commands<CreateWorkOrder, AcceptWorkOrder, AssignWorkOrder, AddNote, CancelWorkOrder,
               CloseWorkOrder>(domain);
  add_commands<StartDiagnosis, RecordDiagnosis, StartRepair, StartTimer, StopTimer, RecordWork,
               AddEvidence, FinishRepair>(domain);
  add_commands<IssueQuote, ApproveQuote, RejectQuote, ConfirmQuote, StartPayment, RecordPayment>(
      domain);
  add_commands<CreateNotice, MarkNoticeRead, RecordDenial>(domain);
  add_commands<RecordNoticeSent, RecordNoticeUnsent>(domain);
  add_commands<BeginTry, FailTry, RetryErrand, GiveUpErrand, EnableConnector, SettleCase>(domain);
  add_commands<RecognizeCustomer, RecordPhone>(domain);
  add_commands<AskSupplement, WithdrawSupplement>(domain);
  add_commands<RecordPrepay, RecordPrepayRefused, PaymentPrepared, RecordPaymentQuery,
               RecordClosed>(domain);
  add_commands<RefundPayment, ReversePayment, SettleRefund, RecordRefund>(domain);
  add_commands<RecordCallback, CountCallbacks, ImportStatement>(domain);
  add_commands<StoreInvoiceData, IssueInvoice, RecordInvoiceIssued, RecordInvoiceFailed,
               GiveReview>(domain);
  add_commands<SyncProducts, SyncStock, RequestParts, ChangeRequisition, ApproveRequisition,
               RejectRequisition, ResolveRequisition, RecordPosting, RecordPostingShort,
               ReturnParts, ResolveReturn, RecordReturnPosting, RecordSaleDocuments>(domain);
  add_commands<OpenCount, EnterCount, ApproveCount, WithdrawCount, ResolveCountLine,
               RecordCountPosting, RecordCountConflict>(domain);

  add_commands<DisableConnector, RetryErrands>(domain);

  add_aggregates<Media>(domain);
  add_commands<BeginMedia, ShowMedia, CompleteMedia, DropMedia>(domain);
}

}  // namespace fettle
