// A look at a dataset's images.

#include "lab/data/browsing.h"

#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/session/update.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

double no_clock() {
  return 0;
}

Dataset labelled(const std::vector<std::uint8_t>& labels) {
  Dataset dataset{.images = {}, .labels = labels};
  for (std::size_t i = 0; i < labels.size(); ++i)
    dataset.images.insert(dataset.images.end(), kPixels, static_cast<std::uint8_t>(i));
  return dataset;
}

TEST(Browsing, FindsTheImagesOfAClass) {
  const Dataset dataset = labelled({3, 1, 3, 0, 3});
  EXPECT_EQ(images_of_class(dataset, -1), (std::vector<int>{0, 1, 2, 3, 4}));
  EXPECT_EQ(images_of_class(dataset, 3), (std::vector<int>{0, 2, 4}));
  EXPECT_TRUE(images_of_class(dataset, 9).empty());
  EXPECT_EQ(class_counts(dataset, 4), (std::vector<int>{1, 1, 0, 3}));
  EXPECT_EQ(place_of_image({0, 2, 4}, 2), 1);
  EXPECT_EQ(place_of_image({0, 2, 4}, 3), 2) << "the next one of the class";
  EXPECT_EQ(place_of_image({0, 2, 4}, 99), 3) << "none is left";
}

TEST(Browsing, KeepsUpWithTheChoice) {
  Session session;
  mnist(session).test.images = std::make_shared<const Dataset>(labelled({3, 1, 3, 0, 3}));
  update(session, no_clock);
  EXPECT_TRUE(session.browsed.images.empty()) << "nobody looks";
  perform(session, Set{"station", "data"});
  update(session, no_clock);
  EXPECT_EQ(session.browsed.images.size(), 5U);
  perform(session, Set{"class", "3"});
  update(session, no_clock);
  EXPECT_EQ(session.browsed.images, (std::vector<int>{0, 2, 4}));
  perform(session, Set{"see", "cifar"});
  EXPECT_EQ(session.choices.browsing.dataset, "") << "there is none of that name";
  perform(session, LookAt{.first = 2, .picked = 4});
  perform(session, LookAt{.first = -2, .picked = -7});
  EXPECT_EQ(session.choices.browsing, (Browsing{.label = 3}));
  perform(session, Set{"at", "4"});
  EXPECT_EQ(session.choices.browsing, (Browsing{.label = 3, .picked = 4, .first = 4}));
  perform(session, Set{"half", "train"});
  EXPECT_EQ(session.choices.browsing, (Browsing{.split = Split::train, .label = 3}))
      << "from the first one on";
  perform(session, Set{"class", ""});
  EXPECT_EQ(session.choices.browsing, (Browsing{.split = Split::train})) << "all classes";
  perform(session, Set{"class", "3"});
  perform(session, Set{"half", "test"});
  perform(session, Set{"see", "fashion-mnist"});
  EXPECT_EQ(session.choices.browsing, (Browsing{.dataset = "fashion-mnist"})) << "its classes are others";
  update(session, no_clock);
  EXPECT_EQ(session.browsed.dataset, nullptr);
}

TEST(Browsing, OpensOnTheHalfThatHasImages) {
  Session session;
  perform(session, Set{"station", "data"});
  perform(session, Set{"see", "drawings"});
  update(session, no_clock);
  EXPECT_EQ(session.choices.browsing.split, Split::test) << "there is nothing in either";
  DatasetEntry& drawings = *find_dataset(session.datasets, kDrawingsDataset);
  drawings.train.images = std::make_shared<const Dataset>(labelled({3, 1}));
  update(session, no_clock);
  EXPECT_EQ(session.choices.browsing.split, Split::train);
  EXPECT_EQ(session.browsed.images.size(), 2U);
  perform(session, Set{"half", "test"});
  update(session, no_clock);
  EXPECT_EQ(session.choices.browsing.split, Split::test) << "the reader wants to see it";
  perform(session, Set{"see", "mnist"});
  update(session, no_clock);
  EXPECT_EQ(session.choices.browsing.split, Split::test) << "it can be had";
  perform(session, Set{"see", "drawings"});
  update(session, no_clock);
  EXPECT_EQ(session.choices.browsing.split, Split::train);
}

TEST(Browsing, AnImageGoesOntoThePad) {
  Session session = data_session();
  perform(session, UseImage{100});
  EXPECT_EQ(session.choices.station, Station::data) << "there are 100";
  perform(session, UseImage{12});
  EXPECT_EQ(session.choices.station, Station::draw);
  ASSERT_TRUE(session.drawing.sheet.picture);
  EXPECT_EQ(session.drawing.sheet.picture->index, 12) << "a test image of the model's dataset";
  EXPECT_EQ(session.drawing.sheet.picture->caption, "");
  EXPECT_TRUE(session.drawing.can_undo());
}

TEST(Browsing, AnImageFromElsewhereSaysFromWhere) {
  Session session = data_session();
  mnist(session).train.images = make_images(20);
  session.choices.browsing.split = Split::train;
  perform(session, UseImage{7});
  ASSERT_TRUE(session.drawing.sheet.picture);
  EXPECT_EQ(session.drawing.sheet.picture->index, -1) << "an address cannot name it";
  EXPECT_EQ(session.drawing.sheet.picture->caption, "MNIST, training image 7, labelled 3");
  EXPECT_EQ(write_address(session.choices, session.drawing.sheet, "first").find("test="), std::string::npos);
}

TEST(Browsing, TheAddressKnowsWhatIsLookedAt) {
  Choices choices;
  choices.station = Station::data;
  choices.browsing = {
      .dataset = "fashion-mnist", .split = Split::train, .label = 9, .picked = 123, .first = 123};
  choices.synthetic = {.count = 500, .seed = 7};
  const std::string address = write_address(choices, {}, "");
  EXPECT_EQ(address,
            "v=1&station=data&pen=2.2&see=fashion-mnist&half=train&class=9&at=123&digits=500&digitseed=7");
  EXPECT_EQ(read_address(address).choices, choices);
  for (const char* text : {"half=both", "class=-1", "at=x", "digits=9", "digitseed=0", "see=%FF"})
    EXPECT_EQ(read_address(text).notes.size(), 1U) << text;
}

}  // namespace
}  // namespace bottleneck
