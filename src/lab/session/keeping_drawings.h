// The reader's drawings in the session: what keeps, removes and brings them, and the browser's storage behind
// them.
//
//   keep ──► one file of one line        import ──► one file of all its lines      remove ──► that file anew
//
// So a change writes little, and tabs that are open side by side lose nothing of each other's: each adds
// files of its own, and a number that turns out to be taken is left for the next one.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/dataset.h"
#include "core/result.h"
#include "lab/session/session.h"

namespace bottleneck {

// Whether a model's classes are the ten digits, as the drawings' labels are; not known of one that is not
// loaded, and then taken to be so.
bool means_digits(const LibraryEntry* entry);

// The drawings that vote beside the training images of a model; null: none do. Those of a model that was
// trained on the drawings themselves would vote twice.
std::shared_ptr<const Dataset> voting_drawings(const Session& session, const LibraryEntry* entry);

// The index, among those kept, of what lies on the pad; -1: it is not kept.
int kept_on_pad(const Session& session);

// Why what lies on the pad cannot be kept.
enum class NotKeepable : std::uint8_t { no, blank, picture, full };
NotKeepable not_keepable(const Session& session);

// Whether it is kept, and as what; or why it cannot be.
std::string keeping_in_words(const Session& session);

// Actions (lab/session/actions.h).
void act(Session& session, const KeepDrawing& action);
void act(Session& session, const RemoveDrawing& action);
void act(Session& session, const ClearDrawings& action);
void act(Session& session, const RestoreDrawings& action);
void act(Session& session, const ExportDrawings& action);
void act(Session& session, const SaveDrawing& action);

// A file of drawings that the reader gave the page. What became of it stands in the notes; a line that is
// wrong is named there and loses nothing else. content: or why it could not be read.
void take_drawings_file(Session& session, std::string_view file_name, const Result<ByteView>& content);

// What the storage answers about files of drawings; the first says whether the key is one of these. A file
// that cannot all be read is named in a note and never overwritten.
bool receive_stored_drawings(Session& session, std::string_view key, const Result<ByteView>& content);
void receive_drawings_written(Session& session, std::string_view key, Written outcome);
void tell_drawings_refusal(Session& session);

// Why drawings would be gone at the next visit, for the reader; empty: they are kept.
const std::string& why_drawings_not_kept(const Session& session);

// Brings the images and the dataset up to date; says whether anything was to be done.
bool update_drawings(Session& session);

}  // namespace bottleneck
