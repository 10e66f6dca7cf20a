#include "lab/session/update.h"

#include <algorithm>
#include <utility>

#include "lab/base/figures.h"
#include "lab/data/browsing.h"
#include "lab/data/dataset_files.h"
#include "lab/data/synthetic_digits.h"
#include "lab/session/compression.h"
#include "lab/session/exercises.h"
#include "lab/session/keeping_book.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/neighbours.h"
#include "lab/session/notes.h"
#include "lab/session/picture_import.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/session/training_steps.h"
#include "lab/session/update_inference.h"
#include "lab/session/update_map.h"
#include "texts/address.h"
#include "texts/reconstructions.h"
#include "texts/results.h"

namespace bottleneck {
namespace {

// --- before the results: what is chosen, and what is wanted

// Whether a model of that name may still come from the browser's storage.
bool is_awaited(const Session& session, const std::string& name) {
  return session.stored.state == Stored::State::opening && own_number(name);
}

void let_go_unknown_rows(Session& session) {
  std::vector<std::string> names = row_names(session.choices.reconstructions.rows);
  const auto let_go = std::erase_if(names, [&](const std::string& name) {
    if (find_entry(session.library, name) || is_awaited(session, name)) return false;
    add_note(session, fill(texts::kUnknownRows, {in_quotes(name)}));
    return true;
  });
  if (let_go > 0) session.choices.reconstructions.rows = rows_text(names);
}

// Once the list of models is there: names that it does not have are let go, with a note.
void settle_models(Session& session) {
  const auto& entries = session.library.entries;
  if (entries.empty() || !session.library.is_settled()) return;
  Choices& choices = session.choices;
  const LibraryEntry& usual = *usual_entry(session.library);
  if (choices.model.empty()) choices.model = usual.name;
  if (!find_entry(session.library, choices.model) && !is_awaited(session, choices.model)) {
    add_note(session, fill(texts::kUnknownModel, {in_quotes(choices.model), usual.title}));
    choices.model = usual.name;
  }
  if (!choices.other.empty() && !find_entry(session.library, choices.other) &&
      !is_awaited(session, choices.other)) {
    add_note(session, fill(texts::kUnknownOther, {in_quotes(choices.other)}));
    choices.other.clear();
  }
  let_go_unknown_rows(session);
}

// What suits digits does not suit clothes: their normalisation, and drawn digits as samples. Where the reader
// goes on to a model of the other kind, both follow; where a link tells them, they are as it tells.
void settle_meaning(Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!session.suits_meaning || !entry || !entry->card) return;
  const bool means_digits_now = means_digits(entry);
  if (means_digits_now == *std::exchange(session.suits_meaning, std::nullopt)) return;
  Choices& choices = session.choices;
  choices.is_normalised = means_digits_now;
  const DatasetEntry* dataset = dataset_of(session, entry);
  // Nothing is fetched from elsewhere unasked.
  const bool has_test =
      dataset && (dataset->test.images || dataset->test.is_on_site() || dataset->test.is_kept());
  choices.samples = !means_digits_now && has_test ? SampleSource::test : SampleSource::synthetic;
  choices.sample_page = 0;
}

void want_everything(Session& session, bool retry) {
  const Choices& choices = session.choices;
  want_files(session.library, choices.model, retry);
  if (!choices.other.empty()) want_files(session.library, choices.other, retry);
  want_dataset_list(session.datasets, retry);
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (!dataset) return;
  if (choices.wants_training) want_half(session.datasets, dataset->name, Split::train, retry);
  if (choices.samples == SampleSource::test || session.wanted_test_image)
    want_half(session.datasets, dataset->name, Split::test, retry);
}

// Puts the test image that a link names on the pad, once the images are there.
void settle_test_image(Session& session) {
  if (!session.wanted_test_image) return;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  if (dataset && !has_lasting_images(*dataset)) session.wanted_test_image.reset();
  if (!session.wanted_test_image || !dataset || !dataset->test.images) return;
  const Dataset& test = *dataset->test.images;
  const int index = *std::exchange(session.wanted_test_image, std::nullopt);
  if (index < 0 || index >= test.size()) {
    add_note(session, fill(texts::kNoTestImage, {std::to_string(index), std::to_string(test.size())}));
    return;
  }
  Sheet sheet = session.drawing.sheet;  // the link's strokes lie on the image
  sheet.picture = test_sample(test, index).sheet.picture;
  put(session.drawing, std::move(sheet));
}

// --- the results

// Asks the worker for the nearest pixels of what is on the pad. What was found before stays until the answer
// is there: the picture does not flicker while the pen moves.
bool update_pixels(Session& session) {
  const std::optional<Image>& image = session.pad_image.image;
  PixelSearch& pixels = session.pixels;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  const bool can_search =
      image && dataset && dataset->train.images && !session.choices.is_hidden(Part::pixels);
  if (!can_search) {
    const bool has_changed = pixels.image.has_value();
    pixels = {};
    return has_changed;
  }
  const auto& training = dataset->train.images;
  // What was found among other images has other labels.
  const bool is_outdated = pixels.training && pixels.training != training;
  if (is_outdated) pixels = {};
  const int k = std::min(session.choices.neighbours, training->size());
  if (pixels.image == image && pixels.k == k && pixels.training == training)
    return form_pixel_opinion(session);
  // Does nothing while a search is under way: its answer brings us here again.
  ask_for_nearest_pixels(session.jobs, dataset->name, training, *image, k);
  return is_outdated;
}

// A model without codes gets them unasked where all is there that they are computed from.
void want_codes(Session& session) {
  const Choices& choices = session.choices;
  const bool is_seen = choices.station == Station::map ||
                       (choices.station == Station::draw && !choices.is_hidden(Part::codes));
  if (!session.computes_codes_of.empty() || !is_seen) return;
  for (const LibraryEntry* entry : {chosen_entry(session), other_entry(session)}) {
    if (!entry || !entry->is_usable() || entry->codes || entry->card->has_codes ||
        entry->name == session.codes_failed_of)
      continue;
    const DatasetEntry* dataset = dataset_of(session, entry);
    if (!dataset || !dataset->train.images) continue;
    session.computes_codes_of = entry->name;
    return;
  }
}

// Hands the worker a model whose codes are wanted, once the images are there.
void update_encoding(Session& session) {
  want_codes(session);
  if (session.computes_codes_of.empty()) return;
  const LibraryEntry* entry = find_entry(session.library, session.computes_codes_of);
  const DatasetEntry* dataset = dataset_of(session, entry);
  if (!entry || !entry->is_usable() || entry->codes || !dataset || !dataset->train.images) return;
  ask_for_codes(session.jobs, dataset->name, dataset->train.images, entry->name, *entry->model);
}

bool update_samples(Session& session) {
  Choices& choices = session.choices;
  const DatasetEntry* dataset = dataset_of(session, chosen_entry(session));
  Session::SamplesKey key{.source = choices.samples, .page = choices.sample_page};
  if (choices.samples == SampleSource::test && dataset) key.test = dataset->test.images;
  // There may be fewer of them than there were.
  if (key.test) key.page = choices.sample_page = std::min(key.page, (key.test->size() - 1) / kSamplesShown);
  if (key == session.samples_from) return false;
  if (key.source == SampleSource::synthetic) {
    session.samples = synthetic_samples(std::min(key.page, kSyntheticPages - 1));
  } else {
    session.samples = key.test ? test_samples(*key.test, key.page) : std::vector<Sample>{};
    for (Sample& sample : session.samples) name_picture(session, *dataset, Split::test, sample.sheet);
  }
  session.samples_from = std::move(key);
  return true;
}

// A dataset is opened on a half that has images: one of few drawings has none to test with. The reader can
// still look at the other one.
void open_browsed(Session& session) {
  Split& split = session.choices.browsing.split;
  std::string& opened = session.browsed.opened;
  const DatasetEntry& dataset = browsed_dataset(session);
  if (dataset.train.count() == 0 && dataset.test.count() == 0) return opened.clear();
  if (opened == dataset.name) return;
  opened = dataset.name;
  if (dataset.half(split).count() == 0) split = other_split(split);
}

// Which images there are to look at. They are wanted once the reader is at the station of the data.
bool update_browsing(Session& session) {
  if (session.choices.station != Station::data) return false;
  open_browsed(session);
  const auto& dataset = browsed_half(session).images;
  const int label = session.choices.browsing.label;
  BrowsedImages& browsed = session.browsed;
  if (browsed.dataset == dataset && browsed.label == label) return false;
  browsed.dataset = dataset;
  browsed.label = label;
  browsed.images.clear();
  if (dataset) browsed.images = images_of_class(*dataset, label);
  return true;
}

// The neurons of the chosen model in numbers; a part of a frame's time goes into how they fire.
bool update_neurons(Session& session, Clock clock) {
  if (session.choices.station != Station::weights) return false;
  const LibraryEntry* entry = chosen_entry(session);
  const bool has_pixels = entry && entry->is_usable() && entry->model->architecture.inputs == kPixels;
  const auto before = session.neurons.model;
  look_at(session.neurons, has_pixels ? entry->model : nullptr, session.choices.weights.layer,
          test_images(session));
  return go_on_measuring(session.neurons, clock) || session.neurons.model != before;
}

}  // namespace

bool update(Session& session, Clock clock) {
  bool has_changed = make_synthetic(session.datasets, session.choices.synthetic, clock);
  has_changed = update_drawings(session) || has_changed;
  has_changed = update_pictures(session) || has_changed;
  settle_models(session);
  settle_meaning(session);
  want_everything(session, false);
  settle_test_image(session);
  has_changed = update_inference(session, clock) || has_changed;
  has_changed = update_pixels(session) || has_changed;
  has_changed = update_samples(session) || has_changed;
  has_changed = update_browsing(session) || has_changed;
  has_changed = update_map(session, clock) || has_changed;
  has_changed = update_neurons(session, clock) || has_changed;
  has_changed = update_reconstructions(session) || has_changed;
  update_encoding(session);
  update_book(session);
  update_exercises(session);
  update_compression(session);
  update_neighbours(session);
  update_measuring(session);
  update_training(session);
  share_work(session.jobs, most_workers(session));
  keep_book(session);
  return has_changed;
}

void act(Session& session, const RetryLoading& /*action*/) {
  want_everything(session, true);
  revive_worker(session);
  if (!session.pixels.error.empty()) session.pixels = {};
}

void revive_worker(Session& session) {
  if (session.jobs.worker == Jobs::Worker::failed) session.jobs = {.last_id = session.jobs.last_id};
}

void go_to(Session& session, const Address& address) {
  session.choices = address.choices;
  session.notes = address.notes;
  session.wanted_test_image = address.test_image;
  session.wanted_units = address.units;
  session.wanted_units_of = address.choices.model;
  session.suits_meaning.reset();
  session.edited_code.clear();
  session.sweep.reset();
  const auto& picture = session.drawing.sheet.picture;
  if (picture && !picture->is_erased && picture->index == address.test_image)
    session.wanted_test_image.reset();
  if (address.strokes.empty() && !session.wanted_test_image) return;
  Sheet sheet{.strokes = address.strokes};
  if (!session.wanted_test_image && address.test_image) sheet.picture = picture;
  put(session.drawing, std::move(sheet));
}

}  // namespace bottleneck
