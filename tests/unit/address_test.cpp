#include "lab/session/address.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "core/synthetic.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

constexpr std::string_view kDefaultModel = "mnist-16";

// What a name may hold, and some of what it should not.
std::string random_name(Rng& rng) {
  static const std::vector<std::string> kPieces{"mnist", "-", "16", "ŷ", "→",   "😀", " ", "&",  "=", "%",
                                                "#",     "+", "/",  "?", "%41", "\n", ",", "\"", "'", "\\"};
  std::string name;
  while (name.size() < 90 && rng.below(5) != 0)
    name += kPieces[rng.below(static_cast<std::uint32_t>(kPieces.size()))];
  return name;
}

// Of each choice the default, now and then.
Choices random_choices(Rng& rng) {
  const auto is_told = [&rng] { return rng.below(2) == 0; };
  const auto below = [&rng](int n) { return static_cast<int>(rng.below(static_cast<std::uint32_t>(n))); };
  Choices choices;
  if (is_told()) choices.model = random_name(rng);
  if (is_told()) choices.other = random_name(rng);
  if (is_told()) choices.neighbours = 1 + below(kMostNeighbours);
  if (is_told()) choices.pen = static_cast<float>(15 + below(36)) / 10;
  choices.is_normalised = is_told();
  choices.uses_drawings = is_told();
  choices.view = is_told() ? ResultView::reconstruction : ResultView::difference;
  choices.samples = is_told() ? SampleSource::synthetic : SampleSource::test;
  if (is_told()) choices.sample_page = below(kLastSamplePage + 1);
  choices.wants_training = is_told();
  choices.theme = static_cast<Theme>(below(3));
  if (is_told()) choices.hidden = rng.below(1U << kParts.size());
  return choices;
}

std::string all_notes(const Address& address) {
  std::string text;
  for (const std::string& note : address.notes) text += note + "\n";
  return text;
}

// The text is read as choices that differ from the default as `change` makes them, without or with a note
// that says `note`.
template <class Change>
void expect_read(std::string_view text, Change change, std::string_view note = "") {
  SCOPED_TRACE(text);
  Choices expected;
  // Words that this page does not know are no link of its own.
  const bool is_link = text.find_first_not_of("#&") != std::string_view::npos &&
                       note.find("no such setting") == std::string_view::npos;
  const bool tells_pen = text.find("pen=") != std::string_view::npos;
  if (is_link && !tells_pen) expected.pen = 2.8F;  // what was usual when links did not tell it
  change(expected);
  const Address address = read_address(text);
  EXPECT_EQ(address.choices, expected);
  EXPECT_TRUE(address.strokes.empty());
  EXPECT_FALSE(address.test_image);
  EXPECT_EQ(address.notes.size(), note.empty() ? 0U : 1U) << all_notes(address);
  if (!note.empty() && !address.notes.empty()) {
    EXPECT_EQ(address.notes[0], note);
  }
}

void expect_usual(std::string_view text, std::string_view note = "") {
  expect_read(text, [](Choices&) {}, note);
}

TEST(Address, DefaultsAreEmpty) {
  EXPECT_EQ(write_address({}, {}, kDefaultModel), "");
  Choices choices;
  choices.model = kDefaultModel;
  EXPECT_EQ(write_address(choices, {}, kDefaultModel), "");
  expect_usual("");
  expect_usual("#");
  expect_usual("&&");
}

TEST(Address, SaysWhatDiffers) {
  Choices choices;
  choices.model = "mnist-8";
  EXPECT_EQ(write_address(choices, {}, kDefaultModel), "v=1&model=mnist-8&pen=2.2");
  choices.other = "my model & ŷ";
  choices.neighbours = 5;
  choices.pen = 3;
  choices.is_normalised = false;
  choices.view = ResultView::difference;
  choices.samples = SampleSource::test;
  choices.sample_page = 12;
  choices.wants_training = true;
  choices.theme = Theme::dark;
  choices.hidden = 1U << static_cast<unsigned>(Part::pixels) | 1U << static_cast<unsigned>(Part::header);
  Sheet sheet{.strokes = {{{14, 14}, {14.5F, 14}}}};
  sheet.picture = Picture{.index = 0};
  EXPECT_EQ(
      write_address(choices, sheet, kDefaultModel),
      "v=1&model=mnist-8&with=my%20model%20%26%20%C5%B7&k=5&pen=3.0&norm=0&view=difference&samples=test&"
      "page=12&data=1&theme=dark&hide=header,pixels&test=0&draw=00K0");
}

TEST(Address, EveryChoiceComesBack) {
  Rng rng(1);
  for (int trial = 0; trial < 1500; ++trial) {
    Choices choices = random_choices(rng);
    Sheet sheet;
    if (rng.below(2) == 0) sheet.picture = Picture{.index = static_cast<int>(rng.below(10'000))};
    if (rng.below(4) == 0) {
      sheet.strokes = draw_synthetic(static_cast<int>(rng.below(10)), rng).strokes;
      for (Stroke& stroke : sheet.strokes) {
        for (Point& point : stroke) point = {4 + 20 * point.x, 4 + 20 * point.y, point.width};
      }
    }
    if (rng.below(8) == 0) choices.model = kDefaultModel;
    const std::string text = write_address(choices, sheet, kDefaultModel);
    ASSERT_EQ(
        text.find_first_not_of("-_.,=&%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz~"),
        std::string::npos)
        << text;
    const Address address = read_address("#" + text);
    ASSERT_TRUE(address.notes.empty()) << text << "\n" << all_notes(address);
    ASSERT_EQ(address.test_image.has_value(), sheet.picture.has_value());
    if (sheet.picture) {
      ASSERT_EQ(*address.test_image, sheet.picture->index);
    }
    ASSERT_EQ(write_stroke_text(address.strokes), write_stroke_text(sheet.strokes));
    if (choices.model == kDefaultModel) choices.model.clear();
    ASSERT_EQ(address.choices, choices) << text;
    ASSERT_EQ(write_address(address.choices, sheet, kDefaultModel), text);
  }
}

// Before the usual pen became 2.2, links left it out where it was 2.8.
TEST(Address, AnOlderLinkHasTheOlderPen) {
  for (const char* link : {"#v=1&draw=00K0", "#hide=header", "#v=1"})
    EXPECT_EQ(read_address(link).choices.pen, 2.8F) << link;
  EXPECT_EQ(read_address("#v=1&draw=00K0&pen=2.2").choices.pen, 2.2F);
  EXPECT_EQ(read_address("").choices.pen, kDefaultPen);

  Choices choices;
  choices.pen = 2.8F;
  EXPECT_EQ(write_address(choices, {}, kDefaultModel), "v=1&pen=2.8");
  Sheet sheet{.strokes = {{{14, 14}, {14.5F, 14}}}};
  EXPECT_EQ(write_address({}, sheet, kDefaultModel), "v=1&pen=2.2&draw=00K0");
}

TEST(Address, LeavesOutWhatIsTooLong) {
  Rng rng(2);
  Sheet sheet{.strokes = {{}}};
  for (int i = 0; i < 2000; ++i) sheet.strokes[0].push_back({rng.uniform(0, 28), rng.uniform(0, 28)});
  Choices choices;
  choices.model = std::string(kMaxModelName + 1, 'm');
  choices.other = std::string(kMaxModelName, 'm');
  choices.neighbours = 3;
  EXPECT_EQ(write_address(choices, sheet, kDefaultModel), "v=1&with=" + choices.other + "&k=3&pen=2.2");
}

TEST(Address, AnErasedTestImageIsNotThatImage) {
  Sheet sheet;
  sheet.picture = Picture{.index = 7};
  EXPECT_EQ(write_address({}, sheet, kDefaultModel), "v=1&pen=2.2&test=7");
  sheet.picture->is_erased = true;
  EXPECT_EQ(write_address({}, sheet, kDefaultModel), "");
}

TEST(Address, ReadsEveryValueItKnows) {
  expect_usual(
      "v=1&station=draw&norm=1&view=reconstruction&samples=synthetic&data=0&theme=system&hide=&draw=");
  expect_usual("k=7&pen=2.2&page=0&model=&with=");
  expect_read("#theme=light", [](Choices& choices) { choices.theme = Theme::light; });
  expect_read("pen=4", [](Choices& choices) { choices.pen = 4; });
  expect_read("pen=3.1415", [](Choices& choices) { choices.pen = 3.1F; });
  expect_read("k=015", [](Choices& choices) { choices.neighbours = 15; });
  expect_read("&k=3&&theme=dark&", [](Choices& choices) {
    choices.neighbours = 3;
    choices.theme = Theme::dark;
  });
  expect_read("model=a+b%2Bc", [](Choices& choices) { choices.model = "a+b+c"; });
  expect_read("with=a=b", [](Choices& choices) { choices.other = "a=b"; });
  expect_read("hide=about,,about,%63odes", [](Choices& choices) {
    choices.hidden = 1U << static_cast<unsigned>(Part::about) | 1U << static_cast<unsigned>(Part::codes);
  });
  EXPECT_EQ(read_address("test=9999").test_image, 9999);
  EXPECT_EQ(read_address("draw=00-K0").strokes.size(), 2U);
}

TEST(Address, UnknownIsADefaultWithANote) {
  expect_usual("zoom=3", "The link sets \"zoom\" to \"3\"; this page has no such setting.");
  expect_usual("Theme=dark", "The link sets \"Theme\" to \"dark\"; this page has no such setting.");
  expect_usual("=3", "The link sets \"\" to \"3\"; this page has no such setting.");
  expect_usual("v", "The link sets \"v\" to \"\", which this page does not know; it stays as it usually is.");
  expect_usual(
      "v=2",
      "The link is from a newer version of this page (\"v\" is \"2\"); what is new in it is left out.");
  for (const std::string setting :
       {"theme", "station", "view", "samples", "norm", "data", "k", "pen", "page", "test", "v"}) {
    for (const std::string value :
         {"", "dusk", "Dark", "-", ".", "1.", ".5", "0x1", "1e3", "+1", "nan", "inf", " 1", "1 ", "--1"})
      expect_usual(setting + "=" + value,
                   "The link sets \"" + setting + "\" to \"" + value +
                       "\", which this page does not know; it stays as it usually is.");
  }
  expect_usual("k=3.5",
               "The link sets \"k\" to \"3.5\", which this page does not know; it stays as it usually is.");
  expect_usual("test=-1",
               "The link sets \"test\" to \"-1\", which this page does not know; it stays as it usually is.");
  expect_usual(
      "test=1000000",
      "The link sets \"test\" to \"1000000\", which this page does not know; it stays as it usually is.");
  expect_read(
      "hide=models,lid", [](Choices& choices) { choices.hidden = 1U << static_cast<unsigned>(Part::models); },
      "The link sets \"hide\" to \"lid\"; this page has no such part to leave out.");
}

TEST(Address, NumbersOutOfRangeBecomeTheNearest) {
  expect_read(
      "k=0", [](Choices& choices) { choices.neighbours = 1; },
      "The link sets \"k\" to \"0\"; it can be 1 to 15, so it is 1 here.");
  expect_read(
      "k=-3", [](Choices& choices) { choices.neighbours = 1; },
      "The link sets \"k\" to \"-3\"; it can be 1 to 15, so it is 1 here.");
  expect_read(
      "page=1000", [](Choices& choices) { choices.sample_page = 999; },
      "The link sets \"page\" to \"1000\"; it can be 0 to 999, so it is 999 here.");
  expect_read(
      "pen=1.4", [](Choices& choices) { choices.pen = 1.5F; },
      "The link sets \"pen\" to \"1.4\"; it can be 1.5 to 5.0, so it is 1.5 here.");
  const std::string huge(400, '9');
  expect_read(
      "k=" + huge, [](Choices& choices) { choices.neighbours = 15; },
      "The link sets \"k\" to \"" + huge.substr(0, 60) + "...\"; it can be 1 to 15, so it is 15 here.");
  expect_read("pen=3." + huge, [](Choices& choices) { choices.pen = 4; });
}

TEST(Address, DamagedIsADefaultWithANote) {
  for (const std::string value : {"%", "mnist%2", "%zz"}) {
    expect_usual("model=" + value, "The link sets \"model\" to \"" + value +
                                       "\", which is damaged; it stays as it usually is.");
    expect_usual("k=" + value,
                 "The link sets \"k\" to \"" + value + "\", which is damaged; it stays as it usually is.");
  }
  expect_usual("with=a%FFb",
               "The link sets \"with\" to \"a?b\", which is damaged; it stays as it usually is.");
  expect_usual("model=\xC5",
               "The link sets \"model\" to \"?\", which is damaged; it stays as it usually is.");
  const std::string longer(kMaxModelName + 1, 'm');
  expect_usual("model=" + longer, "The link sets \"model\" to \"" + longer.substr(0, 60) +
                                      "...\", which is damaged; it stays as it usually is.");
  expect_usual("draw=00-", "The drawing in the link is damaged (\"draw\" is \"00-\"); it is left out.");
}

TEST(Address, OfTwoTheFirstCounts) {
  expect_read(
      "k=3&k=4", [](Choices& choices) { choices.neighbours = 3; },
      "The link sets \"k\" more than once; \"4\" does not count, the first does.");
  // Even when it is no good.
  EXPECT_EQ(read_address("k=x&k=4").choices.neighbours, kNeighbours);
}

TEST(Address, FiveNotesAndACount) {
  EXPECT_EQ(read_address("a&b&c&d&e").notes.size(), 5U);
  EXPECT_EQ(read_address("a&b&c&d&e&f").notes.at(5), "And 1 more like these.");
  std::string many = "hide=header";
  for (int i = 0; i < 10'000; ++i) many += ",x";
  for (int i = 0; i < 10'000; ++i) many += "&y=%";
  const Address address = read_address(many);
  ASSERT_EQ(address.notes.size(), kMaxNotes + 1);
  EXPECT_EQ(address.notes.back(), "And 19,995 more like these.");
  EXPECT_TRUE(address.choices.is_hidden(Part::header));
}

// What holds of any text.
void expect_sound(const std::string& text) {
  const Address address = read_address(text);
  const Choices& choices = address.choices;
  ASSERT_GE(choices.neighbours, 1);
  ASSERT_LE(choices.neighbours, kMostNeighbours);
  ASSERT_GE(choices.pen, kThinnestPen);
  ASSERT_LE(choices.pen, kThickestPen);
  ASSERT_GE(choices.sample_page, 0);
  ASSERT_LE(choices.sample_page, kLastSamplePage);
  ASSERT_LT(choices.hidden, 1U << kParts.size());
  ASSERT_TRUE(is_utf8(choices.model) && is_utf8(choices.other));
  ASSERT_LE(std::max(choices.model.size(), choices.other.size()), kMaxModelName);
  ASSERT_LE(address.notes.size(), kMaxNotes + 1);
  for (const std::string& note : address.notes) {
    ASSERT_TRUE(is_utf8(note)) << text;
    ASSERT_LT(note.size(), 300U);
  }
  // It has an address of its own, which says the same without a note.
  Sheet sheet{.strokes = address.strokes};
  if (address.test_image) sheet.picture = Picture{.index = *address.test_image};
  const Address again = read_address(write_address(choices, sheet, ""));
  ASSERT_TRUE(again.notes.empty()) << text << "\n" << all_notes(again);
  ASSERT_EQ(again.choices, choices) << text;
  ASSERT_EQ(again.test_image, address.test_image);
  ASSERT_EQ(write_stroke_text(again.strokes), write_stroke_text(address.strokes));
}

TEST(Address, SurvivesAnyText) {
  Rng rng(3);
  const std::string good =
      "#v=1&station=draw&model=mnist-8&with=a%20%C5%B7&k=5&pen=3.0&norm=0&view=difference&samples=test&page="
      "12&"
      "data=1&theme=dark&hide=header,pixels&test=7&draw=00K0_e0es1-yz";
  const auto below = [&rng](std::size_t n) { return rng.below(static_cast<std::uint32_t>(n)); };
  for (int trial = 0; trial < 5'000; ++trial) {
    std::string text;
    if (trial % 4 == 0) {
      for (std::size_t length = below(60); length > 0; --length) text += static_cast<char>(below(256));
    } else {
      text = good;
      for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
        const std::size_t at = below(text.size());
        switch (below(4)) {
          case 0:
            text[at] = static_cast<char>(below(256));
            break;
          case 1:
            text[at] = good[below(good.size())];
            break;
          case 2:
            text.erase(at, 1 + below(8));
            break;
          default:
            text.insert(at, good.substr(below(good.size()), 1 + below(20)));
            break;
        }
        if (text.empty()) break;
      }
    }
    ASSERT_NO_FATAL_FAILURE(expect_sound(text));
  }
  ASSERT_NO_FATAL_FAILURE(expect_sound(std::string(1'000'000, '&')));
  ASSERT_NO_FATAL_FAILURE(expect_sound("model=" + std::string(1'000'000, 'm')));
  ASSERT_NO_FATAL_FAILURE(expect_sound("draw=" + std::string(1'000'000, '0')));
}

}  // namespace
}  // namespace bottleneck
