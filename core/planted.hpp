// Defects planted on purpose, to see that the simulator's rules find them: `fettle-sim --planted`.
// A build with FETTLE_PLANTED has at most one at a time, chosen while it runs; a source built with
// FETTLE_ALWAYS_PLANTED=<defect> always has that one. In what ships `planted` is false at compile
// time, and nothing of this is left.
#pragma once

namespace fettle {

// Of the engine: each defect and what is wrong then.
#define FETTLE_ENGINE_DEFECTS(DEFECT)                                                              \
  DEFECT(answers_early, "an answer leaves before its batch is durable")                            \
  DEFECT(answers_a_batch_early, "the answers of the next batch leave with this one's")             \
  DEFECT(doubt_answers_yes, "what a failure leaves in doubt is answered as if durable")            \
  DEFECT(key_not_asked, "nobody asks whether a key was answered before")                           \
  DEFECT(version_not_compared, "what changes something does not look at If-Match")                 \
  DEFECT(unsaved_not_seen, "what is decided and not yet in the store is not seen")                 \
  DEFECT(keys_forgotten_in_fold, "a fold of the log does not learn the answers of keys")           \
  DEFECT(head_forgotten_in_fold, "a fold of the log does not learn the chain's head")              \
  DEFECT(ended_entries_stay, "a timer's entry that ended is not taken back")                       \
  DEFECT(last_commit_not_folded, "a take-over leaves out the last commit that it read")            \
  DEFECT(checkpoint_before_state, "the store has the checkpoint before what it speaks of")         \
  DEFECT(state_kept_after_failure, "a take-over builds on what never became durable")              \
  DEFECT(timer_early, "a timer fires before its time")                                             \
  DEFECT(take_over_once, "a take-over that failed is not tried again")                             \
  DEFECT(cache_unbounded, "no state is forgotten, however many there are")                         \
  DEFECT(new_keys_not_durable, "events are sealed by keys that a crash takes away")                \
  DEFECT(claim_not_compared, "records of an earlier claim count")                                  \
  DEFECT(number_not_compared, "a record that lies there twice counts twice")                       \
  DEFECT(reader_rule_dropped, "readers take every record for valid")                               \
  DEFECT(place_not_compared, "a writer does not look where its records lie")                       \
  DEFECT(lost_end_not_missed, "a checkpoint beyond the log's end is taken")                        \
  DEFECT(rows_kept_after_failure, "what could not be written is built upon")                       \
  DEFECT(checkpoint_before_rows, "the rows' checkpoint is stored before them")                     \
  DEFECT(any_checkpoint_taken, "a projector does not see that another one wrote")                  \
  DEFECT(try_not_told, "a call outside is not told of the tries before it")                        \
  DEFECT(result_dropped, "what a call outside brought is not recorded")                            \
  DEFECT(item_sent_once, "a process manager forgets an item whose command failed")                 \
  DEFECT(chain_begun_again, "a commit of nobody's key begins its tenant's chain anew")             \
  DEFECT(numbered_as_the_first,                                                                    \
         "the second of two events, of another thing, bears the first's number")                   \
  DEFECT(done_again_in_flight, "what is asked again before it is sent is done again")              \
  DEFECT(status_not_read_back, "an answer that comes from the store has lost its status")          \
  DEFECT(refused_is_tried_again, "what was refused is decided once more, behind everybody's back") \
  DEFECT(version_told_to_all, "who may not know of a thing is told its version")                   \
  DEFECT(position_one_too_far,                                                                     \
         "an answer that wrote nothing names the position behind the last one")                    \
  DEFECT(timer_settled_early, "a timer's commit is in the checkpoint before the log has it")       \
  DEFECT(timer_missed_stays, "a timer whose time passes while nobody looks is never fired")        \
  DEFECT(closed_item_stays, "a process manager goes on with an item that is closed")               \
  DEFECT(ends_behind_another, "a projector gives up when another one is ahead")                    \
  DEFECT(last_of_batch_alone,                                                                      \
         "of commits that a projector reads together the last alone is whole")                     \
  DEFECT(lost_end_answers_yes,                                                                     \
         "what a log that lost its end leaves in doubt is answered as durable")                    \
  DEFECT(lost_end_not_looked_for, "an idle owner does not look whether the log lost its end")      \
  DEFECT(rows_folded_anew_above, "rows that the log has lost are folded anew above the old ones")

// Of the rules of the trade: whoever decides again, or folds again, has them too.
#define FETTLE_TRADE_DEFECTS(DEFECT)                                       \
  DEFECT(stock_not_compared, "more is reserved than is there")             \
  DEFECT(refund_not_limited, "more is given back than came")               \
  DEFECT(payment_counted_again, "money that was told of twice came twice") \
  DEFECT(note_not_recorded, "a note is accepted and written nowhere")      \
  DEFECT(speaks_of_another, "the answer to a changed requisition speaks of its order")

#define FETTLE_DEFECTS(DEFECT)  \
  FETTLE_ENGINE_DEFECTS(DEFECT) \
  FETTLE_TRADE_DEFECTS(DEFECT)

enum class Defect {
  none,
#define FETTLE_NAME_OF(name, what) name,
  FETTLE_DEFECTS(FETTLE_NAME_OF)
#undef FETTLE_NAME_OF
};

#if defined(FETTLE_PLANTED)
inline Defect planted_now = Defect::none;
inline bool planted(Defect defect) { return defect == planted_now; }
#elif defined(FETTLE_ALWAYS_PLANTED)
consteval bool planted(Defect defect) { return defect == Defect::FETTLE_ALWAYS_PLANTED; }
#else
consteval bool planted(Defect) { return false; }
#endif

}  // namespace fettle
