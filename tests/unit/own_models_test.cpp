// The reader's own models: how they join the library, what can be done with them, and what is kept of them.
#include "lab/models/own_models.h"

#include <gtest/gtest.h>

#include "formats/model_file.h"
#include "lab/models/card_measures.h"
#include "lab/models/model_title.h"
#include "lab/session/keeping.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "lab/session/update.h"
#include "lab/shown/controls.h"
#include "lab/training/trained_model_card.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

Autoencoder random_model(int latent, std::uint64_t seed) {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = latent});
  Rng rng(seed);
  initialise_glorot(model, rng);
  return model;
}

ModelCard card_for(const Autoencoder& model, std::string title) {
  ModelCard card;
  card.title = std::move(title);
  card.dataset = "mnist";
  card.class_names = {"zero", "one", "two"};
  card.settings.architecture = model.architecture;
  card.history.resize(2);
  card.parameters = model.parameters.size();
  card.latent_min.assign(static_cast<std::size_t>(model.architecture.latent), 0);
  card.latent_max.assign(static_cast<std::size_t>(model.architecture.latent), 1);
  card.has_codes = true;  // as in a shipped card: it must not be believed
  card.near_distance = NearDistance{.median = 1, .p95 = 2, .p99 = 3};
  card.date = "2026-01-31";
  return card;
}

std::string add(Library& library, const std::string& title, int latent = 4) {
  Autoencoder model = random_model(latent, 5);
  ModelCard card = card_for(model, title);
  return add_model(library, std::move(card), std::move(model));
}

Session session_with_site(Site& site) {
  Session session;
  site.serve(session);
  receive_store_ready(session, "");
  return session;
}

std::string keep(Session& session, const std::string& title) {
  Autoencoder model = random_model(4, 5);
  ModelCard card = card_for(model, title);
  return keep_model(session, std::move(card), std::move(model));
}

TEST(OwnModels, AreUsableAtOnceBehindTheShippedOnes) {
  Site site;
  Session session = session_with_site(site);
  const std::string name = keep(session, "Mine");
  EXPECT_EQ(name, "my-1");
  ASSERT_EQ(session.library.entries.size(), 3U);
  const LibraryEntry& entry = session.library.entries.back();
  EXPECT_EQ(entry.name, "my-1");
  EXPECT_TRUE(entry.is_own);
  EXPECT_TRUE(entry.is_usable());
  EXPECT_EQ(entry.card->name, "my-1");
  EXPECT_FALSE(entry.card->has_codes);
  EXPECT_FALSE(entry.card->near_distance);
  perform(session, Set{"model", name});
  EXPECT_TRUE(site.serve(session).empty()) << "nothing of it is on the site";
  draw_line(session);
  update(session, fake_clock);
  EXPECT_TRUE(session.inference.reconstruction);
}

TEST(OwnModels, StandBehindAListThatComesLater) {
  Session session;
  EXPECT_EQ(keep(session, "Early"), "my-1");
  update(session, fake_clock);
  EXPECT_EQ(session.choices.model, "") << "the first of the list is not known yet";
  Site site;
  site.serve(session);
  EXPECT_EQ(session.library.entries.back().name, "my-1");
  EXPECT_EQ(session.choices.model, "first");
}

TEST(OwnModels, AreThereWithoutTheSite) {
  Session session;
  keep(session, "Mine");
  update(session, fake_clock);
  for (const std::string& path : take_wanted(session.library))
    receive_file(session.library, path, Error{"not there"});
  update(session, fake_clock);
  EXPECT_EQ(session.choices.model, "my-1");
}

TEST(OwnModels, NoShippedModelIsCalledLikeThem) {
  Library library;
  want_files(library, "");
  take_wanted(library);
  const std::string index = R"([{"name": "my-7", "title": "Wrong"}])";
  receive_file(library, "assets/models/index.json", as_bytes(index));
  EXPECT_EQ(library.index_file.stage, Download::Stage::failed);
  EXPECT_TRUE(library.entries.empty());
  EXPECT_EQ(own_number("my-7"), 7);
  for (const char* name : {"my-", "my-0", "my-07", "my-x", "my-1x", "mine-1", "my-9999999999", ""})
    EXPECT_FALSE(own_number(name)) << name;
}

TEST(OwnModels, NamesAndTitlesAreUnique) {
  Library library;
  EXPECT_EQ(add(library, "MNIST · 784→16"), "my-1");
  EXPECT_EQ(add(library, "MNIST · 784→16"), "my-2");
  EXPECT_EQ(add(library, " MNIST ·\n784→16 "), "my-3");
  EXPECT_EQ(library.entries[1].title, "MNIST · 784→16 (2)");
  EXPECT_EQ(library.entries[2].title, "MNIST · 784→16 (3)");
  EXPECT_EQ(library.entries[2].card->title, "MNIST · 784→16 (3)");
  EXPECT_EQ(add(library, "MNIST · 784→16 (2)"), "my-4");
  EXPECT_EQ(library.entries[3].title, "MNIST · 784→16 (4)") << "counted on";
  ASSERT_TRUE(take_out_model(library, "my-4"));
  EXPECT_EQ(add(library, ""), "my-5") << "a name is never given twice";
  EXPECT_FALSE(library.entries.back().title.empty());
}

TEST(OwnModels, TitlesAreCutOffBetweenLetters) {
  std::string umlauts;
  for (int i = 0; i < 70; ++i) umlauts += "ü";
  EXPECT_EQ(clean_title(umlauts), umlauts.substr(0, 2 * kMostTitleLetters));
  EXPECT_EQ(clean_title("\t a \x01 b\x7F "), "a b");
  EXPECT_EQ(clean_title("\xFF"), "?");
  EXPECT_EQ(clean_title(" \n "), "");
  Library library;
  add(library, umlauts);
  add(library, umlauts);
  const std::string& second = library.entries.back().title;
  EXPECT_EQ(second, umlauts.substr(0, 2 * (kMostTitleLetters - 4)) + " (2)");
}

TEST(OwnModels, AreRenamed) {
  Library library;
  add(library, "One");
  add(library, "Two");
  EXPECT_TRUE(rename_model(library, "my-1", "  Another\nname "));
  EXPECT_EQ(library.entries[0].title, "Another name");
  EXPECT_EQ(library.entries[0].card->title, "Another name");
  EXPECT_TRUE(rename_model(library, "my-1", "Another name")) << "its own name is free";
  EXPECT_FALSE(rename_model(library, "my-1", "Two"));
  EXPECT_FALSE(rename_model(library, "my-1", " "));
  EXPECT_FALSE(rename_model(library, "my-9", "Nine"));
  EXPECT_EQ(library.entries[0].title, "Another name");
}

TEST(OwnModels, ShippedOnesCanOnlyBeDuplicated) {
  Site site;
  Session session = session_with_site(site);
  EXPECT_FALSE(rename_model(session.library, "first", "Mine"));
  EXPECT_FALSE(take_out_model(session.library, "first"));
  perform(session, DeleteModel{"first"});
  perform(session, NameModel{.name = "first", .title = "Mine"});
  EXPECT_TRUE(find_entry(session.library, "first"));
  EXPECT_FALSE(duplicate_model(session.library, "second")) << "it is not loaded";
  const auto copy = duplicate_model(session.library, "first");
  ASSERT_TRUE(copy);
  const LibraryEntry* entry = find_entry(session.library, *copy);
  EXPECT_EQ(entry->title, "First · 4 numbers (2)");
  EXPECT_TRUE(entry->is_own);
  EXPECT_TRUE(entry->codes) << "it is the same model: the codes that are loaded fit it";
  const auto second = duplicate_model(session.library, *copy);
  ASSERT_TRUE(second);
  EXPECT_EQ(find_entry(session.library, *second)->title, "First · 4 numbers (3)");
}

TEST(OwnModels, ADeletedOneComesBack) {
  Site site;
  Session session = session_with_site(site);
  keep(session, "Mine");
  keep(session, "Other");
  perform(session, Set{"model", "my-1"});
  perform(session, Set{"with", "my-2"});
  perform(session, DeleteModel{"my-1"});
  update(session, fake_clock);
  EXPECT_EQ(session.choices.model, "first");
  EXPECT_FALSE(find_entry(session.library, "my-1"));
  ASSERT_EQ(session.notes.size(), 1U);
  EXPECT_NE(session.notes[0].find("Mine"), std::string::npos);
  perform(session, RestoreModel{});
  EXPECT_EQ(session.choices.model, "my-1");
  EXPECT_EQ(session.choices.other, "my-2");
  EXPECT_EQ(session.library.entries[2].name, "my-1") << "in its old place";
  EXPECT_TRUE(session.notes.empty());
  perform(session, RestoreModel{});
  EXPECT_EQ(session.library.entries.size(), 4U);
  perform(session, DeleteModel{"my-2"});
  EXPECT_EQ(session.choices.other, "");
  perform(session, DismissNotes{});
  EXPECT_FALSE(session.deleted_model) << "given up";
}

TEST(OwnModels, ComeBackFromTheirFiles) {
  Library library;
  add(library, "Mine");
  const Bytes file = model_file(library.entries[0]);
  Library next;
  ASSERT_TRUE(add_model_file(next, file, "", "my-1"));
  EXPECT_EQ(next.entries[0].title, "Mine");
  EXPECT_EQ(next.entries[0].model->parameters, library.entries[0].model->parameters);
  EXPECT_EQ(write_model_card(*next.entries[0].card), write_model_card(*library.entries[0].card));
  EXPECT_EQ(add(next, "Later"), "my-2");
}

TEST(OwnModels, HalfPrecisionIsKeptOnlyWhereNothingIsLost) {
  Library library;
  add(library, "Full");
  auto card = std::make_shared<ModelCard>(*library.entries[0].card);
  card->weight_type = "F16";  // which is not so
  library.entries[0].card = card;
  const auto full = read_model(model_file(library.entries[0]));
  ASSERT_TRUE(full);
  EXPECT_EQ(full->model.parameters, library.entries[0].model->parameters);

  auto rounded = read_model(write_model(*library.entries[0].model, DType::f16, ""));
  ASSERT_TRUE(rounded);
  library.entries[0].model = std::make_shared<Autoencoder>(std::move(rounded->model));
  const Bytes half = model_file(library.entries[0]);
  EXPECT_LT(half.size(), 2 * library.entries[0].model->parameters.size() + 8000);
  EXPECT_EQ(read_model(half)->model.parameters, library.entries[0].model->parameters);
}

TEST(OwnModels, AFileWithoutACardTellsOfItsWeights) {
  Site site;
  Session session = session_with_site(site);
  take_model_file(session, "from-python.safetensors",
                  ByteView(write_model(random_model(6, 3), DType::f32, "")));
  ASSERT_EQ(session.choices.model, "my-1");
  EXPECT_EQ(chosen_entry(session)->title, "from-python");
  site.serve(session);
  draw_line(session);
  update(session, fake_clock);
  EXPECT_EQ(session.inference.latent.size(), 6U);
  perform(session, ShowDialog{Dialog::card});
  const auto dialog = nlohmann::json::parse(write_dialog(session, ""));
  EXPECT_EQ(dialog["sections"].size(), 2U);
  EXPECT_EQ(dialog["copies"].size(), 1U) << "how Keras loads it";
}

TEST(OwnModels, TheWeightsAreTakenWithoutACardThatIsNotTheirs) {
  Site site;
  const Autoencoder model = random_model(4, 1);
  ModelCard many = card_for(model, "Many");
  many.class_names.assign(257, "a");
  const std::vector<std::pair<std::string, std::string>> cards{
      {"no json", "model card: not valid JSON"},
      {"{}", "model card: \"name\" must be a string"},
      {write_model_card(card_for(random_model(5, 1), "Other")), "another architecture"},
      {write_model_card(many), "at most 256 names"}};
  for (const auto& [card, reason] : cards) {
    Session session = session_with_site(site);
    take_model_file(session, "foreign.safetensors", ByteView(write_model(model, DType::f32, card)));
    ASSERT_EQ(session.choices.model, "my-1") << card;
    EXPECT_EQ(chosen_entry(session)->title, "foreign");
    EXPECT_TRUE(chosen_entry(session)->card->class_names.empty());
    EXPECT_EQ(chosen_entry(session)->model->parameters, model.parameters);
    ASSERT_EQ(session.notes.size(), 2U);
    EXPECT_TRUE(session.notes[1].starts_with("foreign: the weights are taken, but not the file's card"));
    EXPECT_NE(session.notes[1].find(reason), std::string::npos) << session.notes[1];

    Session next = session_with_site(site);  // as one that was kept
    receive_stored_file(next, "model/my-7.safetensors", ByteView(write_model(model, DType::f32, card)));
    ASSERT_NE(find_entry(next.library, "my-7"), nullptr);
    ASSERT_EQ(next.notes.size(), 1U);
    EXPECT_NE(next.notes[0].find(reason), std::string::npos);
  }
}

TEST(OwnModels, WhatIsNoModelIsRefusedWithItsReason) {
  Site site;
  Session session = session_with_site(site);
  Autoencoder small = make_autoencoder({.hidden = {}, .latent = 2, .inputs = 10});
  const std::vector<Bytes> files{Bytes{1, 2, 3}, write_model(small, DType::f32, "")};
  for (const Bytes& file : files) take_model_file(session, "x.safetensors", ByteView(file));
  take_model_file(session, "y.safetensors", Error{"it cannot be read"});
  EXPECT_EQ(session.library.entries.size(), 2U);
  ASSERT_EQ(session.notes.size(), 3U);
  for (const std::string& note : session.notes)
    EXPECT_NE(note.find(".safetensors"), std::string::npos) << note;
  EXPECT_NE(session.notes[2].find("it cannot be read"), std::string::npos);
}

TEST(OwnModels, DownloadsAreNamedAfterTheTitle) {
  Library library;
  add(library, "MNIST · 784→16 (2)");
  EXPECT_EQ(model_file_name(library.entries[0]), "MNIST-784-16-2.safetensors");
  ASSERT_TRUE(rename_model(library, "my-1", "数字"));
  EXPECT_EQ(model_file_name(library.entries[0]), "my-1.safetensors");
  Site site;
  Session session = session_with_site(site);
  perform(session, DownloadModel{"first"});
  perform(session, DownloadModel{"second"});  // not loaded
  ASSERT_EQ(session.downloads.size(), 1U);
  EXPECT_EQ(session.downloads[0].name, "first.safetensors");
  EXPECT_TRUE(read_model(session.downloads[0].bytes));
}

TEST(OwnModels, EveryKindOfDownloadIsOffered) {
  Site site;
  Session session = session_with_site(site);
  std::string problem;
  for (const char* id : {"npz", "onnx", "encoder", "decoder"}) {
    const auto action = action_of(session, std::string("model:download-") + id, "", problem);
    ASSERT_TRUE(action) << id;
    perform(session, *action);
  }
  ASSERT_EQ(session.downloads.size(), 4U);
  EXPECT_EQ(session.downloads[0].name, "first.npz");
  EXPECT_TRUE(as_text(session.downloads[0].bytes).starts_with("PK"));
  EXPECT_EQ(session.downloads[1].name, "first.onnx");
  EXPECT_EQ(session.downloads[2].name, "first-encoder.onnx");
  EXPECT_EQ(session.downloads[3].name, "first-decoder.onnx");
  EXPECT_GT(session.downloads[1].bytes.size(), session.downloads[2].bytes.size());
}

// A state_dict: the title is the file's name, and what was taken for granted is said.
TEST(OwnModels, ModelsOfOthersJoinTheList) {
  Site site;
  Session session = session_with_site(site);
  const Autoencoder model = random_model(4, 5);
  TensorFile file;
  for (const std::size_t i : {0U, 1U}) {
    const Layer& layer = model.layers[i];
    const std::string name = "net." + std::to_string(i);
    file.tensors.push_back(
        from_floats(name + ".weight", {layer.outputs, layer.inputs}, model.weights(layer), DType::f32));
    file.tensors.push_back(from_floats(name + ".bias", {layer.outputs}, model.biases(layer), DType::f32));
  }
  take_model_file(session, "mine.keras", ByteView(write_safetensors(file)));
  ASSERT_EQ(session.library.entries.size(), 3U);
  const LibraryEntry& entry = session.library.entries.back();
  EXPECT_EQ(entry.title, "mine");
  EXPECT_EQ(entry.model->parameters, model.parameters);
  ASSERT_EQ(session.notes.size(), 2U);
  EXPECT_NE(session.notes[1].find("mine: the file does not tell its activations"), std::string::npos);
}

TEST(OwnModels, ControlsAreThoseThatAreOfUse) {
  Site site;
  Session session = session_with_site(site);
  const auto has = [&](const std::string& id) {
    for (const ControlGroup& group : controls_of(session)) {
      for (const Control& control : group.controls) {
        if (control.id == id) return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(has("model:duplicate") && has("model:download") && has("model:open"));
  EXPECT_FALSE(has("model:name") || has("model:delete"));
  keep(session, "Mine");
  perform(session, Set{"model", "my-1"});
  perform(session, Set{"with", "my-1"});
  EXPECT_TRUE(has("model:name") && has("model:delete") && has("other-model:name"));

  std::string problem;
  auto action = action_of(session, "model:name", "  New   name", problem);
  ASSERT_TRUE(action);
  perform(session, *action);
  EXPECT_EQ(chosen_entry(session)->title, "New name");
  EXPECT_FALSE(action_of(session, "model:name", "First · 4 numbers", problem));
  EXPECT_NE(problem.find("First"), std::string::npos);
  EXPECT_FALSE(action_of(session, "model:name", " ", problem));

  session.choices.hidden = 1U << static_cast<unsigned>(Part::models);
  EXPECT_FALSE(has("model:name") || has("model:delete") || has("model:open"));
  EXPECT_TRUE(has("model:download"));
}

TEST(OwnModels, TheCardTellsWhatCanBeDone) {
  Site site;
  Session session = session_with_site(site);
  perform(session, ShowDialog{Dialog::card});
  auto dialog = nlohmann::json::parse(write_dialog(session, ""));
  EXPECT_TRUE(dialog["fields"].empty());
  ASSERT_EQ(dialog["buttons"].size(), 6U);
  keep(session, "Mine");
  perform(session, Set{"model", "my-1"});
  dialog = nlohmann::json::parse(write_dialog(session, ""));
  ASSERT_EQ(dialog["fields"].size(), 1U);
  EXPECT_EQ(dialog["fields"][0]["id"], "model:name");
  EXPECT_EQ(dialog["fields"][0]["value"], "Mine");
  ASSERT_EQ(dialog["buttons"].size(), 7U);
  for (const auto& button : dialog["buttons"]) {
    std::string problem;
    EXPECT_TRUE(action_of(session, button["id"].get<std::string>(), "", problem)) << button["id"];
  }
}

TEST(RunCard, NamesTheCommandWhereThereIsOne) {
  const Autoencoder model = random_model(4, 9);
  std::vector<std::uint8_t> images(1500 * kPixels);
  Rng rng(3);
  for (auto& pixel : images) pixel = static_cast<std::uint8_t>(rng.below(256));
  RunFacts facts{.title = "Mine",
                 .dataset = "mnist",
                 .class_names = {"0", "1"},
                 .settings = {.architecture = model.architecture, .epochs = 30, .seed = 7},
                 .history = std::vector<EpochRecord>(3),
                 .train_images = 1500,
                 .is_part = true,
                 .test_images = 100,
                 .date = "2026-01-31",
                 .program_dataset = "mnist"};
  const ModelCard card = card_of_run(facts, model, images);
  EXPECT_EQ(card.title, "Mine");
  EXPECT_EQ(card.command,
            "bottleneck train --dataset mnist --latent 4 --images 1500 --epochs 3 --batch 256 --lr 0.001 "
            "--seed 7");
  EXPECT_EQ(card.settings.epochs, 3);
  EXPECT_EQ(card.measured_images, kImagesMeasured);
  EXPECT_EQ(card.latent_max.size(), 4U);
  ASSERT_TRUE(card.error_histogram);
  const auto again = read_model_card(write_model_card(card));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->measured_images, kImagesMeasured);

  RunFacts continued = facts;
  continued.parent = "Another";
  EXPECT_EQ(card_of_run(continued, model, images).command, "");
  EXPECT_EQ(read_model_card(write_model_card(card_of_run(continued, model, images)))->parent, "Another");
  RunFacts stopped = facts;
  stopped.batches_after = 2;
  EXPECT_EQ(card_of_run(stopped, model, {}).command, "");
  RunFacts drawn = facts;
  drawn.program_dataset.clear();
  EXPECT_EQ(card_of_run(drawn, model, {}).command, "");
  EXPECT_FALSE(card_of_run(drawn, model, {}).error_histogram);
}

TEST(ModelTitle, TellsDatasetAndWidthsFromImageToCode) {
  const TrainingSettings shallow{.architecture = {.hidden = {}, .latent = 16}};
  const TrainingSettings deep{.architecture = {.hidden = {300, 100}, .latent = 8}, .loss = Loss::mse};
  EXPECT_EQ(model_title("MNIST", shallow), "MNIST · 784→16");
  EXPECT_EQ(model_title("Fashion-MNIST", deep), "Fashion-MNIST · 784→300→100→8, MSE");
}

}  // namespace
}  // namespace bottleneck
