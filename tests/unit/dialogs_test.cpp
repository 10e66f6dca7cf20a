// What the dialogs over the page say.
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "control_sessions.h"
#include "lab/session/perform.h"
#include "lab/shown/controls.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

std::shared_ptr<ModelCard> full_card() {
  auto card = std::make_shared<ModelCard>();
  card->name = "mnist-300-16";
  card->title = "MNIST · 784→300→16";
  card->dataset = "mnist";
  card->class_names = {"zero", "one"};
  card->settings = {.architecture = {.hidden = {300}, .latent = 16},
                    .loss = Loss::mse,
                    .epochs = 10,
                    .batch = 128,
                    .learning_rate = 0.002F,
                    .seed = 18446744073709551615U};
  for (int epoch = 1; epoch <= 10; ++epoch) {
    const double loss = 1.0 / epoch;
    card->history.push_back(
        {.train_loss = loss, .val_loss = loss / 2, .val_bce = loss / 4, .val_mse = loss / 8});
  }
  card->parameters = 480900;
  card->dead_units = 3;
  card->train_images = 60000;
  card->test_images = 10000;
  card->seconds_per_epoch = 1.234;
  card->weight_type = "F16";
  card->shipped_bce = 0.0871;
  card->shipped_mse = 0.0072;
  card->knn_accuracy = 0.9654;
  card->knn_accuracy_shipped = 0.9651;
  card->has_codes = true;
  card->near_distance = NearDistance{.median = 5.25, .p95 = 8, .p99 = 9.75};
  card->date = "2026-01-31";
  card->command = "bottleneck train --latent 16";
  return card;
}

Session session_with_card(std::shared_ptr<ModelCard> card) {
  Session session;
  session.library.entries.push_back({.name = "mnist-300-16", .title = "MNIST · 784→300→16"});
  session.library.entries.front().card = std::move(card);
  session.choices.model = "mnist-300-16";
  session.dialog = Dialog::card;
  return session;
}

Json dialog_of(const Session& session, std::string_view address = "https://example.org/page/") {
  return Json::parse(write_dialog(session, address));
}

// All rows as lines.
std::string rows_of(const Json& dialog) {
  std::string text;
  for (const Json& section : dialog["sections"]) {
    for (const Json& row : section["rows"])
      text += row.at(0).get<std::string>() + ": " + row.at(1).get<std::string>() + "\n";
  }
  return text;
}

TEST(Dialogs, NoneIsNull) {
  EXPECT_TRUE(dialog_of(Session{}).is_null());
}

TEST(Dialogs, ACardTellsEverything) {
  const Json dialog = dialog_of(session_with_card(full_card()));
  EXPECT_EQ(dialog["id"], "card");
  EXPECT_NE(dialog["title"].get<std::string>().find("MNIST · 784→300→16"), std::string::npos);
  const std::string rows = rows_of(dialog);
  for (const char* fact : {"mnist-300-16",
                           "60,000 images of MNIST",
                           "10,000 test images",
                           "zero, one",
                           "2026-01-31",
                           "28×28 → 784 → 300 → 16 → 300 → 784 → 28×28",
                           "Encoder, layer 1: 784 → 300, ReLU: 235,200 weights and 300 biases",
                           "Encoder, layer 2: 300 → 16, ReLU: 4,800 weights and 16 biases",
                           "Decoder, layer 1: 16 → 300, ReLU: 4,800 weights and 300 biases",
                           "Decoder, layer 2: 300 → 784, sigmoid: 235,200 weights and 784 biases",
                           "480,900",
                           "3 of 16",
                           "(MSE)",
                           "0.002",
                           "Epochs: 10",
                           "Mini-batch: 128",
                           "18446744073709551615",
                           "1.23",
                           "0.0250",
                           "0.0125",
                           "F16",
                           "0.0871",
                           "0.0072",
                           "96.54 %",
                           "96.51 %",
                           "shipped with the model",
                           "5.25",
                           "9.75",
                           "Epoch 1: training loss 1.0000, validation loss 0.5000, validation MSE 0.1250",
                           "Epoch 3:",
                           "Epoch 8:",
                           "Epoch 10:"}) {
    EXPECT_NE(rows.find(fact), std::string::npos) << fact << " is not in\n" << rows;
  }
  for (const char* epoch : {"Epoch 4:", "Epoch 7:"}) EXPECT_EQ(rows.find(epoch), std::string::npos) << epoch;
  EXPECT_EQ(dialog["copies"][0]["text"], "bottleneck train --latent 16");
}

TEST(Dialogs, ACardSaysWhatWasNotMeasured) {
  auto card = full_card();
  card->shipped_bce.reset();
  card->knn_accuracy.reset();
  card->near_distance.reset();
  card->history.resize(2);
  card->settings.architecture = {.hidden = {}, .latent = 16, .linear_latent = true};
  const std::string rows = rows_of(dialog_of(session_with_card(card)));
  EXPECT_NE(rows.find("BCE, as shipped: not measured"), std::string::npos) << rows;
  EXPECT_NE(rows.find("in full precision: not measured"), std::string::npos) << rows;
  EXPECT_NE(rows.find("784 → 16, linear"), std::string::npos) << rows;
  EXPECT_NE(rows.find("Epoch 2:"), std::string::npos) << rows;
  EXPECT_EQ(rows.find("Epoch 3:"), std::string::npos) << rows;
}

TEST(Dialogs, AMissingCardIsSaid) {
  Session session = session_with_card(nullptr);
  EXPECT_FALSE(dialog_of(session)["paragraphs"].empty());
  session.library.entries.front().card_file.error = "mnist-300-16.json: not there";
  EXPECT_EQ(dialog_of(session)["paragraphs"][0], "mnist-300-16.json: not there");
  session.dialog = Dialog::other_card;
  EXPECT_EQ(dialog_of(session)["id"], "other-card");
  EXPECT_FALSE(dialog_of(session)["paragraphs"].empty());
}

TEST(Dialogs, TheLinkCanBeCopiedAndEmbedded) {
  Session session;
  session.dialog = Dialog::link;
  const std::string address = "https://example.org/a?b=1&c=\"<x>#v=1&k=5";
  const Json dialog = dialog_of(session, address);
  EXPECT_EQ(dialog["id"], "link");
  EXPECT_EQ(dialog["copies"][0]["text"], address);
  const std::string frame = dialog["copies"][1]["text"];
  EXPECT_TRUE(frame.starts_with("<iframe src=\"https://example.org/a?b=1&amp;c=&quot;&lt;x>#v=1&amp;k=5\" "))
      << frame;
  EXPECT_TRUE(frame.ends_with("></iframe>")) << frame;
}

TEST(Dialogs, TheLinkOfAFileSaysThatTheFileIsNeededToo) {
  Session session;
  session.dialog = Dialog::link;
  const Json dialog = dialog_of(session, "bottleneck.html#v=1&see=://");
  EXPECT_EQ(dialog["paragraphs"].size(), 2U);
  EXPECT_EQ(dialog["copies"][0]["text"], "bottleneck.html#v=1&see=://");
  EXPECT_EQ(dialog_of(session, "https://example.org/bottleneck.html#v=1")["paragraphs"].size(), 1U);
  // The one file comes without the element, wherever it lies.
  EXPECT_EQ(dialog["copies"].size(), 2U);
  EXPECT_EQ(dialog_of(session, "https://example.org/bottleneck.html#v=1")["copies"].size(), 2U);
  EXPECT_EQ(dialog_of(session, "https://example.org/course/index.html?host=a/#v=1")["copies"].size(), 3U);
}

TEST(Dialogs, TheLinkLeavesOutWhatItsReaderWants) {
  Session session = blank_session();
  perform(session, Set{.word = "station", .value = "map"});
  perform(session, Set{.word = "hide", .value = "samples"});
  perform(session, ShowDialog{Dialog::link});
  const std::string page =
      "https://example.org/course/?host=https://b.example#v=1&station=map&pen=2.2&hide=samples";
  const auto use = [&](const char* id, const char* value) {
    std::string problem;
    const auto action = action_of(session, id, value, problem);
    ASSERT_TRUE(action) << problem;
    perform(session, *action);
  };
  const auto copy = [&](std::size_t place) {
    return dialog_of(session, page)["copies"][place]["text"].get<std::string>();
  };
  EXPECT_EQ(copy(0), page);
  use("share:header", "true");
  use("share:controls", "true");
  use("share:theme", "projector");
  EXPECT_EQ(copy(0),
            "https://example.org/course/?host=https://b.example#v=1&station=map&pen=2.2&theme=projector&"
            "hide=header,samples,controls");
  EXPECT_NE(copy(1).find("hide=header,samples,controls\""), std::string::npos) << copy(1);
  EXPECT_EQ(
      copy(2),
      "<script type=\"module\" src=\"https://example.org/course/embed.js\"></script>\n"
      "<bottleneck-lab station=\"map\" settings=\"v=1&amp;station=map&amp;pen=2.2&amp;theme=projector&amp;"
      "hide=header,samples,controls\"></bottleneck-lab>");
  EXPECT_EQ(dialog_of(session, page)["choices"].size(), 4U);
  EXPECT_EQ(session.choices.theme, Theme::system) << "the page itself stays as it is";
  EXPECT_FALSE(session.choices.is_hidden(Part::header));
  use("share:header", "false");
  EXPECT_EQ(copy(0).find("header"), std::string::npos);
}

TEST(Dialogs, HelpNamesTheKeys) {
  Session session;
  session.dialog = Dialog::help;
  const Json dialog = dialog_of(session);
  EXPECT_EQ(dialog["paragraphs"].size(), 7U);
  const std::string rows = rows_of(dialog);
  for (const char* key : {"Tab", "Enter", "Arrow", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Delete", "Escape"})
    EXPECT_NE(rows.find(key), std::string::npos) << key;
  for (const char* word : {"close", "copy", "copied", "selected"})
    EXPECT_FALSE(dialog["words"][word].get<std::string>().empty()) << word;
}

}  // namespace
}  // namespace bottleneck
