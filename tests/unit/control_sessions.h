// Sessions in the states that a reader meets, and ways to look at what can be done and read in them: for the
// tests of controls.h.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lab/data/browsing.h"
#include "lab/models/own_models.h"
#include "lab/session/neighbours.h"
#include "lab/session/picture_import.h"
#include "lab/session/queries.h"
#include "lab/session/reconstruction_rows.h"
#include "lab/session/stations.h"
#include "lab/session/update_map.h"
#include "lab/shown/offer.h"

namespace bottleneck {

inline constexpr int kUnits = 4;

inline std::shared_ptr<ModelCard> make_card(const std::string& name) {
  auto card = std::make_shared<ModelCard>();
  card->name = name;
  card->title = "Title of " + name;
  card->dataset = "mnist";
  for (int label = 0; label < kClasses; ++label)
    card->class_names.push_back("class " + std::to_string(label));
  card->settings.architecture = {.hidden = {30}, .latent = kUnits};
  card->train_images = 60000;
  card->test_images = 10000;
  card->latent_min.assign(kUnits, 0);
  card->latent_max.assign(kUnits, 12.3456F);
  card->latent_max[2] = 0;  // dead
  card->error_histogram = ErrorHistogram{.bin_width = 0.01, .counts = {1, 3}};
  card->has_codes = true;
  return card;
}

inline LibraryEntry make_entry(const std::string& name) {
  LibraryEntry entry{.name = name, .title = "Title of " + name};
  const auto card = make_card(name);
  entry.model = std::make_shared<Autoencoder>(make_autoencoder(card->settings.architecture));
  entry.card = card;
  auto codes = std::make_shared<CodeLibrary>();
  codes->codes.assign(std::size_t{20} * kUnits, 1);
  codes->references = prepare_codes(codes->codes, kUnits);
  codes->labels.assign(20, 7);
  entry.codes = codes;
  return entry;
}

inline std::shared_ptr<const Dataset> make_images(int count) {
  Dataset dataset;
  dataset.images.resize(static_cast<std::size_t>(count) * kPixels);
  dataset.labels.assign(static_cast<std::size_t>(count), 3);
  return std::make_shared<const Dataset>(std::move(dataset));
}

// The dataset of the models; the one that is loaded comes with every page.
inline DatasetEntry& mnist(Session& session) {
  return *std::ranges::find(session.datasets.entries, "mnist", &DatasetEntry::name);
}

// Nothing is loaded, nothing is drawn.
inline Session empty_session() {
  return Session{};
}

// Two models are there, nothing is drawn.
inline Session blank_session() {
  Session session;
  session.library.entries = {make_entry("first"), make_entry("second")};
  session.choices.model = "first";
  for (int label = 0; label < kSamplesShown; ++label) {
    Sample sample{.label = label};
    sample.sheet.strokes = {{{4, 4}, {10, 20}}};
    session.samples.push_back(sample);
  }
  return session;
}

inline Opinion some_opinion() {
  Opinion opinion{.votes = std::vector<int>(kClasses), .prediction = 7, .references = 60000, .ms = 2};
  opinion.votes[7] = 5;
  opinion.votes[1] = 2;
  for (int i = 0; i < 7; ++i) {
    opinion.neighbours.push_back({.neighbour = {.index = 100 + i, .distance = 1.5F + static_cast<float>(i)},
                                  .label = i < 5 ? 7 : 1,
                                  .is_decoded = true});
  }
  return opinion;
}

inline Inference some_inference() {
  Inference inference;
  inference.image.emplace();
  inference.latent = {1, 2.25F, 0, 12.3456F};
  inference.code = inference.latent;
  inference.reconstruction.emplace();
  inference.error = ReconstructionError{.bce = 0.125, .mse = 0.0124};
  inference.relative_error = 0.0124;
  inference.codes = some_opinion();
  return inference;
}

// Something is drawn and read by both models; all that can be done at once can be done.
inline Session busy_session() {
  Session session = blank_session();
  session.choices.other = "second";
  session.drawing.sheet.strokes = {{{4, 4}, {10.5F, 15}, {12, 24, 1.5F}}, {{20, 5}}};
  session.drawing.past.emplace_back();
  session.drawing.future.emplace_back();
  session.inference = some_inference();
  session.other = some_inference();
  session.edited_code = session.inference.latent;
  session.notes = {"A note."};
  session.dialog = Dialog::help;
  mnist(session).test.packed_bytes = 1'600'000;
  mnist(session).train.packed_bytes = 10'000'000;
  mnist(session).test.images = make_images(100);
  return session;
}

// A model without codes, whose images the site has; a file could not be loaded.
inline Session codeless_session() {
  Session session = busy_session();
  auto card = make_card("first");
  card->has_codes = false;
  LibraryEntry& entry = session.library.entries.front();
  entry.card = card;
  entry.codes.reset();
  session.inference.codes = {};
  LibraryEntry& other = session.library.entries.back();
  other.codes.reset();
  other.codes_file.stage = Download::Stage::failed;
  other.codes_file.error = "second.codes.safetensors: not there";
  return session;
}

// Test images are shown, and the nearest pixels are found.
inline Session loaded_session() {
  Session session = busy_session();
  session.choices.samples = SampleSource::test;
  session.choices.sample_page = 2;
  session.samples.clear();
  for (int i = 20; i < 30; ++i) {
    Sample sample{.label = 3};
    sample.sheet.picture = Picture{.index = i, .label = 3};
    session.samples.push_back(sample);
  }
  session.drawing.sheet.picture = Picture{.index = 42, .label = 3};
  mnist(session).train.images = make_images(30);
  session.pixels.image = session.inference.image;
  session.pixels.opinion = some_opinion();
  session.pixels.opinion.doubt = Doubt::split;
  return session;
}

// The training images are on their way.
inline Session loading_session() {
  Session session = busy_session();
  mnist(session).train.images_file.stage = Download::Stage::loading;
  return session;
}

// A model of the reader's is chosen, and another one was deleted.
inline Session own_session() {
  Session session = busy_session();
  session.choices.model = *duplicate_model(session.library, "first");
  session.deleted_model = DeletedModel{.entry = make_entry("my-9")};
  return session;
}

// The training station, with a run in that state.
inline Session training_session(TrainingRun::State state) {
  Session session = busy_session();
  session.choices.station = Station::train;
  session.datasets.index_file.stage = Download::Stage::done;
  TrainingRun run;
  run.number = 1;
  run.name = "MNIST · k = 4";
  run.plan.dataset = "mnist";
  run.state = state;
  run.train = make_images(30);
  run.test = run.train;
  run.images = 30;
  run.progress = {.epoch = 1, .batch = 2, .batches = 3};
  run.history.resize(1);
  run.model = std::make_shared<const Autoencoder>(make_autoencoder({.hidden = {}, .latent = kUnits}));
  session.training.runs = {std::move(run)};
  session.training.shown = 1;
  return session;
}

// At the station of the data: MNIST's test images are looked at, digits are being drawn.
inline Session data_session() {
  Session session = busy_session();
  session.choices.station = Station::data;
  session.choices.browsing.dataset = "mnist";
  session.browsed.dataset = mnist(session).test.images;
  session.browsed.images = images_of_class(*session.browsed.dataset, -1);
  session.datasets.index_file.stage = Download::Stage::done;
  session.datasets.synthetic.maker.emplace(10, 1);
  return session;
}

// The reader's pictures are there, and others are under way.
inline Session pictures_session() {
  Session session = blank_session();
  for (const char* name : {"b", "a"}) {
    const std::string folder = name;
    const int number = begin_pictures(session, {folder + "/1.png", folder + "/2.png"});
    if (folder == "a") break;
    const Bytes grey(4);
    for (int place = next_picture(session, number); place >= 0; place = next_picture(session, number))
      receive_picture(session, number, place, GreyView{.width = 2, .height = 2, .pixels = grey});
  }
  return session;
}

// At the station of the weights: what the neurons do on the test images is known, some of them are dead.
inline Session weights_session() {
  Session session = busy_session();
  session.choices.station = Station::weights;
  LibraryEntry& entry = session.library.entries.front();
  auto model = std::make_shared<Autoencoder>(*entry.model);
  const Layer& first = model->layers.front();
  for (std::size_t neuron = 0; neuron < 20; ++neuron) {
    model->parameters[first.weights + neuron * kPixels + 300] = static_cast<float>(neuron) - 4;
    model->parameters[first.biases + neuron] = 1;
  }
  entry.model = model;
  look_at(session.neurons, entry.model, session.choices.weights.layer, mnist(session).test.images);
  while (go_on_measuring(session.neurons, [] { return 0.0; })) {
  }
  return session;
}

// At the station of the reconstructions: two models under each other, one of them measured, and a drawing.
inline Session reconstructions_session() {
  Session session = busy_session();
  session.choices.station = Station::reconstructions;
  session.choices.reconstructions = {.rows = "first,second", .shelf = Shelf::worst, .first = 20};
  session.pad_image.image.emplace();
  update_reconstructions(session);
  session.measured.errors.push_back(
      {.test = session.measured.wanted_errors.front(),
       .errors = std::vector<ReconstructionError>(100, {.bce = 0.25, .mse = 0.0625}),
       .mean = {.bce = 0.25, .mse = 0.0625}});
  session.measured.wanted_errors.erase(session.measured.wanted_errors.begin());
  update_reconstructions(session);
  return session;
}

// Those that are about a model.
inline constexpr Station kModelStations[] = {Station::draw,        Station::reconstructions,
                                             Station::compression, Station::neighbours,
                                             Station::map,         Station::weights};

// A model that was trained on the reader's pictures at an earlier visit.
inline Session gone_pictures_session(Station station) {
  Session session = busy_session();
  session.choices.station = station;
  auto card = make_card("first");
  card->dataset = kPicturesDataset;
  card->class_names = {"cats", "dogs"};
  card->has_codes = false;
  LibraryEntry& entry = session.library.entries.front();
  entry.card = card;
  entry.codes.reset();
  session.inference.codes = {};
  return session;
}

// A model that came as weights alone: nothing tells what it was trained on.
inline Session cardless_session(Station station) {
  Session session = busy_session();
  session.choices.station = station;
  LibraryEntry& entry = session.library.entries.front();
  ModelCard card;
  card.title = entry.title;
  card.settings.architecture = entry.model->architecture;
  card.parameters = entry.model->parameters.size();
  entry.card = std::make_shared<const ModelCard>(std::move(card));
  entry.codes.reset();
  entry.is_own = true;
  session.choices.samples = SampleSource::test;
  session.samples.clear();
  session.inference.codes = {};
  return session;
}

// A model of digits, and one that can be kept on the pad.
inline Session keeping_session() {
  Session session = busy_session();
  auto card = make_card("first");
  card->class_names = find_dataset(session.datasets, "drawings")->class_names;
  session.library.entries.front().card = card;
  return session;
}

// Two drawings are kept, and one was removed; at the station of the data.
inline Session drawings_session() {
  Session session = keeping_session();
  std::vector<OwnDrawing> drawings(3);
  for (std::size_t i = 0; i < drawings.size(); ++i)
    drawings[i].strokes = {{{static_cast<float>(i), 1}, {5, 5}}};
  add_own_drawings(session.drawings, std::move(drawings));
  remove_own_drawings(session.drawings, std::vector<int>{1});
  session.choices.station = Station::data;
  return session;
}

inline double no_time() {
  return 0;
}

// At the latent map of a model with codes of so many numbers, which differ.
inline Session map_session(int units = kUnits) {
  constexpr int kCodes = 30;
  Session session = busy_session();
  session.choices.station = Station::map;
  LibraryEntry& entry = session.library.entries.front();
  auto codes = std::make_shared<CodeLibrary>();
  for (int i = 0; i < kCodes; ++i) {
    for (int unit = 0; unit < units; ++unit)
      codes->codes.push_back(static_cast<float>(i % (unit + 2)) + 0.1F * static_cast<float>(i));
    codes->labels.push_back(static_cast<std::uint8_t>(i % kClasses));
  }
  codes->references = prepare_codes(codes->codes, units);
  entry.codes = codes;
  entry.model = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {}, .latent = units}));
  session.inference.code.resize(static_cast<std::size_t>(units), 1);
  update_map(session, no_time);
  return session;
}

// Gives the models' dataset both halves, the first model what is measured on them, and the library a model
// that is not loaded.
inline void measure(Session& session) {
  DatasetEntry& dataset = mnist(session);
  if (!dataset.train.images) dataset.train.images = make_images(30);
  dataset.test.images = make_images(20);
  const MeasuredOn on = measured_on(dataset);
  const LibraryEntry& entry = *chosen_entry(session);
  session.measured.errors.push_back(
      {.test = {.on = on, .model = entry.model},
       .errors = std::vector<ReconstructionError>(20, {.bce = 0.13, .mse = 0.021}),
       .codes = std::vector<float>(std::size_t{20} * kUnits, 1),
       .mean = {.bce = 0.13, .mse = 0.021}});
  session.measured.bounds.push_back({.on = on, .points = {{1, 0.06}, {4, 0.05}, {16, 0.03}, {64, 0.01}}});
  LibraryEntry unloaded = make_entry("unloaded");
  unloaded.model.reset();
  unloaded.codes.reset();
  session.library.entries.push_back(std::move(unloaded));
}

// At "the book and here": some figures are there, an experiment is under way.
inline Session book_session(bool is_paused = false) {
  Session session = loaded_session();
  session.choices.station = Station::book;
  session.today = "2026-01-31";
  Book& book = session.book;
  const Provenance from{.dataset = "mnist",
                        .train_images = 60'000,
                        .test_images = 10'000,
                        .epochs = 30,
                        .seed = 1,
                        .device = "8 cores, Chrome 130 on Linux",
                        .day = "2026-01-30"};
  for (const char* id : {"mnist-16", "mnist-8", "mnist-pixels", "fashion-300-64"}) {
    for (const BookRow& row : find_experiment(book, id)->rows)
      book.record.figures[row_id(*find_experiment(book, id), row)] = {row.book.value_or(12'345.678), from};
  }
  for (const Experiment& experiment : book.experiments)
    book.record.guesses[row_id(experiment, experiment.rows.front())] = 0.1234;
  book.wanted = {"mnist-64", "mnist-16-mse"};
  book.tasks = 19;
  book.is_paused = is_paused;
  if (is_paused) book.problem = "There is no memory for this network: 123 MB are wanted.";
  session.jobs.worker_error = is_paused ? "" : "The helper program has stopped. Another one is started.";
  session.choices.has_all_figures = is_paused;
  return session;
}

// Quick figures, and what was forgotten.
inline Session quick_book_session() {
  Session session = book_session(true);
  Book& book = session.book;
  book.wanted.clear();
  book.is_paused = false;
  session.choices.is_book_quick = true;
  session.choices.has_all_figures = false;
  for (auto& [row, figure] : book.record.figures) figure.from.epochs = std::min(figure.from.epochs, 3);
  book.forgotten = BookRecord{};
  return session;
}

// Test images of all classes in turn, of which the first `done` are named: every third one as the next class.
inline NeighbourResult some_neighbours(const NeighbourTest& test, int done) {
  const auto k = static_cast<std::size_t>(test.k);
  NeighbourResult result{.test = test,
                         .neighbours = std::vector<int>(static_cast<std::size_t>(done) * k, 1),
                         .confusion = ConfusionMatrix(test.on.classes),
                         .encode_ms = test.model ? 2100.0 : 0.0,
                         .fit_ms = 20,
                         .search_ms = test.model ? 980.0 : 4900.0};
  for (int i = 0; i < done; ++i) {
    const int truth = test.on.halves.test->labels[static_cast<std::size_t>(i)];
    const int predicted = i % 3 == 0 ? (truth + 1) % test.on.classes : truth;
    result.confusion.add(truth, predicted);
    result.predicted.push_back(static_cast<std::uint8_t>(predicted));
  }
  return result;
}

// The test images are named by codes, and half of them by pixels, which goes on; a cell is looked at.
inline Session neighbours_session(int images = 60, Session session = loaded_session()) {
  session.choices.station = Station::neighbours;
  DatasetEntry& dataset = mnist(session);
  Dataset test = *make_images(images);
  const auto classes = chosen_entry(session)->card->class_names.size();
  for (std::size_t i = 0; i < test.labels.size(); ++i)
    test.labels[i] = static_cast<std::uint8_t>(i % classes);
  dataset.class_names = chosen_entry(session)->card->class_names;
  dataset.test.images = std::make_shared<const Dataset>(std::move(test));
  const NeighbourTest codes = *neighbour_test(session, NeighboursBy::codes);
  const NeighbourTest pixels = *neighbour_test(session, NeighboursBy::pixels);
  session.measured.neighbours = {some_neighbours(codes, images), some_neighbours(pixels, images / 2)};
  session.measured.wanted_neighbours = {pixels};
  session.asked_neighbours = {pixels};
  session.choices.confusion_cell = cell_number({.truth = 3, .predicted = 4});
  return session;
}

// At each of the notebook's stations, with all that it needs.
inline std::vector<Session> station_sessions() {
  std::vector<Session> sessions;
  for (std::size_t i = 0; i < kStations.size(); ++i) {
    const auto station = static_cast<Station>(i);
    if (station <= Station::data) continue;  // they have sessions of their own
    Session& session = sessions.emplace_back(loaded_session());
    session.choices.station = station;
    measure(session);
  }
  sessions.push_back(neighbours_session());
  sessions.push_back(neighbours_session(700));  // with more in a cell than are shown at a time
  sessions.back().choices.cell_first = kCellImages;
  sessions.push_back(busy_session());  // without its data
  sessions.back().choices.station = Station::neighbours;
  return sessions;
}

inline std::vector<Session> all_sessions() {
  std::vector<Session> sessions{
      empty_session(),           blank_session(),   busy_session(),     codeless_session(),
      loaded_session(),          loading_session(), own_session(),      data_session(),
      pictures_session(),        keeping_session(), drawings_session(), weights_session(),
      reconstructions_session(), map_session()};
  for (Session& session : station_sessions()) sessions.push_back(std::move(session));
  for (Session session : {book_session(), book_session(true), quick_book_session()})
    sessions.push_back(std::move(session));
  for (const Station station : kModelStations) sessions.push_back(cardless_session(station));
  return sessions;
}

inline std::vector<Control> all_controls(const Session& session) {
  std::vector<Control> controls;
  for (const ControlGroup& group : controls_of(session))
    controls.insert(controls.end(), group.controls.begin(), group.controls.end());
  return controls;
}

inline std::vector<Finding> findings_in(const Session& session, std::string_view group_id) {
  for (const ControlGroup& group : controls_of(session)) {
    if (group.id == group_id) return group.findings;
  }
  return {};
}

inline const Control* find_control(const std::vector<Control>& controls, std::string_view id) {
  const auto found = std::ranges::find(controls, id, &Control::id);
  return found == controls.end() ? nullptr : &*found;
}

// All that stands in a group's findings.
inline std::string text_of(const Session& session, std::string_view group_id) {
  std::string text;
  for (const Finding& finding : findings_in(session, group_id)) {
    text += finding.label + ": " + finding.value + "\n";
    for (const auto& row : finding.table) {
      for (const std::string& cell : row) text += cell + " | ";
      text += "\n";
    }
  }
  return text;
}

}  // namespace bottleneck
