#include "lab/session/keeping.h"

#include <algorithm>
#include <new>
#include <utility>

#include "lab/base/figures.h"
#include "lab/models/own_models.h"
#include "lab/session/keeping_book.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/notes.h"
#include "texts/exchange.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

// Once in a visit: where nothing is kept, it is so for every model.
void tell_refusal(Session& session) {
  if (session.stored.state != Stored::State::refused || session.is_refusal_told) return;
  const bool has_own = std::ranges::any_of(session.library.entries, &LibraryEntry::is_own);
  if (!has_own) return;
  session.is_refusal_told = true;
  add_note(session, fill(texts::kLibraryNothingKept, {session.stored.reason}));
}

void store_model(Session& session, std::string_view name) {
  const LibraryEntry* entry = find_entry(session.library, name);
  tell_refusal(session);
  if (session.stored.state == Stored::State::refused) return;
  try {
    store_file(session.stored, model_key(name), model_file(*entry));
  } catch (const std::bad_alloc&) {
    session.stored.failed.insert_or_assign(model_key(name), texts::kLibraryNoMemory);
    add_note(session, not_kept_in_words(session, *entry));
  }
}

// Gives a model another name, because another tab has kept one of its own under the present one.
void move_aside(Session& session, const std::string& name) {
  const std::string moved = move_model(session.library, name);
  for (std::string* place : {&session.choices.model, &session.choices.other, &session.computes_codes_of,
                             &session.jobs.encode_model}) {
    if (*place == name) *place = moved;
  }
  for (TrainingRun& run : session.training.runs) {
    if (run.saved_as == name) run.saved_as = moved;
  }
  session.stored.waiting.erase(model_key(name));
  store_model(session, moved);
}

// The weights of a file were taken without its card, or what it does not tell was taken for granted.
void tell_card_problem(Session& session, const AddedModel& added) {
  const std::string& title = find_entry(session.library, added.name)->title;
  if (added.assumes_activations) add_note(session, fill(texts::kExchangeAssumed, {title}));
  if (added.card_problem.empty()) return;
  add_note(session, fill(texts::kLibraryCardLeft, {title, added.card_problem}));
}

}  // namespace

std::string keep_model(Session& session, ModelCard card, Autoencoder model) {
  std::string name = add_model(session.library, std::move(card), std::move(model));
  store_model(session, name);
  return name;
}

void take_model_file(Session& session, std::string_view file_name, const Result<ByteView>& content) {
  const auto complain = [&](std::string_view reason) {
    add_note(session, fill(texts::kLibraryNoModel, {in_quotes(file_name), reason}));
  };
  if (!content) return complain(content.error());
  try {
    const Result<AddedModel> added = add_model_file(session.library, *content, file_name);
    if (!added) return complain(added.error());
    const std::string& name = added->name;
    session.choices.model = name;
    // One such note at a time: of the model that is chosen now.
    for (const LibraryEntry& entry : session.library.entries)
      std::erase(session.notes, fill(texts::kLibraryAdded, {entry.title}));
    add_note(session, fill(texts::kLibraryAdded, {find_entry(session.library, name)->title}));
    tell_card_problem(session, *added);
    store_model(session, name);
  } catch (const std::bad_alloc&) {
    complain(texts::kLibraryNoMemory);
  }
}

void act(Session& session, const NameModel& action) {
  const Status renamed = rename_model(session.library, action.name, action.title);
  if (renamed) store_model(session, action.name);
}

void act(Session& session, const DuplicateModel& action) {
  const std::string& name = action.name;
  const Result<std::string> copy = duplicate_model(session.library, name);
  if (!copy) return;
  if (session.choices.model == name) {
    session.choices.model = *copy;
  } else if (session.choices.other == name) {
    session.choices.other = *copy;
  }
  store_model(session, *copy);
}

void act(Session& session, const DeleteModel& action) {
  const std::string& name = action.name;
  Result<LibraryEntry> entry = take_out_model(session.library, name);
  if (!entry) return;
  remove_file(session.stored, model_key(name));
  std::vector<int> runs;
  for (TrainingRun& run : session.training.runs) {
    if (run.saved_as != name) continue;
    runs.push_back(run.number);
    run.saved_as.clear();
    run.name = entry->title;
  }
  Choices& choices = session.choices;
  std::string note = fill(texts::kLibraryDeleted, {entry->title});
  add_note(session, note);
  session.deleted_model = DeletedModel{.entry = *std::move(entry),
                                       .was_chosen = choices.model == name,
                                       .was_other = choices.other == name,
                                       .note = std::move(note),
                                       .runs = std::move(runs)};
  if (choices.model == name) choices.model.clear();  // update() takes the first
  if (choices.other == name) choices.other.clear();
  session.dialog = Dialog::none;
}

void act(Session& session, const RestoreModel& /*action*/) {
  if (!session.deleted_model) return;
  DeletedModel deleted = *std::exchange(session.deleted_model, std::nullopt);
  std::erase(session.notes, deleted.note);
  const std::string name = put_back_model(session.library, std::move(deleted.entry));
  if (deleted.was_chosen) session.choices.model = name;
  if (deleted.was_other) session.choices.other = name;
  for (TrainingRun& run : session.training.runs) {
    const bool was_its = std::ranges::find(deleted.runs, run.number) != deleted.runs.end();
    if (was_its && run.saved_as.empty()) run.saved_as = name;
  }
  store_model(session, name);
}

void act(Session& session, const DownloadModel& action) {
  const LibraryEntry* entry = find_entry(session.library, action.name);
  if (!entry || !entry->is_usable()) return;
  try {
    session.downloads.push_back(
        {.name = model_file_name(*entry, action.format), .bytes = model_file(*entry, action.format)});
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kLibraryNoMemoryToKeep, {entry->title}));
  }
}

void receive_stored_file(Session& session, const std::string& key, const Result<ByteView>& content) {
  if (receive_stored_drawings(session, key, content) || receive_stored_book(session, key, content)) return;
  const std::string name(name_in_key(key));
  if (name.empty()) return;  // another part's
  // No later model may be called so, whatever is in the file.
  session.library.last_own = std::max(session.library.last_own, own_number(name).value_or(0));
  if (find_entry(session.library, name)) move_aside(session, name);
  const auto complain = [&](std::string_view reason) {
    add_note(session, fill(texts::kLibraryDamaged, {in_quotes(key), reason}));
  };
  if (!content) return complain(content.error());
  try {
    const Result<AddedModel> added = add_model_file(session.library, *content, {}, name);
    if (!added) return complain(added.error());
    tell_card_problem(session, *added);
    note_stored_file(session.stored, key);
  } catch (const std::bad_alloc&) {
    complain(texts::kLibraryNoMemory);
  }
}

void receive_store_ready(Session& session, std::string_view error) {
  note_store_ready(session.stored, error);
  tell_refusal(session);
  tell_drawings_refusal(session);
}

void receive_written(Session& session, const std::string& key, Written outcome, std::string_view error) {
  note_written(session.stored, key, outcome, error);
  receive_drawings_written(session, key, outcome);
  receive_book_written(session, key, outcome);
  const std::string name(name_in_key(key));
  const LibraryEntry* entry = find_entry(session.library, name);
  if (!entry) return;
  if (outcome == Written::taken) return move_aside(session, name);
  if (outcome != Written::failed) return;
  std::string problem = not_kept_in_words(session, *entry);
  if (!problem.empty()) add_note(session, std::move(problem));
}

std::string not_kept_in_words(const Session& session, const LibraryEntry& entry) {
  if (!entry.is_own) return "";
  const std::string key = model_key(entry.name);
  const std::string& reason = why_not_kept(session.stored, key);
  if (reason.empty()) return "";
  const bool is_older_kept = session.stored.known.contains(key);
  return fill(is_older_kept ? texts::kLibraryOldKept : texts::kLibraryNotKept, {entry.title, reason});
}

}  // namespace bottleneck
