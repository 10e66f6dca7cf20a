#include "lab/session.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

bool same(const Point& a, const Point& b) {
  return a.x == b.x && a.y == b.y && a.width == b.width;
}

bool same(const Strokes& a, const Strokes& b) {
  return std::ranges::equal(a, b, [](const Stroke& one, const Stroke& other) {
    return std::ranges::equal(one, other, [](const Point& p, const Point& q) { return same(p, q); });
  });
}

struct Perform {
  Session& session;

  void operator()(const BeginStroke& action) const { begin_stroke(session.drawing, action.point); }
  void operator()(const ExtendStroke& action) const { extend_stroke(session.drawing, action.point); }
  void operator()(const EndStroke&) const { end_stroke(session.drawing); }
  void operator()(const CancelStroke&) const { cancel_stroke(session.drawing); }
  void operator()(const Undo&) const { undo(session.drawing); }
  void operator()(const Redo&) const { redo(session.drawing); }
  void operator()(const Clear&) const { clear(session.drawing); }
  void operator()(const SetPen& action) const {
    if (std::isfinite(action.width))
      session.choices.pen = std::clamp(action.width, kThinnestPen, kThickestPen);
  }
  void operator()(const ChooseModel& action) const {
    if (find_entry(session.library, action.name)) session.choices.model = action.name;
  }
  void operator()(const ChooseTheme& action) const { session.choices.theme = action.theme; }
  void operator()(const RetryLoading&) const { want_files(session.library, session.choices.model, true); }
};

}  // namespace

bool Session::Inputs::operator==(const Inputs& other) const {
  return pen == other.pen && neighbours == other.neighbours && model == other.model && codes == other.codes &&
         same(strokes, other.strokes);
}

void perform(Session& session, const Action& action) {
  std::visit(Perform{session}, action);
}

bool update(Session& session, Clock clock) {
  Choices& choices = session.choices;
  if (choices.model.empty() && !session.library.entries.empty())
    choices.model = session.library.entries.front().name;
  want_files(session.library, choices.model);

  const LibraryEntry* entry = chosen_entry(session);
  const bool is_usable = entry && entry->is_usable();
  Session::Inputs inputs{.strokes = session.drawing.strokes,
                         .pen = choices.pen,
                         .neighbours = choices.neighbours,
                         .model = is_usable ? entry->model : nullptr,
                         .codes = is_usable ? entry->codes : nullptr};
  if (inputs == session.read_from) return false;

  std::optional<Image> image;
  if (!session.drawing.is_blank()) image = render_normalised(session.drawing.strokes, choices.pen);
  session.reading = read_image(image, entry, choices.neighbours, clock);
  session.read_from = std::move(inputs);
  return true;
}

const LibraryEntry* chosen_entry(const Session& session) {
  return find_entry(session.library, session.choices.model);
}

std::string class_name(const Session& session, int label) {
  const LibraryEntry* entry = chosen_entry(session);
  const auto index = static_cast<std::size_t>(label);
  if (label < 0 || !entry || !entry->card || index >= entry->card->class_names.size())
    return std::to_string(label);
  return entry->card->class_names[index];
}

std::string spoken_result(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (!error.empty()) return "Could not be loaded. " + error + ".";

  const Reading& reading = session.reading;
  if (session.drawing.is_pen_down || !reading.prediction) return "";
  const int votes = reading.votes[static_cast<std::size_t>(*reading.prediction)];
  return "Nearest codes say " + class_name(session, *reading.prediction) + ": " + std::to_string(votes) +
         " of " + std::to_string(reading.neighbours.size()) + " neighbours.";
}

}  // namespace bottleneck
