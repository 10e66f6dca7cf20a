// Sessions for the tests of the panels: those of the controls, and some with as much in them as there can be.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "control_sessions.h"
#include "lab/session/perform.h"
#include "lab/session/update.h"

namespace bottleneck {

struct NamedSession {
  std::string name;
  Session session;
};

// What a reader called something.
inline constexpr const char* kLongName = "Anything that a reader may call something";
inline std::string long_name(int number) {
  return std::string(kLongName) + ", as long as they like, with Unpronounceablylongwords in it, number " +
         std::to_string(number);
}

// Names, notes and lists at their longest.
inline Session long_session() {
  Session session = busy_session();
  for (LibraryEntry& entry : session.library.entries) {
    auto card = std::make_shared<ModelCard>(*entry.card);
    card->class_names.clear();
    for (int label = 0; label < 256; ++label) card->class_names.push_back(long_name(label));
    entry.card = card;
    entry.title = long_name(1);
  }
  session.choices.neighbours = kMostNeighbours;
  for (Opinion* opinion : {&session.inference.codes, &session.other.codes, &session.pixels.opinion}) {
    *opinion = some_opinion();
    opinion->votes.assign(256, 0);
    opinion->votes[255] = kMostNeighbours;
    opinion->prediction = 255;
    opinion->doubt = Doubt::far;
    opinion->neighbours.assign(
        kMostNeighbours, {.neighbour = {.index = 59'999, .distance = 1234.5F}, .label = 255, .is_own = true});
  }
  mnist(session).train.images = make_images(30);
  session.pixels.image = session.inference.image;
  session.notes = {long_name(1) + " " + long_name(2), long_name(3)};
  session.deleted_model = DeletedModel{.entry = make_entry("my-9")};
  return session;
}

// The site has not answered, or with errors.
inline Session failed_session() {
  Session session = busy_session();
  const std::string error =
      "assets/models/first.safetensors could not be loaded: the server answered 404 Not Found, three times";
  LibraryEntry& entry = session.library.entries.front();
  entry.model.reset();
  entry.codes.reset();
  entry.weights_file.stage = Download::Stage::failed;
  entry.weights_file.error = error;
  session.library.entries.back().codes.reset();
  session.library.entries.back().codes_file.error = error;
  session.inference = {};
  DatasetHalf& train = mnist(session).train;
  train.images_file.stage = Download::Stage::failed;
  train.images_file.error = error;
  session.choices.samples = SampleSource::test;
  session.samples.clear();
  mnist(session).test.images.reset();
  mnist(session).test.images_file.stage = Download::Stage::failed;
  mnist(session).test.images_file.error = error;
  return session;
}

inline Session many_runs_session() {
  Session session = training_session(TrainingRun::State::finished);
  TrainingRun run = session.training.runs.front();
  run.name = long_name(7);
  run.work_ms = 98'765'432;
  run.images_per_second = 123'456;
  run.dead_units_of = 10'000;
  run.dead_units = 3;
  run.notice = "The worker was lost; the run went on from epoch 3, where it had left its weights.";
  run.history.resize(300);
  run.progress = {.epoch = 300, .batch = 3, .batches = 3};
  for (int i = 0; i < 900; ++i) run.batch_losses.push_back(0.3F / static_cast<float>(i + 1));
  for (int number = 2; number <= 12; ++number) {
    run.number = number;
    session.training.runs.push_back(run);
  }
  session.training.shown = 12;
  run.number = 13;
  session.training.removed = RemovedRun{.run = run};
  session.choices.loss_by = LossBy::batch;
  session.choices.plan.hidden = {1024, 512, 256};
  session.choices.plan.seed = kLargestSeed;
  session.choices.plan.latent = kMostLatent;
  return session;
}

inline Session failed_run_session() {
  Session session = training_session(TrainingRun::State::failed);
  session.training.runs.front().error =
      "There is no memory for this network: 123 MB are wanted. A smaller one may do.";
  return session;
}

// At the data, each dataset in turn.
inline Session browsing_session(const char* dataset, int classes) {
  Session session = data_session();
  DatasetEntry& entry = *find_dataset(session.datasets, dataset);
  if (!entry.test.images) entry.test.images = make_images(100);
  if (entry.origin == Origin::pictures) entry.train.images = entry.test.images;
  if (classes > 0) entry.class_names.clear();
  for (int label = 0; label < classes; ++label) entry.class_names.push_back(long_name(label));
  session.choices.browsing = {.dataset = dataset, .split = Split::test, .picked = 5};
  session.browsed.dataset = entry.test.images;
  session.browsed.images = images_of_class(*entry.test.images, -1);
  return session;
}

// The digits that are looked at are being drawn.
inline Session making_session() {
  Session session = data_session();
  session.choices.browsing = {.dataset = "synthetic", .split = Split::test};
  session.browsed = {};
  return session;
}

// Along units, one class alone, two images to be chosen for a walk; all training images are there.
inline Session choosing_session() {
  Session session = map_session();
  mnist(session).train.images = make_images(30);
  session.choices.map = {.axes = MapAxes::units, .across = 4, .up = 2, .label = 2};
  perform(session, ChooseWalk{});
  update_map(session, no_time);
  return session;
}

// A map, and nothing on the pad.
inline Session blank_map_session() {
  Session session = map_session();
  session.drawing = {};
  session.inference = {};
  session.map.drawing.reset();
  return session;
}

// A map of classes with long names, as many as there can be.
inline Session crowded_map_session() {
  Session session = long_session();
  session.choices.station = Station::map;
  LibraryEntry& entry = session.library.entries.front();
  auto codes = std::make_shared<CodeLibrary>(*entry.codes);
  for (int i = 0; i < 256; ++i) {
    codes->labels.push_back(static_cast<std::uint8_t>(i));
    for (int unit = 0; unit < kUnits; ++unit) codes->codes.push_back(static_cast<float>(i % (5 + unit)));
  }
  codes->references = prepare_codes(codes->codes, kUnits);
  entry.codes = codes;
  update_map(session, no_time);
  return session;
}

// Wide layers, of which one neuron is shown large; and without test images.
inline Session wide_weights_session(WeightScale scale, bool has_images) {
  Session session = weights_session();
  LibraryEntry& entry = session.library.entries.front();
  entry.model = std::make_shared<Autoencoder>(make_autoencoder({.hidden = {300}, .latent = kUnits}));
  session.choices.weights = {.order = NeuronOrder::dead, .scale = scale, .picked = 17};
  if (!has_images) mnist(session).test.images.reset();
  look_at(session.neurons, entry.model, session.choices.weights.layer, mnist(session).test.images);
  while (has_images && go_on_measuring(session.neurons, [] { return 0.0; })) {
  }
  return session;
}

// Without test images; a model has a name as long as can be, and another one has failed.
inline Session drawn_reconstructions_session() {
  Session session = keeping_session();
  session.choices.station = Station::reconstructions;
  mnist(session).test.images.reset();
  session.library.entries.front().title = long_name(3);
  session.library.entries.push_back(make_entry("third"));
  session.library.entries.back().model.reset();
  session.library.entries.back().weights_file.error = "not there";
  session.choices.reconstructions.rows = "third,first,second";
  session.choices.has_guide = false;
  update_reconstructions(session);
  return session;
}

// Neighbours that vote by their greatest number, for classes with long names; and for many of them.
inline Session long_neighbours_session(int classes) {
  Session session = loaded_session();
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  card->class_names.clear();
  for (int label = 0; label < classes; ++label) card->class_names.push_back(long_name(label));
  session.library.entries.front().card = card;
  mnist(session).class_names = card->class_names;
  session.choices.neighbours = kMostNeighbours;
  return neighbours_session(4 * classes, std::move(session));
}

// An experiment of the book's, whose worker is lost for good.
inline Session books_neighbours_session() {
  Session session = loaded_session();
  auto card = std::make_shared<ModelCard>(*session.library.entries.front().card);
  card->settings.architecture = {.hidden = {}, .latent = 8};
  session.library.entries.front().card = card;
  session.library.entries.front().model =
      std::make_shared<Autoencoder>(make_autoencoder(card->settings.architecture));
  session = neighbours_session(700, std::move(session));
  session.jobs.worker = Jobs::Worker::failed;
  session.jobs.worker_error = "The helper program that computes beside the page could not be started.";
  return session;
}

inline std::vector<NamedSession> make_drawn_sessions() {
  std::vector<NamedSession> sessions;
  const auto add = [&](const char* name, Session session) { sessions.push_back({name, std::move(session)}); };
  add("empty", empty_session());
  add("blank", blank_session());
  add("busy", busy_session());
  add("codeless", codeless_session());
  add("loaded", loaded_session());
  add("loading", loading_session());
  add("own", own_session());
  add("keeping", keeping_session());
  add("long", long_session());
  add("failed", failed_session());
  const auto at = [&](Station station, const char* name, Session session) {
    session.choices.station = station;
    add(name, std::move(session));
  };
  at(Station::train, "no run", blank_session());
  at(Station::train, "no run, long", long_session());
  using enum TrainingRun::State;
  for (const auto& [name, state] : {std::pair{"run waits", waiting}, std::pair{"run trains", training},
                                    std::pair{"run is paused", paused}, std::pair{"run is over", finished},
                                    std::pair{"run has diverged", diverged}})
    add(name, training_session(state));
  add("run has failed", failed_run_session());
  add("many runs", many_runs_session());
  at(Station::data, "nothing to look at", empty_session());
  at(Station::data, "data failed", failed_session());
  add("data", data_session());
  at(Station::data, "pictures under way", pictures_session());
  add("drawings", drawings_session());
  add("digits under way", making_session());
  add("synthetic digits", browsing_session("synthetic", 0));
  add("pictures", browsing_session("pictures", 256));
  add("few classes", browsing_session("pictures", 3));
  at(Station::map, "no map", empty_session());
  at(Station::map, "map without codes", codeless_session());
  at(Station::map, "map failed", failed_session());
  add("map", map_session());
  add("map, blank pad", blank_map_session());
  add("map of one number", map_session(1));
  add("map of two numbers", map_session(2));
  add("map of many numbers", map_session(200));
  add("map, choosing", choosing_session());
  add("map of many classes", crowded_map_session());
  add("reconstructions", reconstructions_session());
  add("reconstructions of drawn digits", drawn_reconstructions_session());
  at(Station::reconstructions, "reconstructions failed", failed_session());
  at(Station::weights, "model failed", failed_session());
  add("weights", weights_session());
  add("wide weights", wide_weights_session(WeightScale::shared, true));
  add("weights without images", wide_weights_session(WeightScale::own, false));
  add("book under way", book_session());
  add("book paused", book_session(true));
  add("quick book", quick_book_session());
  add("an experiment of the book's", books_neighbours_session());
  for (const Station station : kModelStations) {
    if (station != Station::draw) add("a model of pictures that are gone", gone_pictures_session(station));
    add("a model without a card", cardless_session(station));
  }
  Session unmeasured = reconstructions_session();
  unmeasured.jobs = {.worker = Jobs::Worker::failed, .worker_error = "The worker is lost."};
  add("rows that nobody measures", std::move(unmeasured));
  for (const int classes : {2, 10, kMostInMatrix, 200})
    add("neighbours among classes with long names", long_neighbours_session(classes));
  for (Session& session : station_sessions()) {
    const Station station = session.choices.station;
    at(station, row_of(station).called.word, std::move(session));
    at(station, "nothing at a station", empty_session());
    at(station, "long at a station", long_session());
  }
  return sessions;
}

// One of each kind that a reader can meet at each station.
inline const std::vector<NamedSession>& drawn_sessions() {
  static const std::vector<NamedSession> kSessions = make_drawn_sessions();
  return kSessions;
}

}  // namespace bottleneck
