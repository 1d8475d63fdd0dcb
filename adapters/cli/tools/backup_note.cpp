#include "adapters/cli/tools/backup_note.hpp"

#include "adapters/cli/tools/copying.hpp"
#include "schemas/codec/document.hpp"

namespace fettle::cli {

using json::Document;

Result<void> write_note(const std::filesystem::path& backup, const BackupNote& note) {
  const auto document = Document::object({{"log", note.log.text()},
                                          {"made", to_text(note.made)},
                                          {"end", static_cast<std::int64_t>(number(note.end))},
                                          {"events", static_cast<std::int64_t>(note.events)}});
  return write_durably(backup / "BACKUP", document.pretty());
}

Result<BackupNote> read_note(const std::filesystem::path& backup) {
  const Fault incomplete{FaultKind::invalid, "backup_incomplete",
                         backup.string() + " holds no backup that was brought to its end"};
  const auto text = read_text(backup / "BACKUP");
  if (!text) return incomplete;
  const auto document = Document::parse(*text);
  if (!document) return incomplete;
  const auto* log = document->find("log");
  const auto* made = document->find("made");
  const auto* end = document->find("end");
  const auto* events = document->find("events");
  if (log == nullptr || log->text() == nullptr || !LogId::well_formed(*log->text()) ||
      made == nullptr || made->text() == nullptr || end == nullptr || end->whole() == nullptr ||
      events == nullptr || events->whole() == nullptr) {
    return incomplete;
  }
  const auto moment = parse_moment(*made->text());
  if (!moment) return incomplete;
  return BackupNote{LogId(*log->text()), *moment, Offset{static_cast<std::uint64_t>(*end->whole())},
                    static_cast<std::uint64_t>(*events->whole())};
}

}  // namespace fettle::cli
