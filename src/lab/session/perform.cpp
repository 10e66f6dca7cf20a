#include "lab/session/perform.h"

#include <algorithm>
#include <cmath>

#include "lab/models/card_measures.h"
#include "lab/session/compression.h"
#include "lab/session/exercises.h"
#include "lab/session/keeping.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/neighbours.h"
#include "lab/session/picture_import.h"
#include "lab/session/queries.h"
#include "lab/session/settings.h"
#include "lab/session/training_steps.h"
#include "lab/session/update.h"
#include "lab/session/update_map.h"

namespace bottleneck {
namespace {

// The eraser is as wide as a finger's rubber would be: it takes a line away in one go.
constexpr float kEraserRadius = 1.8F;  // pad units

// How many pages of samples there are; 1 while that is not known.
int sample_pages(const Session& session) {
  if (session.choices.samples == SampleSource::synthetic) return kSyntheticPages;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset || !dataset->test.images) return 1;
  return (dataset->test.images->size() + kSamplesShown - 1) / kSamplesShown;
}

struct Perform {
  Session& session;

  // What the other files do.
  void operator()(const auto& action) const { act(session, action); }

  Choices& choices() const { return session.choices; }
  Drawing& drawing() const { return session.drawing; }

  void operator()(const Set& action) const {
    const Setting& setting = setting_of(action.word);
    const Choices before = choices();
    AddressNotes unheard;
    if (action.value.empty() && setting.value.set) {
      setting.value.set(choices(), setting.value.get(kUsual));
    } else if (!read_setting(setting, action.value, choices(), unheard)) {
      return;
    }
    if (setting.rules.settle) setting.rules.settle(session, before);
  }
  void operator()(const BeginGesture& action) const {
    if (session.tool == Tool::eraser) {
      begin_erasing(drawing(), action.point, eraser_radius(session));
    } else {
      begin_stroke(drawing(), action.point);
    }
  }
  void operator()(const ExtendGesture& action) const {
    extend(drawing(), action.point, eraser_radius(session));
  }
  void operator()(const EndGesture&) const { end(drawing()); }
  void operator()(const CancelGesture&) const { cancel(drawing()); }
  void operator()(const Undo&) const { undo(drawing()); }
  void operator()(const Redo&) const { redo(drawing()); }
  void operator()(const Clear&) const { clear(drawing()); }
  void operator()(const PutStrokes& action) const { put(drawing(), {.strokes = action.strokes}); }
  void operator()(const ChooseTool& action) const { session.tool = action.tool; }
  void operator()(const TakeSample& action) const {
    if (action.index < 0 || static_cast<std::size_t>(action.index) >= session.samples.size()) return;
    put(drawing(), session.samples[static_cast<std::size_t>(action.index)].sheet);
  }
  void operator()(const TakeTestImage& action) const {
    const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
    if (!dataset || !dataset->test.images) return;
    if (action.index < 0 || action.index >= dataset->test.images->size()) return;
    Sheet sheet = test_sample(*dataset->test.images, action.index).sheet;
    name_picture(session, *dataset, Split::test, sheet);
    put(drawing(), std::move(sheet));
  }
  void operator()(const DrawTestImage& action) const {
    (*this)(TakeTestImage{action.index});
    choices().station = Station::draw;
  }
  void operator()(const DrawWith& action) const {
    (*this)(Set{.word = "model", .value = action.model});
    choices().station = Station::draw;
  }
  void operator()(const TurnSamples& action) const {
    const int pages = sample_pages(session);
    choices().sample_page = ((choices().sample_page + action.by) % pages + pages) % pages;
  }
  void operator()(const SetUnit& action) const {
    const LibraryEntry* entry = chosen_entry(session);
    const auto unit = static_cast<std::size_t>(action.unit);
    if (!entry || !entry->card || unit >= session.inference.latent.size() || !std::isfinite(action.value))
      return;
    const UnitRange range = unit_range(*entry->card, action.unit);
    if (range.is_dead) return;
    session.sweep.reset();
    const bool is_edited = !session.edited_code.empty();
    if (action.value == (is_edited ? session.edited_code : session.inference.latent)[unit]) return;
    if (!is_edited) session.edited_code = session.inference.latent;
    session.edited_code[unit] = std::clamp(action.value, range.low, range.high);
  }
  void operator()(const ResetCode&) const {
    session.sweep.reset();
    session.edited_code.clear();
  }
  void operator()(const SweepUnit& action) const {
    session.sweep.reset();
    const LibraryEntry* entry = chosen_entry(session);
    if (action.unit < 0 || !entry || !entry->card) return;
    if (static_cast<std::size_t>(action.unit) >= session.inference.latent.size()) return;
    if (!unit_range(*entry->card, action.unit).is_dead) session.sweep = Sweep{.unit = action.unit};
  }
  void operator()(const LoadTraining&) const {
    choices().wants_training = true;
    act(session, RetryLoading{});
  }
  void operator()(const ComputeCodes&) const {
    choices().wants_training = true;
    session.computes_codes_of = choices().model;
    act(session, RetryLoading{});
  }
  void operator()(const CancelLoading& action) const {
    stop_half(session.datasets, action.dataset, action.split);
    // Whatever wants it goes without; else it would be asked for again at once.
    const TrainingRun* run = active_run(session.training);
    if (run && !run->train && run->plan.dataset == action.dataset)
      find_run(session.training, run->number)->state = TrainingRun::State::paused;
    const Experiment* experiment = experiment_now(session);
    if (experiment && experiment->plan.dataset == action.dataset) act(session, PauseBook{});
    const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
    if (!dataset || dataset->name != action.dataset) return;
    // Digits are drawn for both halves at once.
    const bool is_both = dataset->origin == Origin::synthetic;
    if (is_both || action.split == Split::train) {
      choices().wants_training = false;
      session.computes_codes_of.clear();
    }
    if (is_both || action.split == Split::test) {
      session.wanted_test_image.reset();
      (*this)(Set{"samples", "synthetic"});
    }
  }
  void operator()(const LoadHalf& action) const {
    want_half(session.datasets, action.dataset, action.split, true);
  }
  void operator()(const LoadDataset& action) const {
    for (const Split split : {Split::train, Split::test})
      want_half(session.datasets, action.dataset, split, true);
  }
  void operator()(const LookAt& action) const {
    choices().browsing.first = std::max(action.first, 0);
    choices().browsing.picked = std::max(action.picked, -1);
  }
  void operator()(const UseImage& action) const {
    const auto& images = browsed_half(session).images;
    if (!images || action.index < 0 || action.index >= images->size()) return;
    put(drawing(), sheet_of_image(session, action.index));
    choices().station = Station::draw;
  }
  void operator()(const PickFiles&) const { session.picks_files = true; }
  void operator()(const PickFolder&) const { session.own_pictures.picks_folder = true; }
  void operator()(const ShowDialog& action) const {
    session.dialog = action.dialog;
    if (action.dialog == Dialog::link)
      session.shared_as = {.hidden = choices().hidden, .theme = choices().theme};
  }
  void operator()(const ShareAs& action) const { session.shared_as = action; }
  void operator()(const DismissNotes&) const {
    session.notes.clear();
    session.deleted_model.reset();
  }
  void operator()(const SaveNumbers& action) const { session.wants_numbers = action.format; }
  void operator()(const SaveMarkdown&) const { session.wants_markdown = true; }
  void operator()(const SaveProgram& action) const { session.wants_program = action.file; }
  void operator()(const SavePicture& action) const { session.wants_picture = action.part; }
};

}  // namespace

float eraser_radius(const Session& session) {
  return std::max(kEraserRadius, session.choices.pen * 0.75F);
}

void perform(Session& session, const Action& action) {
  visit_action(action, Perform{session}, ActionTypes{});
}

}  // namespace bottleneck
