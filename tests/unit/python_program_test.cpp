// lab/shown/program: the program with Keras and scikit-learn that does what is on the screen. That Python
// takes it, and what comes of it, tests/python shows.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "control_sessions.h"
#include "lab/session/address.h"
#include "lab/session/perform.h"
#include "lab/shown/program/hand_out_program.h"
#include "lab/shown/program/highlight.h"
#include "lab/shown/program/program.h"

namespace bottleneck {
namespace {

std::string python_of(const Session& session) {
  return write_python(program_of(session));
}

bool says(const std::string& program, std::string_view line) {
  return program.find(line) != std::string::npos;
}

Session session_of(const char* address) {
  Session session;
  session.choices = read_address(address).choices;
  return session;
}

// How deep brackets are after the line; texts and comments do not count.
int depth_after(const std::string& line, int depth, Highlighter& highlighter) {
  for (const Span& span : highlighter.next(line)) {
    if (span.kind == SpanKind::text || span.kind == SpanKind::comment) continue;
    for (const char letter : span.text) {
      if (std::string_view("([{").find(letter) != std::string_view::npos) ++depth;
      if (std::string_view(")]}").find(letter) != std::string_view::npos) --depth;
    }
  }
  return depth;
}

TEST(PythonProgram, IsWellFormedInEveryState) {
  for (const Session& session : all_sessions()) {
    for (std::size_t station = 0; station < kStations.size(); ++station) {
      Session there = session;
      there.choices.station = static_cast<Station>(station);
      const Program program = program_of(there);
      SCOPED_TRACE(program.stem);
      Highlighter highlighter;
      int depth = 0;
      for (const ProgramSection& section : program.sections) {
        EXPECT_FALSE(section.heading.empty());
        EXPECT_FALSE(section.lines.empty()) << section.heading;
        for (const ProgramLine& line : section.lines) {
          EXPECT_EQ(line.text.find('\n'), std::string::npos);
          EXPECT_EQ(line.text.find("{}"), std::string::npos) << line.text;
          depth = depth_after(line.text, depth, highlighter);
          EXPECT_GE(depth, 0) << line.text;
        }
        EXPECT_EQ(depth, 0) << section.heading;
      }
    }
  }
}

TEST(PythonProgram, TrainsByThePlan) {
  const std::string program =
      python_of(session_of("v=1&station=train&on=fashion-mnist&images=500&latent=8&hidden=300,100&loss=mse&"
                           "epochs=2&batch=64&rate=0.002&"
                           "seed=7"));
  for (const char* line :
       {"keras.datasets.fashion_mnist.load_data()", "x_train, y_train = x_train[:500], y_train[:500]",
        "keras.utils.set_random_seed(7)", "    layers.Dense(300, activation=\"relu\"),",
        "    layers.Dense(100, activation=\"relu\"),", "    layers.Dense(8, activation=\"relu\"),",
        "    keras.Input((8,)),", "optimizer=keras.optimizers.Adam(learning_rate=0.002),",
        "loss=\"mean_squared_error\",", "epochs=2,", "batch_size=64,", "validation_data=(x_test, x_test),"})
    EXPECT_TRUE(says(program, line)) << line;
  EXPECT_FALSE(says(program, "KNeighborsClassifier"));
}

// What a plan leaves open is as usual for so many images, as on the page.
TEST(PythonProgram, LeavesNothingOpen) {
  const std::string many = python_of(session_of("v=1&station=train"));
  EXPECT_TRUE(says(many, "epochs=30,")) << many;
  EXPECT_TRUE(says(many, "batch_size=256,"));
  const std::string few = python_of(session_of("v=1&station=train&images=1000"));
  EXPECT_TRUE(says(few, "epochs=32,")) << few;
  EXPECT_TRUE(says(few, "batch_size=16,"));
}

TEST(PythonProgram, TiesLinesToTheFieldsThatTheyComeFrom) {
  const Program program = program_of(session_of("v=1&station=train&hidden=300&log=1"));
  std::set<std::string> parts;
  for (const ProgramSection& section : program.sections) {
    for (const ProgramLine& line : section.lines) {
      parts.insert(line.part);
      if (line.text.find("epochs=") != std::string::npos) {
        EXPECT_EQ(line.part, "plan:epochs");
      }
    }
  }
  for (const char* part :
       {"plan:dataset", "plan:latent", "plan:hidden", "plan:loss", "plan:epochs", "plan:batch", "plan:rate",
        "plan:seed", "card:loss", "loss:log", "card:reconstructions", "card:first-layer"})
    EXPECT_TRUE(parts.contains(part)) << part;
}

TEST(PythonProgram, DrawsThePixelsOfThePad) {
  Session session = busy_session();
  Image image{};
  image[0] = 1;
  image[kSide + 2] = 255;
  image[kPixels - 1] = 0x80;
  session.pad_image.image = image;
  const std::string program = python_of(session);
  const std::string blank(2 * kSide, '.');
  EXPECT_TRUE(says(program, "\n01" + blank.substr(2) + "\n....ff" + blank.substr(6) + "\n")) << program;
  EXPECT_TRUE(says(program, blank.substr(2) + "80\n"));
}

TEST(PythonProgram, NamesTheTestImageOnThePad) {
  Session session = blank_session();
  EXPECT_TRUE(says(python_of(session), "x = x_test[0:1]  # the pad is blank"));
  session.drawing.sheet.picture = Picture{.index = 42, .label = 3};
  session.pad_image.image.emplace();
  EXPECT_TRUE(says(python_of(session), "x = x_test[42:43]  # test image 42"));
  session.drawing.sheet.picture->is_erased = true;  // it is another image now
  EXPECT_FALSE(says(python_of(session), "x_test[42:43]"));
}

TEST(PythonProgram, TakesTheModelsFromTheirCards) {
  Session session = blank_session();
  const auto second = std::make_shared<ModelCard>(*make_card("second"));
  second->settings = {
      .architecture = {.hidden = {}, .latent = 64}, .loss = Loss::mse, .epochs = 5, .seed = 3};
  session.library.entries.back().card = second;
  session.choices.station = Station::reconstructions;
  session.choices.reconstructions.rows = "first,second";
  const std::string program = python_of(session);
  EXPECT_TRUE(
      says(program, "def train(latent, hidden=(30,), loss=\"binary_crossentropy\", epochs=30, seed=1):"))
      << program;
  EXPECT_TRUE(says(program, "\"Title of first\": train(4),"));
  EXPECT_TRUE(says(
      program, "\"Title of second\": train(64, hidden=(), loss=\"mean_squared_error\", epochs=5, seed=3),"));
  EXPECT_TRUE(says(program, "learning_rate=0.001")) << "what they have in common is no parameter";
}

TEST(PythonProgram, LoadsTheImagesOfModelsOfOtherDatasets) {
  Session session = blank_session();
  auto card = make_card("second");
  card->dataset = "fashion-mnist";
  session.library.entries.back().card = card;
  session.choices.station = Station::reconstructions;
  session.choices.reconstructions.rows = "first,second";
  const std::string program = python_of(session);
  EXPECT_TRUE(says(program, "(x_fashion, _), _ = keras.datasets.fashion_mnist.load_data()")) << program;
  EXPECT_TRUE(says(program, "\"Title of second\": train(4, x=x_fashion),"));
}

TEST(PythonProgram, SaysNothingThatCannotBeHad) {
  EXPECT_TRUE(says(python_of(session_of("v=1&station=train&on=synthetic")), "np.load(\"synthetic.npz\")"));
  EXPECT_TRUE(says(python_of(session_of("v=1&station=train&on=drawings")), "np.load(\"drawings.npz\")"));
  const std::string pictures = python_of(session_of("v=1&station=train&on=pictures"));
  EXPECT_TRUE(says(pictures, "folder = Path(\"pictures\")"));
  EXPECT_TRUE(says(pictures, "image[part] = 255 - image[part]"));
  const std::string kept = python_of(session_of("v=1&station=train&on=pictures&invert=0"));
  EXPECT_FALSE(says(kept, "255 - image"));
}

TEST(PythonProgram, FollowsTheStationsSettings) {
  Session session = blank_session();
  session.choices.neighbours = 5;
  session.choices.station = Station::neighbours;
  session.choices.neighbour_queries = 1000;
  session.choices.neighbours_by = NeighboursBy::pixels;
  session.choices.confusion_cell = 4009;
  std::string program = python_of(session);
  for (const char* line : {"n_neighbors=5", "x_test[:1000], y_test[:1000]", "predicted = by_pixels",
                           "(y_query == 4) & (predicted == 9)"})
    EXPECT_TRUE(says(program, line)) << line;

  session.choices.station = Station::map;
  session.choices.map = {.axes = MapAxes::units, .across = 2, .up = 4, .label = 3, .from = 10, .to = 20};
  program = python_of(session);
  for (const char* line : {"places = codes[:, [1, 3]]", "shown = y_train == 3", "codes[10], codes[20]"})
    EXPECT_TRUE(says(program, line)) << line;

  session.choices.station = Station::weights;
  session.choices.weights = {
      .layer = PixelLayer::last, .order = NeuronOrder::use, .scale = WeightScale::shared, .picked = 3};
  program = python_of(session);
  for (const char* line : {"decoder.layers[-1].get_weights()[0]", "decoder.layers[-2].output",
                           "np.argsort(-fired, kind=\"stable\")", "np.abs(tiles).max()", "neuron = 2"})
    EXPECT_TRUE(says(program, line)) << line;
}

TEST(PythonProgram, TheBookComputesNoMoreThanItReports) {
  const std::string main = python_of(session_of("v=1&station=book"));
  EXPECT_TRUE(says(
      main, "\n# %% Step 1: mnist-64\nencoder, decoder, history = train(mnist, 64)\nreport(\"val_loss\""));
  EXPECT_TRUE(
      says(main, "\n# %% The notebook's exercise 1: fashion-64\nx_train, y_train, x_test, y_test = "));
  EXPECT_TRUE(says(main, "seconds_of[\"fashion-8\"] = seconds"));
  EXPECT_FALSE(says(main, "seconds_of[\"fashion-16\"]"));
  const std::string all = python_of(session_of("v=1&station=book&figures=1"));
  EXPECT_TRUE(says(all, "train(mnist, 64)\ncodes = encoder.predict(x_test"));
}

TEST(PythonProgram, IsANotebookOfFormat45) {
  const Program program = program_of(session_of("v=1&station=train"));
  const nlohmann::json notebook = nlohmann::json::parse(write_notebook(program));
  EXPECT_EQ(notebook.at("nbformat"), 4);
  EXPECT_EQ(notebook.at("nbformat_minor"), 5);
  std::set<std::string> ids;
  std::string code;
  for (const nlohmann::json& cell : notebook.at("cells")) {
    EXPECT_TRUE(ids.insert(cell.at("id")).second);
    if (cell.at("cell_type") != "code") continue;
    EXPECT_TRUE(cell.at("outputs").empty());
    for (const std::string line : cell.at("source")) code += line;
    code += "\n";
  }
  std::string lines;
  for (const ProgramSection& section : program.sections) {
    for (const ProgramLine& line : section.lines) lines += line.text + "\n";
  }
  EXPECT_EQ(code, lines);
}

TEST(PythonProgram, IsOfferedWhereItIsNotHidden) {
  Session session = blank_session();
  EXPECT_EQ(write_program(session), "null");
  EXPECT_TRUE(find_control(all_controls(session), "python"));
  EXPECT_FALSE(find_control(all_controls(session), "python:file"));
  perform(session, Set{.word = "python", .value = "1"});
  EXPECT_TRUE(find_control(all_controls(session), "python:file"));
  EXPECT_FALSE(find_control(all_controls(session), "python:images")) << "Keras has them";
  const nlohmann::json panel = nlohmann::json::parse(write_program(session));
  std::string text;
  for (const nlohmann::json& line : panel.at("lines")) {
    for (const nlohmann::json& span : line.at("spans")) text += span.at(1).get<std::string>();
    text += "\n";
  }
  EXPECT_EQ(text, python_of(session));
  session.choices.hidden = 1U << static_cast<unsigned>(Part::python);
  EXPECT_FALSE(find_control(all_controls(session), "python"));
  EXPECT_EQ(write_program(session), "null") << "a link that hides it shows none";
}

TEST(PythonProgram, HandsOutItsFiles) {
  Session session = session_of("v=1&station=train&on=synthetic&python=1");
  DatasetEntry& synthetic = *find_dataset(session.datasets, kSyntheticDataset);
  std::string problem;
  EXPECT_FALSE(action_of(session, "python:images", "", problem)) << "they are not there yet";
  synthetic.train.images = make_images(3);
  synthetic.test.images = make_images(1);
  for (const char* id : {"python:file", "python:notebook", "python:images"}) {
    const auto action = action_of(session, id, "", problem);
    ASSERT_TRUE(action) << id;
    perform(session, *action);
    hand_out_program(session);
  }
  ASSERT_EQ(session.downloads.size(), 3U);
  EXPECT_EQ(session.downloads[0].name, "bottleneck-train.py");
  EXPECT_EQ(session.downloads[1].name, "bottleneck-train.ipynb");
  EXPECT_EQ(session.downloads[2].name, "synthetic.npz");
  const std::string text(session.downloads[0].bytes.begin(), session.downloads[0].bytes.end());
  EXPECT_EQ(text, python_of(session));
  const std::string archive(session.downloads[2].bytes.begin(), session.downloads[2].bytes.end());
  for (const char* name : {"x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"})
    EXPECT_TRUE(says(archive, name)) << name;
  EXPECT_TRUE(says(archive, "'shape': (3, 28, 28)"));
}

TEST(PythonProgram, IsColouredByWhatItsWordsAre) {
  Highlighter highlighter;
  using Spans = std::vector<Span>;
  EXPECT_EQ(highlighter.next("for x in f(1e-06, \"a#\\\"b\"):  # ok 1"),
            (Spans{{SpanKind::keyword, "for"},
                   {SpanKind::plain, " x "},
                   {SpanKind::keyword, "in"},
                   {SpanKind::plain, " f("},
                   {SpanKind::number, "1e-06"},
                   {SpanKind::plain, ", "},
                   {SpanKind::text, "\"a#\\\"b\""},
                   {SpanKind::plain, "):  "},
                   {SpanKind::comment, "# ok 1"}}));
  EXPECT_EQ(highlighter.next("a = \"\"\""), (Spans{{SpanKind::plain, "a = "}, {SpanKind::text, "\"\"\""}}));
  EXPECT_EQ(highlighter.next("for"), (Spans{{SpanKind::text, "for"}}));
  EXPECT_EQ(highlighter.next("\"\"\".x for"),
            (Spans{{SpanKind::text, "\"\"\""}, {SpanKind::plain, ".x "}, {SpanKind::keyword, "for"}}));
}

}  // namespace
}  // namespace bottleneck
