// The program `bottleneck` from outside: exit status, standard output and the files it writes, on a folder of
// small pictures.
#include <array>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "cli/files.h"
#include "cli/pictures.h"
#include "cli/sample_pictures.h"
#include "formats/bytes.h"
#include "formats/model_card.h"
#include "formats/model_file.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

using Json = nlohmann::json;

struct Outcome {
  int status;
  std::string out;  // standard output alone
};

// redirection: of a shell, for standard error and output.
Outcome run_program(const std::string& arguments, const std::string& folder = ".",
                    const std::string& redirection = "2>/dev/null") {
  const std::string command =
      "cd " + folder + " && " + std::string(BOTTLENECK_PROGRAM) + " " + arguments + " " + redirection;
  std::FILE* const pipe = popen(command.c_str(), "r");
  EXPECT_NE(pipe, nullptr);
  Outcome result{};
  std::array<char, 4096> part{};
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe))
    result.out.append(part.data(), count);
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

// Expects that the program refuses what it is asked for, with that status and those words in its one line on
// standard error; and nothing long.
void expect_refused(const std::string& arguments, int status, const std::string& words) {
  const Outcome result = run_program(arguments, ".", "2>&1 >/dev/null");
  EXPECT_EQ(result.status, status) << arguments;
  EXPECT_NE(result.out.find(words), std::string::npos) << arguments << ": " << result.out;
  EXPECT_LT(result.out.size(), words.size() + 300) << result.out;
}

const Json kClassNames = {"circle", "cross", "square", "triangle"};

// 4 classes × 24 pictures: 80 for training, 16 for testing.
class CommandLine : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(write_sample_pictures(folder.path() / "pictures", 24, 5)); }

  std::string pictures() const { return (folder.path() / "pictures").string(); }
  std::string file(const std::string& name) const { return (folder.path() / name).string(); }

  Json run_json(const std::string& arguments) const {
    const Outcome result = run_program(arguments + " --json");
    EXPECT_EQ(result.status, 0) << arguments;
    EXPECT_EQ(std::count(result.out.begin(), result.out.end(), '\n'), 1) << "one object, one line";
    Json json = Json::parse(result.out, nullptr, false);
    EXPECT_TRUE(json.is_object()) << result.out;
    return json;
  }

  Json train(const std::string& more = "") const {
    return run_json("train --dataset " + pictures() + " --latent 5 --epochs 3 --batch 16 --seed 2 --out " +
                    file("m.safetensors") + " " + more);
  }

  GreyPicture picture(const std::string& name) const {
    const auto bytes = read_file(file(name));
    EXPECT_TRUE(bytes);
    auto decoded = decode_picture(*bytes);
    EXPECT_TRUE(decoded);
    return *decoded;
  }

  TempFolder folder;
};

TEST_F(CommandLine, TellsUsageFromFailure) {
  EXPECT_EQ(run_program("").status, 2);
  EXPECT_EQ(run_program("train").status, 2);
  EXPECT_EQ(run_program("train --dataset mnist --latent none").status, 2);
  EXPECT_EQ(run_program("train --dataset mnist --latent 0").status, 2);
  EXPECT_EQ(run_program("train --dataset mnist --latent 8 --loss mae").status, 2);
  EXPECT_EQ(run_program("fly").status, 2);
  EXPECT_EQ(run_program("--help").status, 0);
  EXPECT_EQ(run_program("train --help").status, 0);
  EXPECT_EQ(run_program("train --dataset " + file("nowhere") + " --latent 8").status, 1);
  EXPECT_EQ(run_program("inspect " + file("nothing.safetensors")).status, 1);
  EXPECT_EQ(run_program("train --dataset " + pictures() + " --latent 4 --lr 1e30").status, 1);
  EXPECT_EQ(run_program("train --dataset " + pictures() + " --latent 4 --epochs 1 --out " +
                        file("no/such/folder.safetensors"))
                .status,
            1);
}

TEST_F(CommandLine, RefusesValuesThatCannotBe) {
  const std::string train = "train --dataset nothing --latent 8 ";
  for (const std::string& rate : {"nan", "inf", "-inf", "1e300", "1e-60", "0", "-0.1", "0.1x", "x"}) {
    expect_refused(train + "--lr=" + rate, 2, "--lr: \"" + rate + "\" is not a number above 0");
  }
  expect_refused(train + "--lr=", 2, "--lr");
  for (const std::string& seed : {"-1", "1.5", "x", "18446744073709551616"}) {
    expect_refused(train + "--seed=" + seed, 2, "--seed: \"" + seed + "\" is not a whole number");
  }
  expect_refused(train + "--hidden 300,,4", 2, "--hidden: \"\" is not a width from 1 to 16384");
  expect_refused(train + "--hidden 300,", 2, "--hidden: \"\" is not a width");
  expect_refused(train + "--hidden 0", 2, "--hidden: \"0\" is not a width");
  expect_refused(train + "--hidden 4.5", 2, "--hidden: \"4.5\" is not a width");
  expect_refused(train + "--hidden 16385", 2, "--hidden: \"16385\" is not a width");
  expect_refused(train + "--hidden 2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2", 2, "--hidden: 17 widths, 16 at most");
  expect_refused("knn --dataset nothing --space pixels --limit 0", 2, "--limit");
}

TEST_F(CommandLine, WritesTheDeepestModelThatItReads) {
  run_json("train --dataset " + pictures() + " --latent 2 --epochs 1 --seed 18446744073709551615 --out " +
           file("deep.safetensors") + " --hidden 2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2");
  EXPECT_EQ(run_json("inspect " + file("deep.safetensors"))["layers"].size(), 34U);
}

// What cannot be written is told before the dataset is even opened.
TEST_F(CommandLine, LooksWhetherItCanWriteBeforeItWorks) {
  const std::string nowhere = file("no/such/folder/file");
  const std::string reason = nowhere + ": cannot be written to its folder (No such file or directory)";
  expect_refused("train --dataset nothing --latent 4 --out " + nowhere, 1, reason);
  expect_refused("knn --dataset nothing --space pixels --png " + nowhere, 1, reason);
  expect_refused("encode --dataset nothing --model nothing --out " + nowhere, 1, reason);
  expect_refused("reconstruct --dataset nothing --model nothing --png " + nowhere, 1, reason);
  expect_refused("train --dataset nothing --latent 4 --out " + folder.path().string(), 1,
                 "cannot be written (Is a directory)");
}

TEST_F(CommandLine, SaysThatATrainingDivergedInItsLastStep) {
  // One mini-batch and one epoch: only the validation can show it.
  expect_refused(
      "train --dataset " + pictures() + " --latent 4 --epochs 1 --batch 256 --lr 1e30 --out " + file("none"),
      1, "diverged in epoch 1, validation");
  EXPECT_FALSE(std::filesystem::exists(file("none")));
}

TEST_F(CommandLine, SaysThatCodesAreTooLargeToBeCompared) {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 8});
  Rng rng(1);
  initialise_glorot(model, rng);
  for (std::size_t i = 0; i < model.layers.front().biases; ++i) model.parameters[i] *= 1e20F;
  ASSERT_TRUE(write_file(file("large.safetensors"), write_model(model, DType::f32, "")));
  ASSERT_TRUE(write_file(file("drawing.jsonl"), std::string_view("{\"strokes\": [[[0, 0], [9, 9]]]}\n")));
  const std::string reason =
      file("large.safetensors") + ": the codes are not finite or too large (above 1e+16)";
  const std::string dataset = " --dataset " + pictures();
  expect_refused("knn --space " + file("large.safetensors") + dataset, 1, reason);
  expect_refused(
      "classify --model " + file("large.safetensors") + " --strokes " + file("drawing.jsonl") + dataset, 1,
      reason);
}

// What cannot be a number in a file or a picture is none there.
TEST_F(CommandLine, SaysThatWeightsAreTooLargeForAnyNumber) {
  Autoencoder model = make_autoencoder({.hidden = {3}, .latent = 8});
  std::ranges::fill(model.parameters, 3e38F);  // finite, and so is the file
  ASSERT_TRUE(write_file(file("huge.safetensors"), write_model(model, DType::f32, "")));
  const std::string common = " --model " + file("huge.safetensors") + " --dataset " + pictures();
  const std::string reason =
      file("huge.safetensors") + ": the codes are not all finite numbers: the model's weights";
  expect_refused("encode" + common + " --out " + file("codes.npy"), 1, reason);
  EXPECT_FALSE(std::filesystem::exists(file("codes.npy")));
  expect_refused("reconstruct" + common + " --png " + file("pairs.png"), 1, reason);

  std::ranges::fill(std::span(model.parameters).first(model.layers[2].weights), 1.0F);
  ASSERT_TRUE(write_file(file("huge.safetensors"), write_model(model, DType::f32, "")));
  EXPECT_EQ(run_json("encode" + common + " --out " + file("codes.npy"))["shape"], Json({16, 8}));
  // What is infinite, times numbers of both signs, makes what is no number.
  for (std::size_t i = model.layers[3].weights; i < model.layers[3].biases; ++i)
    model.parameters[i] = i % 2 == 0 ? 1.0F : -1.0F;
  ASSERT_TRUE(write_file(file("huge.safetensors"), write_model(model, DType::f32, "")));
  expect_refused("reconstruct" + common + " --png " + file("pairs.png"), 1,
                 "the reconstructions are not all finite");
  EXPECT_FALSE(std::filesystem::exists(file("pairs.png")));
}

// Names and cards come from elsewhere: on a terminal they are to show themselves and do nothing else.
TEST_F(CommandLine, NothingFromAFileReachesTheTerminalAsItIs) {
  const std::string evil = "\x1b[2Jred\n\u009b";
  std::filesystem::rename(pictures(), file(evil));
  std::filesystem::rename(file(evil) + "/cross", file(evil) + "/" + evil);
  ASSERT_TRUE(write_file(file(evil) + "/circle/" + evil + ".png", Bytes{1}));
  ASSERT_TRUE(write_file(file("drawing.jsonl"), std::string_view("{\"strokes\": [[[0, 0], [9, 9]]]}\n")));
  ModelCard card;
  card.title = card.dataset = card.command = evil;
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 3});
  card.settings.architecture = model.architecture;
  ASSERT_TRUE(write_file(file("card.safetensors"), write_model(model, DType::f32, write_model_card(card))));
  ASSERT_TRUE(
      write_file(file("foreign.safetensors"), write_model(model, DType::f32, "{\"" + evil + "\": 1}")));

  const std::string here = folder.path().string();
  const std::string dataset = " --dataset \"$(printf '\\033[2Jred\\n\\302\\233/')\"";
  for (const std::string& json : {std::string(), std::string(" --json")}) {
    for (const std::string& command :
         {"train --latent 2 --epochs 1 --out m.safetensors" + dataset, "knn --space pixels" + dataset,
          "classify --model m.safetensors --strokes drawing.jsonl" + dataset,
          std::string("inspect m.safetensors"), std::string("inspect card.safetensors"),
          std::string("inspect foreign.safetensors"), std::string("inspect \"$(printf '\\033[2J')\""),
          std::string("inspect m.safetensors \"$(printf '\\033[2J')\"")}) {
      const std::string out = run_program(command + json, here, "2>&1").out;
      EXPECT_FALSE(out.empty()) << command;
      EXPECT_EQ(out.find_first_of("\x1b\a\r"), std::string::npos) << command << json << ": " << out;
      EXPECT_EQ(out.find("\u009b"), std::string::npos) << command << json << ": " << out;
      EXPECT_EQ(out.find("red\n"), std::string::npos) << command << json << ": " << out;
    }
  }
  EXPECT_NE(run_program("inspect card.safetensors", here).out.find("trained on \\u001b[2Jred\\u000a\\u009b:"),
            std::string::npos);
}

TEST_F(CommandLine, TakesTheWeightsWithoutACardThatIsNotTheirs) {
  Autoencoder model = make_autoencoder({.hidden = {}, .latent = 3});
  Rng rng(1);
  initialise_glorot(model, rng);
  for (const std::string& card : {"no json", "{\"title\": \"another program's\"}"}) {
    ASSERT_TRUE(write_file(file("foreign.safetensors"), write_model(model, DType::f32, card)));
    const Json json = run_json("inspect " + file("foreign.safetensors"));
    EXPECT_EQ(json["layers"].size(), 2U);
    EXPECT_TRUE(json["card"].is_null());
    EXPECT_TRUE(json["card_problem"].get<std::string>().starts_with("model card: ")) << json;
    EXPECT_NE(
        run_program("inspect " + file("foreign.safetensors")).out.find("no training record: model card: "),
        std::string::npos);
    run_json("encode --model " + file("foreign.safetensors") + " --dataset " + pictures() + " --out " +
             file("c.npy"));
  }
}

TEST_F(CommandLine, SaysWhatADatasetsNameLacks) {
  for (const std::string& name : {"synthetic:5", "synthetic:200001", "synthetic:100:0", "synthetic:x"})
    expect_refused(
        "knn --space pixels --dataset " + name, 1,
        "\"" + name +
            "\": synthetic:COUNT:SEED takes a count from 10 to 200000 and a seed from 1 to 999999999");
  expect_refused("knn --space pixels --dataset synthetics", 1,
                 "is neither mnist, fashion-mnist, synthetic nor");
}

// The command on a model's card, run in the folder in which the model was trained, trains the same model.
TEST_F(CommandLine, TheCommandOnTheCardMakesTheModelAgain) {
  std::filesystem::rename(pictures(), file("a reader's $pictures"));
  const std::string here = folder.path().string();
  ASSERT_EQ(
      run_program(
          "train --dataset \"a reader's \\$pictures\" --latent 3 --hidden 6,5 --epochs 2 --batch 20 --lr "
          "0.0123456789 --seed 5 --loss mse --linear-latent --out first.safetensors",
          here)
          .status,
      0);
  const std::string command = run_json("inspect " + file("first.safetensors"))["card"]["command"];
  ASSERT_EQ(command.rfind("bottleneck ", 0), 0U) << command;
  ASSERT_EQ(run_program(command.substr(std::string("bottleneck ").size()) + " --out second.safetensors", here)
                .status,
            0)
      << command;
  const auto first = read_file(file("first.safetensors"));
  const auto second = read_file(file("second.safetensors"));
  ASSERT_TRUE(first && second);
  const auto model = read_model(*first);
  const auto again = read_model(*second);
  ASSERT_TRUE(model && again);
  EXPECT_EQ(model->model.parameters, again->model.parameters) << command;
}

TEST_F(CommandLine, TrainsAndReportsWhatItPromises) {
  const Json json = train("--hidden 20,10");
  EXPECT_EQ(json["parameters"],
            784 * 20 + 20 + 20 * 10 + 10 + 10 * 5 + 5 + 5 * 10 + 10 + 10 * 20 + 20 + 20 * 784 + 784);
  ASSERT_EQ(json["history"].size(), 3U);
  EXPECT_LT(json["val_loss"], json["history"][0]["val_loss"]);
  EXPECT_EQ(json["val_loss"], json["val_bce"]);
  EXPECT_EQ(json["train_loss"], json["history"][2]["train_loss"]);
  EXPECT_GT(json["val_mse"], 0);
  EXPECT_GT(json["seconds_per_epoch"], 0);
  EXPECT_TRUE(json["dead_units"].is_number_integer());
  const Json again = train("--hidden 20,10");
  EXPECT_EQ(again["val_loss"], json["val_loss"]) << "the same seed must give the same run";

  const Json inspected = run_json("inspect " + file("m.safetensors"));
  ASSERT_EQ(inspected["layers"].size(), 6U);
  EXPECT_EQ(inspected["layers"][2]["outputs"], 5);
  EXPECT_EQ(inspected["layers"][5]["activation"], "sigmoid");
  EXPECT_EQ(inspected["card"]["seed"], 2);
  EXPECT_EQ(inspected["card"]["class_names"], kClassNames);
}

TEST_F(CommandLine, ClassifiesByPixelsAndByCodes) {
  train();
  for (const std::string& space : {std::string("pixels"), file("m.safetensors")}) {
    const Json json = run_json("knn --dataset " + pictures() + " --space " + space + " --k 3 --png " +
                               file("confusion.png"));
    EXPECT_EQ(json["queries"], 16);
    EXPECT_EQ(json["references"], 80);
    ASSERT_EQ(json["confusion"].size(), 4U);
    EXPECT_EQ(json["class_names"], kClassNames);
    int correct = 0;
    for (std::size_t c = 0; c < 4; ++c) {
      EXPECT_EQ(json["confusion"][c][0].get<int>() + json["confusion"][c][1].get<int>() +
                    json["confusion"][c][2].get<int>() + json["confusion"][c][3].get<int>(),
                4)
          << "rows are true classes";
      correct += json["confusion"][c][c].get<int>();
    }
    EXPECT_EQ(json["accuracy"], correct / 16.0);
    EXPECT_GT(json["near_distance"]["p95"], json["near_distance"]["median"]);
    EXPECT_GE(json["near_distance"]["p99"], json["near_distance"]["p95"]);
    EXPECT_GE(json["fit_seconds"], 0);
    EXPECT_GE(json["predict_seconds"], 0);
    EXPECT_GT(picture("confusion.png").width, 100);
  }
  EXPECT_EQ(run_json("knn --dataset " + pictures() + " --space pixels --limit 5")["queries"], 5);
  EXPECT_EQ(run_program("knn --dataset " + pictures() + " --space pixels --k 81").status, 1);
}

// A folder that is called as a dataset is never taken for that one.
TEST_F(CommandLine, TellsAFolderFromADatasetOfItsName) {
  std::filesystem::create_directory(file("site"));
  for (const std::string name : {"mnist", "fashion-mnist", "synthetic"}) {
    ASSERT_TRUE(write_sample_pictures(folder.path() / name, 12, 5));
    const std::string model = name + ".safetensors";
    const std::string train = "train --dataset ./" + name + " --latent 2 --epochs 1 --out " + model;
    ASSERT_EQ(run_program(train, folder.path().string()).status, 0);
    EXPECT_NE(run_program("inspect " + file(model)).out.find("trained on " + name + "/: 40 images"),
              std::string::npos);

    const std::string package = "package --model " + file(model) + " --out " + file("site");
    ASSERT_EQ(run_program(package, folder.path().string()).status, 0);
    const auto json = read_file(file("site/" + name + ".json"));
    ASSERT_TRUE(json) << json.error();
    const auto card = read_model_card(as_text(*json));
    ASSERT_TRUE(card) << card.error();
    EXPECT_EQ(card->dataset, name + "/");
    ASSERT_TRUE(card->shipped_bce);
    EXPECT_NEAR(*card->shipped_bce, card->history.back().val_bce, 1e-3) << "measured on the same pictures";
    expect_refused(package, 1, "\"" + name + "/\" is neither mnist, fashion-mnist");

    std::filesystem::rename(file(name + "/" + card->class_names[0]), file(name + "/others"));
    const Outcome others = run_program(package, folder.path().string(), "2>&1 >/dev/null");
    EXPECT_EQ(others.status, 1);
    EXPECT_NE(others.out.find("the card names other classes than " + name + "/ has"), std::string::npos)
        << others.out;
  }
}

TEST_F(CommandLine, PackagesAModelWithWhatThePageTellsOfIt) {
  // Trained for longer, so that eight bits change none of the 16 classes.
  run_json("train --dataset " + pictures() + " --latent 5 --epochs 60 --batch 16 --lr 0.01 --seed 2 --out " +
           file("m.safetensors"));
  std::filesystem::create_directory(file("site"));
  for (const std::string& codes : {std::string(" --codes"), std::string()}) {
    // The card knows its dataset by the folder's name, which is looked for where the program runs.
    ASSERT_EQ(
        run_program("package --model m.safetensors --title Shapes --out site" + codes, folder.path().string())
            .status,
        0);
    const auto json = read_file(file("site/m.json"));
    ASSERT_TRUE(json) << json.error();
    const auto card = read_model_card(as_text(*json));
    ASSERT_TRUE(card) << card.error();
    EXPECT_EQ(card->title, "Shapes");
    EXPECT_EQ(card->latent_min.size(), 5U);
    EXPECT_EQ(card->latent_max.size(), 5U);
    ASSERT_TRUE(card->error_histogram);
    EXPECT_EQ(std::accumulate(card->error_histogram->counts.begin(), card->error_histogram->counts.end(), 0),
              80);
    EXPECT_EQ(card->near_distance.has_value(), !codes.empty())
        << "without codes there is nothing to be near to";

    const std::string inspected = run_program("inspect " + file("site/m.safetensors")).out;
    EXPECT_NE(inspected.find("Relative error of each training image"), std::string::npos) << inspected;
    EXPECT_NE(inspected.find("range of each latent unit"), std::string::npos) << inspected;
    EXPECT_EQ(inspected.find("nearest reference code") != std::string::npos, !codes.empty()) << inspected;
  }
}

TEST_F(CommandLine, WritesCodesAndPictures) {
  train();
  const std::string common = " --model " + file("m.safetensors") + " --dataset " + pictures();
  EXPECT_EQ(run_json("encode" + common + " --split train --out " + file("codes.npy"))["shape"],
            Json({80, 5}));
  const auto bytes = read_file(file("codes.npy"));
  ASSERT_TRUE(bytes) << bytes.error();
  EXPECT_EQ(bytes->size(), 128U + 80 * 5 * sizeof(float));
  EXPECT_NE(as_text(*bytes).find("'shape': (80, 5)"), std::string_view::npos);

  run_json("reconstruct" + common + " --first 12 --png " + file("pairs.png"));
  // Ten columns; twelve images make two rows of originals and two of reconstructions.
  const GreyPicture pairs = picture("pairs.png");
  EXPECT_EQ(pairs.width / pairs.height, 10 / 4);
  run_json("weights --model " + file("m.safetensors") + " --png " + file("weights.png"));
  EXPECT_GT(picture("weights.png").width, 28);
}

TEST_F(CommandLine, ClassifiesDrawings) {
  train();
  ASSERT_TRUE(
      write_file(file("drawings.jsonl"),
                 std::string_view("{\"strokes\": [[[0, 0], [100, 0], [100, 100]]]}\n{\"strokes\": []}\n")));
  const std::string command =
      "classify --model " + file("m.safetensors") + " --dataset " + pictures() + " --strokes ";
  const Outcome result = run_program(command + file("drawings.jsonl") + " --json");
  ASSERT_EQ(result.status, 0);
  const std::size_t end = result.out.find('\n');
  const Json drawn = Json::parse(result.out.substr(0, end), nullptr, false);
  ASSERT_TRUE(drawn.is_object()) << result.out;
  EXPECT_EQ(drawn["latent"].size(), 5U);
  EXPECT_TRUE(drawn["latent_knn"].is_number_integer());
  EXPECT_TRUE(drawn["pixel_knn"].is_number_integer());
  int votes = 0;
  for (const auto& vote : drawn["votes"]) votes += vote.get<int>();
  EXPECT_EQ(votes, 7);
  EXPECT_EQ(drawn["class_names"], kClassNames);
  for (const std::string& by : {std::string("latent"), std::string("pixel")})
    EXPECT_EQ(drawn[by + "_class"], kClassNames[drawn[by + "_knn"].get<std::size_t>()]) << by;
  const Json blank = Json::parse(result.out.substr(end), nullptr, false);
  ASSERT_TRUE(blank.is_object()) << result.out;
  EXPECT_TRUE(blank["latent_knn"].is_null()) << "a blank pad predicts nothing";
  EXPECT_TRUE(blank["pixel_knn"].is_null());
  EXPECT_TRUE(blank["latent_class"].is_null());
  EXPECT_TRUE(blank["pixel_class"].is_null());

  ASSERT_TRUE(write_file(file("broken.jsonl"), std::string_view("{\"strokes\": [[[0]]]}\n")));
  EXPECT_EQ(run_program(command + file("broken.jsonl")).status, 1);
}

}  // namespace
}  // namespace bottleneck
