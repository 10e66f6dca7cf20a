// What the controls say and do about datasets that are fetched, and files of the device.
#include <gtest/gtest.h>

#include "lab/session/perform.h"
#include "lab/shown/controls.h"
#include "unit/control_sessions.h"

namespace bottleneck {
namespace {

TEST(Controls, SayHowLargeADatasetIsAndWhereItComesFrom) {
  Session session = codeless_session();
  mnist(session).test.images.reset();
  const auto hint = [&](const char* id) {
    const auto controls = all_controls(session);
    const Control* control = find_control(controls, id);
    return control ? control->label + ": " + control->hint : "";
  };
  EXPECT_EQ(
      hint("load-training"),
      "Load the training images of MNIST (10.0 MB): From this page's site. Kept for the next visit where "
      "this browser allows.");
  mnist(session).train.packed_bytes = mnist(session).test.packed_bytes = 0;
  EXPECT_EQ(hint("load-training"), "") << "it is not known where from";
  session.datasets.index_file.stage = Download::Stage::done;
  EXPECT_TRUE(
      hint("load-training").starts_with("Load the training images of MNIST (9.9 MB): From cdn.jsdelivr.net."))
      << hint("load-training");
  EXPECT_NE(hint("compute-codes").find("9.9 MB from cdn.jsdelivr.net"), std::string::npos);
  EXPECT_NE(hint("source").find("The test images are 1.7 MB, from cdn.jsdelivr.net."), std::string::npos);
}

TEST(Controls, TheTestImagesSayOnTheCanvasWhatTheyCost) {
  using Labels = std::vector<std::string>;
  Session session = codeless_session();
  mnist(session).test.images.reset();
  const auto labels = [&] {
    const Offers offers = offers_of(session);
    const Control::Option& images = offers.find("source")->control.options.at(1);
    Labels longest_first{images.label_on_canvas()};
    longest_first.insert(longest_first.end(), images.shorter.begin(), images.shorter.end());
    return longest_first;
  };
  mnist(session).train.packed_bytes = mnist(session).test.packed_bytes = 0;
  session.datasets.index_file.stage = Download::Stage::done;
  EXPECT_EQ(labels(),
            (Labels{"test images (1.7 MB from cdn.jsdelivr.net)", "test images (1.7 MB)", "test images"}));
  mnist(session).test.images = make_images(10);
  EXPECT_EQ(labels(), Labels{"test images"});
}

TEST(Controls, StopWhatIsOnItsWay) {
  Session session = codeless_session();
  mnist(session).test.images.reset();
  const auto use = [&](const char* id) {
    std::string problem;
    const auto action = action_of(session, id, "", problem);
    ASSERT_TRUE(action) << problem;
    perform(session, *action);
  };
  EXPECT_FALSE(find_control(all_controls(session), "cancel-training"));
  EXPECT_FALSE(find_control(all_controls(session), "cancel-test"));
  use("compute-codes");
  perform(session, Set{"samples", "test"});
  want_half(session.datasets, "mnist", Split::train);
  want_half(session.datasets, "mnist", Split::test);
  take_wanted(session.datasets);
  use("cancel-training");
  EXPECT_FALSE(mnist(session).train.is_busy());
  EXPECT_FALSE(session.choices.wants_training) << "it would be asked for again at once";
  EXPECT_EQ(session.computes_codes_of, "");
  EXPECT_TRUE(mnist(session).test.is_busy());
  use("cancel-test");
  EXPECT_FALSE(mnist(session).test.is_busy());
  EXPECT_EQ(session.choices.samples, SampleSource::synthetic);
  EXPECT_EQ(session.datasets.stopped.size(), 4U);
  EXPECT_TRUE(find_control(all_controls(session), "load-training"));

  // With the pixels' card hidden, it stands with the codes.
  session.choices.hidden = 1U << static_cast<unsigned>(Part::pixels);
  use("compute-codes");
  mnist(session).train.images_file.stage = Download::Stage::loading;
  EXPECT_TRUE(find_control(all_controls(session), "cancel-training"));
}

TEST(Controls, AskForFilesOfTheDevice) {
  Session session = blank_session();
  std::string problem;
  const auto action = action_of(session, "pick-files", "", problem);
  ASSERT_TRUE(action) << problem;
  perform(session, *action);
  EXPECT_TRUE(session.picks_files);
}

}  // namespace
}  // namespace bottleneck
