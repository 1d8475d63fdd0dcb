// The job's events as one list. Their types are compiled once, in event_types.cpp, because many
// files name them and the codecs are slow to compile.
#pragma once

#include "schemas/job/events.hpp"
#include "schemas/registration.hpp"

#define FETTLE_JOB_EVENTS                                                                    \
  JobOpened, JobAssigned, JobMoved, NoteAdded, StepRecorded, WorkRecorded, EvidenceRecorded, \
      TimerStarted, TimerStopped, QuoteIssued, QuoteApproved, QuoteRejected, QuoteConfirmed, \
      PaymentBegun, PaymentDropped, JobPaid, JobCancelled, JobClosed, SupplementAsked,       \
      SupplementPaid, SupplementWithdrawn, DocumentLinked

namespace fettle {

FETTLE_EVENTS_ELSEWHERE(FETTLE_JOB_EVENTS)

}  // namespace fettle
