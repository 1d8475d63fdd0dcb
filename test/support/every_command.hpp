// All commands of the business by their types, for properties that go through each.
#pragma once

#include <boost/mp11.hpp>

#include "schemas/asset/commands.hpp"
#include "schemas/audit/commands.hpp"
#include "schemas/case/commands.hpp"
#include "schemas/connector/commands.hpp"
#include "schemas/customer/commands.hpp"
#include "schemas/errand/commands.hpp"
#include "schemas/inbound/commands.hpp"
#include "schemas/invoice/commands.hpp"
#include "schemas/job/commands.hpp"
#include "schemas/media/commands.hpp"
#include "schemas/notice/commands.hpp"
#include "schemas/payment/commands.hpp"
#include "schemas/product/commands.hpp"
#include "schemas/requisition/commands.hpp"
#include "schemas/requisition/results.hpp"
#include "schemas/review/commands.hpp"
#include "schemas/settings/commands.hpp"
#include "schemas/staff/commands.hpp"
#include "schemas/statement/commands.hpp"
#include "schemas/stock_count/commands.hpp"
#include "schemas/stock_sync/commands.hpp"
#include "schemas/store/commands.hpp"
#include "schemas/template/commands.hpp"
#include "schemas/tenant/commands.hpp"

namespace fettle::test {

using EveryCommand = boost::mp11::mp_list<
    CreateTenant, CreateStore, EditStore, AddBay, RegisterStaff, EditStaff, RegisterMyself,
    RegisterCustomer, EditMyself, RegisterVehicle, EditVehicle, PutSetting, CreateTemplate,
    WithdrawTemplate, CreateWorkOrder, AcceptWorkOrder, AssignWorkOrder, AddNote, CancelWorkOrder,
    CloseWorkOrder, StartDiagnosis, RecordDiagnosis, StartRepair, StartTimer, StopTimer, RecordWork,
    AddEvidence, FinishRepair, IssueQuote, ApproveQuote, RejectQuote, ConfirmQuote, StartPayment,
    RecordPayment, CreateNotice, MarkNoticeRead, RecordDenial,
    // Connectors and what a person settles.
    BeginTry, FailTry, RetryErrand, GiveUpErrand, EnableConnector, SettleCase, RecordNoticeSent,
    RecordNoticeUnsent,
    // Money.
    RecognizeCustomer, RecordPhone, AskSupplement, WithdrawSupplement, RecordPrepay,
    RecordPrepayRefused, PaymentPrepared, RecordPaymentQuery, RecordClosed, RefundPayment,
    ReversePayment, SettleRefund, RecordRefund, RecordCallback, CountCallbacks, ImportStatement,
    StoreInvoiceData, IssueInvoice, RecordInvoiceIssued, RecordInvoiceFailed, GiveReview,
    // Parts and stock.
    SyncProducts, SyncStock, RequestParts, ChangeRequisition, ApproveRequisition, RejectRequisition,
    ResolveRequisition, RecordPosting, RecordPostingShort, ReturnParts, ResolveReturn,
    RecordReturnPosting, RecordSaleDocuments, OpenCount, EnterCount, ApproveCount, WithdrawCount,
    ResolveCountLine, RecordCountPosting, RecordCountConflict,
    // Systems that are gone.
    DisableConnector, RetryErrands,
    // Media.
    BeginMedia, ShowMedia, CompleteMedia, DropMedia>;

}  // namespace fettle::test
