// Files of the published datasets that the reader gives by hand: recognised by what they hold, put in their
// places, or refused in words.
#include <string>

#include <gtest/gtest.h>

#include "lab/session/given_files.h"
#include "unit/small_dataset.h"
#include "unit/small_site.h"

namespace bottleneck {
namespace {

using Stage = Download::Stage;

// A session whose chosen model knows MNIST, the test half of which has three images.
struct Given {
  Small small;
  Session session;

  Given() {
    Site().serve(session);
    take_wanted(session.datasets);
    session.datasets = small.datasets;
    session.datasets.entries[0].class_names = session.library.entries.front().card->class_names;
    session.datasets.index_file.stage = Stage::done;
  }

  DatasetHalf& test() { return session.datasets.entries[0].test; }
  std::string give(const std::string& name, const Bytes& content) {
    return take_dataset_file(session, name, content);
  }
  // The only note that there is.
  std::string note() {
    EXPECT_EQ(session.notes.size(), 1U);
    return session.notes.empty() ? "" : session.notes.front();
  }
};

TEST(GivenDatasets, ArePutInTheirPlacesWhateverTheirNames) {
  Given given;
  EXPECT_EQ(given.give("train-images (1).gz", given.small.label_file), kLabelsFile);
  EXPECT_EQ(given.note(),
            "From your file: the labels of the test images of MNIST. The other file of the pair, "
            "t10k-images-idx3-ubyte.gz, is still missing: drop it too, or load it.");
  EXPECT_EQ(given.test().labels_file.stage, Stage::done);
  EXPECT_EQ(given.test().images_file.stage, Stage::idle);
  EXPECT_EQ(given.give("b", given.small.image_file), kImagesFile);
  ASSERT_NE(given.test().images, nullptr) << given.test().error();
  EXPECT_EQ(given.test().images->images, given.small.pixels);
  EXPECT_EQ(given.test().images->labels, given.small.labels);
  EXPECT_EQ(given.note(), "The test images of MNIST are loaded, from your files.");
  EXPECT_EQ(given.session.choices.samples, SampleSource::test) << "they are shown";
  update(given.session, fake_clock);
  EXPECT_TRUE(take_wanted(given.session.datasets).empty()) << "nothing is fetched that is there";
  EXPECT_EQ(given.session.samples.size(), 3U);

  given.session.notes.clear();
  EXPECT_EQ(given.give("a \"file\"", given.small.label_file), kLabelsFile) << "it is kept once more";
  EXPECT_NE(given.note().find("is here already: the labels of the test images of MNIST"), std::string::npos)
      << given.note();
}

TEST(GivenDatasets, TakeThePlaceOfWhatIsOnItsWayOrHasFailed) {
  Given given;
  Datasets& datasets = given.session.datasets;
  want_half(datasets, "mnist", Split::test);
  take_wanted(datasets);
  receive_piece(datasets, kImagesFile, ByteView(given.small.image_file).first(50), 50, 100);
  for (int place = 0; place < 10 && given.test().error().empty(); ++place) {
    receive_end(datasets, kLabelsFile, Error{"not there"});
    take_wanted(datasets);
  }
  ASSERT_NE(given.test().error(), "");
  given.give("images", given.small.image_file);
  EXPECT_EQ(datasets.stopped, std::vector<std::string>{kImagesFile});
  EXPECT_EQ(receive_piece(datasets, kImagesFile, given.small.image_file, 60, 100), Taken::enough);
  given.give("labels", given.small.label_file);
  ASSERT_NE(given.test().images, nullptr);
  EXPECT_EQ(given.test().error(), "");
  EXPECT_EQ(given.test().images->images, given.small.pixels);
  EXPECT_TRUE(datasets.incoming.empty());
}

TEST(GivenDatasets, OfTheTrainingImagesAreWantedFromThenOn) {
  Given given;
  DatasetEntry& mnist = given.session.datasets.entries[0];
  std::swap(mnist.train, mnist.test);
  given.give("images", given.small.image_file);
  EXPECT_FALSE(given.session.choices.wants_training) << "the labels would be fetched unasked";
  given.give("labels", given.small.label_file);
  ASSERT_NE(mnist.train.images, nullptr);
  EXPECT_TRUE(given.session.choices.wants_training);
  EXPECT_EQ(given.session.choices.samples, SampleSource::synthetic);
}

TEST(GivenDatasets, OfAnotherDatasetThanTheModelsChangeNothingElse) {
  Given given;
  Datasets& datasets = given.session.datasets;
  std::swap(datasets.entries[0].test, datasets.entries[1].test);
  given.give("images", given.small.image_file);
  given.give("labels", given.small.label_file);
  EXPECT_NE(datasets.entries[1].test.images, nullptr);
  EXPECT_EQ(given.session.choices.samples, SampleSource::synthetic);
}

TEST(GivenDatasets, ThatAreNoneOfThemAreRefusedWithTheReason) {
  const auto note_on = [](const Bytes& content) {
    Given given;
    EXPECT_EQ(given.give("folder/a file", content), "");
    EXPECT_EQ(given.test().images_file.stage, Stage::idle);
    EXPECT_TRUE(given.session.datasets.incoming.empty());
    return given.note();
  };
  const Bytes images = Small().image_file;
  const std::string strange =
      "\"folder/a file\" is no file that this page knows. It takes the files of MNIST and Fashion-MNIST, "
      "gzipped or not, models as .safetensors, .npz, .keras or .h5 files, drawings as .jsonl files, and "
      "pictures as PNG, JPEG or zip files.";

  Bytes changed = images;
  changed[500] ^= 1;
  EXPECT_EQ(note_on(changed),
            "\"folder/a file\" is not the published file: it has the size of the test images of MNIST and "
            "Fashion-MNIST, but another content (its SHA-256 begins with " +
                sha256_hex(changed).substr(0, 8) + ").");
  EXPECT_EQ(note_on({images.begin(), images.end() - 100}),
            "\"folder/a file\" is cut off: it has 2,268 of 2,368 bytes.");
  EXPECT_EQ(note_on({images.begin(), images.begin() + 16}),
            "\"folder/a file\" is cut off: it has 16 of 2,368 bytes.");
  Bytes longer = images;
  longer.resize(2400);
  EXPECT_EQ(note_on(longer), "\"folder/a file\" is damaged: it has 2,400 bytes instead of 2,368.");
  EXPECT_EQ(
      note_on(write_idx_images(Bytes(kPixels))),
      "\"folder/a file\" is none of the eight files of MNIST and Fashion-MNIST: its size is another (800 "
      "bytes).");
  for (std::size_t size = 0; size < 16; ++size)
    EXPECT_EQ(note_on({images.begin(), images.begin() + static_cast<std::ptrdiff_t>(size)}), strange);
  EXPECT_EQ(note_on({0, 0, 8, 0}), strange);
  EXPECT_EQ(note_on({0, 0, 8, 255}), strange);
  EXPECT_EQ(note_on({0, 0, 9, 1, 0, 0, 0, 1, 7}), strange) << "no bytes";
  EXPECT_EQ(note_on(Bytes(100, 'x')), strange);
  const Bytes huge{0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
  EXPECT_EQ(note_on(huge), strange) << "sizes that nothing can hold";
}

TEST(GivenDatasets, ThatCannotBeReadAreNamed) {
  Given given;
  EXPECT_EQ(take_dataset_file(given.session, "a.gz", Error{"it is damaged"}), "");
  EXPECT_EQ(given.note(), "\"a.gz\" cannot be used: it is damaged.");
}

}  // namespace
}  // namespace bottleneck
