#include "lab/session/keeping_drawings.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <numeric>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "formats/png_grey.h"
#include "formats/strokes_json.h"
#include "lab/base/figures.h"
#include "lab/session/notes.h"
#include "texts/drawings.h"

namespace bottleneck {
namespace {

constexpr std::string_view kKeyStart = "drawings/";
constexpr std::string_view kDrawingEnding = ".jsonl";
constexpr int kKeyDigits = 9;  // their order as texts is that of the numbers
constexpr const char* kExportName = "my-drawings.jsonl";

std::string file_key(int number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kKeyDigits - digits.size(), '0');
  return std::string(kKeyStart) + digits + std::string(kDrawingEnding);
}

std::optional<int> number_in_key(std::string_view key) {
  if (!key.starts_with(kKeyStart) || !key.ends_with(kDrawingEnding)) return std::nullopt;
  if (key.size() != kKeyStart.size() + kKeyDigits + kDrawingEnding.size()) return std::nullopt;
  const std::string_view digits = key.substr(kKeyStart.size(), kKeyDigits);
  int number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (problem != std::errc() || end != digits.data() + digits.size() || number < 1) return std::nullopt;
  return number;
}

// Writes a file anew, or deletes one that has become empty.
void store(Session& session, int file) {
  std::vector<OwnDrawing> of_file;
  for (const OwnDrawing& drawing : session.drawings.list) {
    if (drawing.file == file) of_file.push_back(drawing);
  }
  const std::string key = file_key(file);
  if (of_file.empty()) return remove_file(session.stored, key);
  try {
    store_file(session.stored, key, write_own_drawings(of_file));
  } catch (const std::bad_alloc&) {
    session.stored.failed.insert_or_assign(key, texts::kDrawingsNoMemory);
  }
}

// Once more what could not be written before: there may be room by now.
void store_failed(Session& session) {
  std::set<int> files;
  for (const auto& [key, why] : session.stored.failed) {
    if (const auto number = number_in_key(key)) files.insert(*number);
  }
  for (const int file : files) store(session, file);
}

// Those of these places in the list, in a file of their own.
void store_as_new_file(Session& session, std::span<const int> indices) {
  if (indices.empty()) return;
  const int file = ++session.drawings.last_file;
  for (const int index : indices) session.drawings.list[static_cast<std::size_t>(index)].file = file;
  tell_drawings_refusal(session);
  store_failed(session);
  store(session, file);
}

// What should be in a file that turned out to be another tab's goes into the next one.
void move_aside(Session& session, int file) {
  std::vector<int> indices;
  for (int i = 0; i < session.drawings.size(); ++i) {
    if (session.drawings.list[static_cast<std::size_t>(i)].file == file) indices.push_back(i);
  }
  session.stored.waiting.erase(file_key(file));
  store_as_new_file(session, indices);
}

void remove(Session& session, std::span<const int> indices) {
  std::set<int> files;
  for (const int index : indices) files.insert(session.drawings.list[static_cast<std::size_t>(index)].file);
  remove_own_drawings(session.drawings, indices);
  for (const int file : files) {
    const std::string key = file_key(file);
    // One that could not all be read is never written to (receive_stored_drawings).
    const bool is_left_alone = session.stored.state == Stored::State::allowed &&
                               !session.stored.known.contains(key) && !session.stored.waiting.contains(key) &&
                               !session.stored.under_way.contains(key);
    if (is_left_alone) add_note(session, fill(texts::kDrawingsComeBack, {in_quotes(key)}));
    store(session, file);
  }
}

// "my.jsonl": 3 drawings have joined yours. 1 were among them already. …
std::string import_in_words(const std::string& name, const ReadDrawings& read, const Added& added) {
  const char* joined = added.added == 0   ? texts::kDrawingsAddedNone
                       : added.added == 1 ? texts::kDrawingsAddedOne
                                          : texts::kDrawingsAdded;
  std::string words = fill(joined, {name, grouped(added.added)});
  if (added.already > 0) words += ' ' + fill(texts::kDrawingsAlready, {grouped(added.already)});
  const int left_out = added.left_out + read.unread;
  if (left_out > 0)
    words += ' ' + fill(texts::kDrawingsLeftOut, {grouped(left_out), grouped(kMostOwnDrawings)});
  return words;
}

std::string problems_in_words(const ReadDrawings& read) {
  std::string words;
  for (const std::string& problem : read.problems) words += (words.empty() ? "" : "; ") + problem;
  return read.wrong > static_cast<int>(read.problems.size()) ? words + "; …" : words;
}

}  // namespace

bool means_digits(const LibraryEntry* entry) {
  if (!entry || !entry->card) return true;
  return entry->card->class_names == digit_names();
}

std::shared_ptr<const Dataset> voting_drawings(const Session& session, const LibraryEntry* entry) {
  const bool can_vote = session.choices.uses_drawings && entry && entry->card && means_digits(entry) &&
                        entry->card->dataset != kDrawingsDataset;
  return can_vote ? session.drawings.images : nullptr;
}

int kept_on_pad(const Session& session) {
  const Sheet& sheet = session.drawing.sheet;
  if (sheet.picture || sheet.strokes.empty()) return -1;
  return find_own_drawing(session.drawings, sheet.strokes, session.choices.pen);
}

NotKeepable not_keepable(const Session& session) {
  const Sheet& sheet = session.drawing.sheet;
  if (sheet.picture) return NotKeepable::picture;
  if (sheet.strokes.empty()) return NotKeepable::blank;
  return session.drawings.size() >= kMostOwnDrawings ? NotKeepable::full : NotKeepable::no;
}

std::string keeping_in_words(const Session& session) {
  const int kept = kept_on_pad(session);
  if (kept >= 0) {
    const int label = session.drawings.list[static_cast<std::size_t>(kept)].label;
    return fill(texts::kMirrorKeptAs, {std::to_string(label), grouped(session.drawings.size())});
  }
  switch (not_keepable(session)) {
    case NotKeepable::picture:
      return texts::kDrawingsPicture;
    case NotKeepable::full:
      return texts::kDrawingsFull;
    case NotKeepable::blank:
    case NotKeepable::no:
      break;
  }
  return texts::kMirrorNotKeptYet;
}

void act(Session& session, const KeepDrawing& action) {
  const int label = action.label;
  end(session.drawing);
  if (label < 0 || label >= kClasses || not_keepable(session) != NotKeepable::no) return;
  const Sheet& sheet = session.drawing.sheet;
  auto drawing = make_own_drawing(sheet.strokes, session.choices.pen, label);
  if (!drawing) return;
  std::vector<OwnDrawing> one;
  one.push_back(*std::move(drawing));
  const Added added = add_own_drawings(session.drawings, std::move(one));
  if (added.left_out > 0) add_note(session, texts::kDrawingsFull);
  const int last = session.drawings.size() - 1;
  if (added.added > 0) store_as_new_file(session, std::span(&last, 1));
}

void act(Session& session, const RemoveDrawing& action) {
  if (action.index >= 0 && action.index < session.drawings.size())
    remove(session, std::span(&action.index, 1));
}

void act(Session& session, const ClearDrawings& /*action*/) {
  std::vector<int> all(session.drawings.list.size());
  std::iota(all.begin(), all.end(), 0);
  remove(session, all);
}

void act(Session& session, const RestoreDrawings& /*action*/) {
  store_as_new_file(session, restore_own_drawings(session.drawings));
}

void act(Session& session, const ExportDrawings& /*action*/) {
  if (session.drawings.list.empty()) return;
  try {
    session.downloads.push_back({.name = kExportName, .bytes = write_own_drawings(session.drawings.list)});
  } catch (const std::bad_alloc&) {
    add_note(session, fill(texts::kDrawingsNotKept, {texts::kDrawingsNoMemory}));
  }
}

void act(Session& session, const SaveDrawing& action) {
  const Strokes& strokes = session.drawing.sheet.strokes;
  const auto& image = session.pad_image.image;
  if (action.as_strokes && !strokes.empty()) {
    const std::string line = write_strokes_line({.strokes = strokes, .pen = session.choices.pen}) + "\n";
    session.downloads.push_back({.name = "drawing.jsonl", .bytes = Bytes(line.begin(), line.end())});
  } else if (!action.as_strokes && image) {
    session.downloads.push_back({.name = "drawing.png", .bytes = write_grey_png(kSide, kSide, *image)});
  }
}

void take_drawings_file(Session& session, std::string_view file_name, const Result<ByteView>& content) {
  const std::string name = in_quotes(file_name);
  const auto refuse = [&](std::string_view why) {
    add_note(session, fill(texts::kDrawingsNoFile, {name, why}));
  };
  if (!content) return refuse(content.error());
  if (content->empty()) return refuse(texts::kDrawingsFileEmpty);
  try {
    ReadDrawings read = read_own_drawings(as_text(*content));
    if (read.drawings.empty()) return refuse(problems_in_words(read));
    const int before = session.drawings.size();
    const Added added = add_own_drawings(session.drawings, std::move(read.drawings));
    std::string words = import_in_words(name, read, added);
    if (read.wrong > 0)
      words += ' ' + fill(texts::kDrawingsWrong, {grouped(read.wrong), problems_in_words(read)});
    add_note(session, std::move(words));
    std::vector<int> indices(static_cast<std::size_t>(added.added));
    std::iota(indices.begin(), indices.end(), before);
    store_as_new_file(session, indices);
  } catch (const std::bad_alloc&) {
    refuse(texts::kDrawingsNoMemory);
  }
}

bool receive_stored_drawings(Session& session, std::string_view key, const Result<ByteView>& content) {
  const std::optional<int> number = number_in_key(key);
  if (!number) return false;
  // No later file may be called so, whatever is in this one.
  session.drawings.last_file = std::max(session.drawings.last_file, *number);
  move_aside(session, *number);
  const auto complain = [&](std::string_view why) {
    add_note(session, fill(texts::kDrawingsDamaged, {in_quotes(key), why}));
  };
  if (!content) return complain(content.error()), true;
  try {
    ReadDrawings read = read_own_drawings(as_text(*content));
    for (OwnDrawing& drawing : read.drawings) drawing.file = *number;
    const Added added = add_own_drawings(session.drawings, std::move(read.drawings));
    if (read.wrong > 0) return complain(problems_in_words(read)), true;
    if (added.left_out + read.unread > 0)
      return complain(fill(texts::kDrawingsLeftOut,
                           {grouped(added.left_out + read.unread), grouped(kMostOwnDrawings)})),
             true;
    note_stored_file(session.stored, std::string(key));
    if (added.already > 0) store(session, *number);  // without what another file has
  } catch (const std::bad_alloc&) {
    complain(texts::kDrawingsNoMemory);
  }
  return true;
}

void receive_drawings_written(Session& session, std::string_view key, Written outcome) {
  const std::optional<int> number = number_in_key(key);
  if (!number) return;
  if (outcome == Written::taken) return move_aside(session, *number);
  const std::string& why = why_drawings_not_kept(session);
  if (outcome == Written::failed && !why.empty()) add_note(session, fill(texts::kDrawingsSomeNotKept, {why}));
}

void tell_drawings_refusal(Session& session) {
  const bool is_refused = session.stored.state == Stored::State::refused;
  if (!is_refused || session.drawings.is_refusal_told || session.drawings.list.empty()) return;
  session.drawings.is_refusal_told = true;
  add_note(session, fill(texts::kDrawingsNothingKept, {session.stored.reason}));
}

const std::string& why_drawings_not_kept(const Session& session) {
  static const std::string kKept;
  if (session.stored.state == Stored::State::refused) return session.stored.reason;
  for (const auto& [key, problem] : session.stored.failed) {
    if (number_in_key(key) && !why_not_kept(session.stored, key).empty()) return problem;
  }
  return kKept;
}

bool update_drawings(Session& session) {
  return renew_images(session.drawings, *find_dataset(session.datasets, kDrawingsDataset));
}

}  // namespace bottleneck
