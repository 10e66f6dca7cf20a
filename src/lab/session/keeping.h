// The reader's models and the browser's storage together: what joins the library is kept, what was kept
// comes back, and the reader is told where it cannot be. (Of their drawings: lab/session/keeping_drawings.h.)
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "lab/session/session.h"

namespace bottleneck {

// Adds a model to the library and keeps it; a note says where it cannot be kept. Returns its name.
std::string keep_model(Session& session, ModelCard card, Autoencoder model);

// A file that the reader gave the page: a model joins the library and is chosen; anything else leaves a note
// that says why not. content: or why it could not be read.
void take_model_file(Session& session, std::string_view file_name, const Result<ByteView>& content);

// Actions (lab/session/actions.h).
void act(Session& session, const NameModel& action);
void act(Session& session, const DuplicateModel& action);
void act(Session& session, const DeleteModel& action);
void act(Session& session, const RestoreModel& action);
void act(Session& session, const DownloadModel& action);

// What the storage answers (lab/session/stored.h). A stored file that is no sound model is named in a note
// and left where it is.
void receive_stored_file(Session& session, const std::string& key, const Result<ByteView>& content);
void receive_store_ready(Session& session, std::string_view error);
void receive_written(Session& session, const std::string& key, Written outcome, std::string_view error);

// Why a model would be gone at the next visit, as a sentence for the reader; empty for one that is kept, and
// for a shipped one.
std::string not_kept_in_words(const Session& session, const LibraryEntry& entry);

}  // namespace bottleneck
