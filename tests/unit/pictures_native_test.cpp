#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>
#include <stb/stb_image_write.h>
#include <sys/stat.h>

#include "cli/files.h"
#include "cli/pictures.h"
#include "cli/png.h"
#include "unit/broken_bytes.h"
#include "unit/temp_folder.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

void append(void* context, void* data, int size) {
  auto& out = *static_cast<Bytes*>(context);
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  out.insert(out.end(), bytes, bytes + size);
}

Bytes png_of(int width, int height, int channels, const Bytes& pixels) {
  Bytes out;
  EXPECT_NE(stbi_write_png_to_func(append, &out, width, height, channels, pixels.data(), width * channels),
            0);
  return out;
}

Bytes jpeg_of(int width, int height, int channels, const Bytes& pixels) {
  Bytes out;
  EXPECT_NE(stbi_write_jpg_to_func(append, &out, width, height, channels, pixels.data(), 95), 0);
  return out;
}

// A 4×4 picture of one grey, which tells the pictures of a folder apart.
Bytes grey_png(int grey) {
  return png_of(4, 4, 1, Bytes(16, static_cast<std::uint8_t>(grey)));
}

void put(const fs::path& path, const Bytes& bytes) {
  fs::create_directories(path.parent_path());
  const auto status = write_file(path, bytes);
  ASSERT_TRUE(status) << status.error();
}

std::vector<int> centre_pixels(const Dataset& dataset) {
  std::vector<int> out;
  for (int i = 0; i < dataset.size(); ++i) out.push_back(dataset.image(i)[14 * 28 + 14]);
  return out;
}

TEST(Pictures, DecodesGreyAndColour) {
  const auto grey = decode_picture(png_of(3, 2, 1, {0, 1, 2, 253, 254, 255}));
  ASSERT_TRUE(grey) << grey.error();
  EXPECT_EQ(grey->width, 3);
  EXPECT_EQ(grey->height, 2);
  EXPECT_EQ(grey->pixels, (Bytes{0, 1, 2, 253, 254, 255}));

  // Red, green, blue, white: BT.601.
  const auto colour = decode_picture(png_of(2, 2, 3, {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255}));
  ASSERT_TRUE(colour) << colour.error();
  EXPECT_EQ(colour->pixels, (Bytes{76, 150, 29, 255}));
}

TEST(Pictures, PutsTransparencyOnBlack) {
  const auto grey = decode_picture(png_of(3, 1, 2, {200, 255, 200, 128, 200, 0}));
  ASSERT_TRUE(grey) << grey.error();
  EXPECT_EQ(grey->pixels, (Bytes{200, 100, 0}));
  const auto colour = decode_picture(png_of(2, 1, 4, {255, 0, 0, 128, 255, 255, 255, 255}));
  ASSERT_TRUE(colour) << colour.error();
  EXPECT_EQ(colour->pixels, (Bytes{38, 255}));
}

TEST(Pictures, DecodesJpeg) {
  const auto picture = decode_picture(jpeg_of(16, 8, 3, Bytes(16 * 8 * 3, 180)));
  ASSERT_TRUE(picture) << picture.error();
  EXPECT_EQ(picture->width, 16);
  EXPECT_EQ(picture->height, 8);
  for (const std::uint8_t pixel : picture->pixels) EXPECT_NEAR(pixel, 180, 2);
}

TEST(Pictures, RefusesWhatIsNoPicture) {
  EXPECT_REFUSED(decode_picture({}), "not a readable PNG or JPEG");
  EXPECT_REFUSED(decode_picture(as_bytes("GIF89a is another format altogether")),
                 "not a readable PNG or JPEG");
  EXPECT_REFUSED(decode_picture(Bytes(kMaxPictureBytes + 1)), "larger than 50 MB");
  // A header that claims more pixels than allowed is refused before anything is decoded.
  Bytes wide = grey_png(1);
  wide[18] = 0x40;  // width 16,384 + 4
  EXPECT_REFUSED(decode_picture(wide), "16388 x 4 pixels are too many");
  Bytes large = grey_png(1);
  large[18] = 0x20;
  large[22] = 0x20;  // 8,196 × 8,196
  EXPECT_REFUSED(decode_picture(large), "8196 x 8196 pixels are too many");
  Bytes damaged = png_of(20, 20, 1, Bytes(400, 7));
  damaged[45] ^= 0xFF;
  EXPECT_REFUSED(decode_picture(damaged), "cannot be decoded");
}

TEST(Pictures, SurvivesBrokenFiles) {
  Bytes pixels(12 * 10 * 3);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 37);
  const auto read = [](const Bytes& bytes) { return decode_picture(bytes); };
  expect_survives_changes(png_of(12, 10, 3, pixels), read);
  expect_survives_changes(jpeg_of(12, 10, 3, pixels), read);
  for (const Bytes& file : {png_of(12, 10, 3, pixels), jpeg_of(12, 10, 3, pixels)}) {
    int refused = 0;
    for (std::size_t length = 0; length < file.size();
         ++length) {  // the end may be missing: decoders are lenient there
      if (!decode_picture(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)))) ++refused;
    }
    EXPECT_GT(refused, 30);
  }
}

TEST(Pictures, SubfoldersAreClassesInTheOrderOfTheirNames) {
  const TempFolder folder;
  for (int i = 0; i < 13; ++i) {
    const std::string number = std::to_string(100 + i);
    put(folder / ("zebra/" + number + ".png"), grey_png(10 + i));
    put(folder / ("cat/" + number + (i % 2 == 0 ? ".PNG" : ".png")), grey_png(100 + i));
  }
  put(folder / "empty/notes.txt", {1});
  put(folder / "cat/.hidden.png", grey_png(1));
  put(folder / "cat/notes/1.txt", {1});
  const auto pictures = load_pictures(folder.path());
  ASSERT_TRUE(pictures) << pictures.error();
  const TrainTest& data = pictures->data;
  EXPECT_EQ(data.name, folder.path().filename().string() + "/");
  EXPECT_EQ(data.class_names, (std::vector<std::string>{"cat", "zebra"}));
  EXPECT_TRUE(pictures->left_out.empty());
  EXPECT_EQ(centre_pixels(data.train),
            (std::vector<int>{100, 101, 102, 103, 104, 106, 107, 108, 109, 110, 112,  //
                              10,  11,  12,  13,  14,  16,  17,  18,  19,  20,  22}));
  EXPECT_EQ(centre_pixels(data.test), (std::vector<int>{105, 111, 15, 21}));
  EXPECT_EQ(data.test.labels, (Bytes{0, 0, 1, 1}));
  EXPECT_EQ(std::count(data.train.labels.begin(), data.train.labels.end(), 1), 11);
  EXPECT_EQ(data.train.images.size(), data.train.labels.size() * kPixels);
}

TEST(Pictures, AFolderOfPicturesIsOneClass) {
  const TempFolder folder;
  for (int i = 0; i < 6; ++i)
    put(folder / ("faces/" + std::to_string(i) + ".jpg"), jpeg_of(8, 8, 1, Bytes(64, 200)));
  for (const char* spelling : {"faces", "faces/", "faces/."}) {
    const auto pictures = load_pictures(folder.path().string() + "/" + spelling);
    ASSERT_TRUE(pictures) << pictures.error();
    EXPECT_EQ(pictures->data.class_names, (std::vector<std::string>{"faces"})) << spelling;
    EXPECT_EQ(pictures->data.name, "faces/") << spelling;
    EXPECT_EQ(pictures->data.train.size(), 5);
    EXPECT_EQ(pictures->data.test.size(), 1);
  }
}

TEST(Pictures, ALightBackgroundIsMadeDarkUnlessItIsToBeKept) {
  const TempFolder folder;
  for (int i = 0; i < 3; ++i) put(folder / ("a/" + std::to_string(i) + ".png"), grey_png(240 + i));
  const auto pictures = load_pictures(folder.path());
  ASSERT_TRUE(pictures) << pictures.error();
  EXPECT_EQ(centre_pixels(pictures->data.train), (std::vector<int>{15, 14}));
  EXPECT_EQ(pictures->data.train.background, Background::inverted);
  const auto kept = load_pictures(folder.path(), true);
  EXPECT_EQ(centre_pixels(kept->data.train), (std::vector<int>{240, 241}));
  EXPECT_EQ(kept->data.train.background, Background::light);
}

TEST(Pictures, SmallClassesGiveTheirLastToTheTest) {
  const TempFolder folder;
  for (int i = 0; i < 2; ++i) put(folder / ("a/" + std::to_string(i) + ".png"), grey_png(i + 1));
  for (int i = 0; i < 5; ++i) put(folder / ("b/" + std::to_string(i) + ".png"), grey_png(i + 11));
  put(folder / "c/0.png", grey_png(21));
  const auto pictures = load_pictures(folder.path());
  ASSERT_TRUE(pictures) << pictures.error();
  EXPECT_EQ(centre_pixels(pictures->data.train), (std::vector<int>{1, 11, 12, 13, 14, 21}));
  EXPECT_EQ(centre_pixels(pictures->data.test), (std::vector<int>{2, 15}));
  EXPECT_EQ(pictures->data.train.labels, (Bytes{0, 1, 1, 1, 1, 2}));
}

TEST(Pictures, NamesWhatIsLeftOut) {
  const TempFolder folder;
  for (int i = 0; i < 3; ++i) put(folder / ("a/" + std::to_string(i) + ".png"), grey_png(i + 1));
  put(folder / "a/broken.png", {1, 2, 3});
  put(folder / "stray.jpg", grey_png(9));
  fs::create_symlink("nowhere.png", folder / "a/dangling.png");
  ASSERT_EQ(mkfifo((folder / "a/pipe.png").c_str(), 0600), 0);
  put(folder / "a/deeper/below/1.png", grey_png(9));
  put(folder / "a/drawings/1.txt", {1});
  put(folder / "a/.hidden/1.png", grey_png(9));
  put(folder / "b/train/1.PNG", grey_png(9));
  const auto pictures = load_pictures(folder.path());
  ASSERT_TRUE(pictures) << pictures.error();
  ASSERT_EQ(pictures->left_out.size(), 6U);
  const std::string too_deep = ": its pictures lie too deep; those of a class lie in one folder";
  EXPECT_EQ(pictures->left_out[0], (folder / "a/deeper").string() + too_deep);
  EXPECT_EQ(pictures->left_out[1], (folder / "b/train").string() + too_deep);
  EXPECT_EQ(pictures->left_out[2],
            (folder / "stray.jpg").string() + ": lies beside the folders of the classes");
  EXPECT_NE(pictures->left_out[3].find("a/broken.png: not a readable PNG or JPEG"), std::string::npos);
  EXPECT_NE(pictures->left_out[4].find("a/dangling.png: cannot be opened"), std::string::npos);
  EXPECT_NE(pictures->left_out[5].find("a/pipe.png: not a file but a pipe"), std::string::npos);
  EXPECT_EQ(pictures->data.train.size() + pictures->data.test.size(), 3);
}

TEST(Pictures, RefusesFoldersThatMakeNoDataset) {
  const TempFolder folder;
  EXPECT_REFUSED(load_pictures(folder / "absent"), "absent: there is no such folder");
  EXPECT_REFUSED(load_pictures(folder.path()), "no readable PNG or JPEG picture in it");
  put(folder / "a/broken.png", {1, 2, 3});
  EXPECT_REFUSED(load_pictures(folder.path()), "(the first problem: ");
  put(folder / "a/fine.png", grey_png(1));
  put(folder / "b/fine.png", grey_png(1));
  EXPECT_REFUSED(load_pictures(folder.path()), "at least one class must have two pictures");
  for (int i = 0; i < 257; ++i) put(folder / ("many/" + std::to_string(i) + "/x.png"), grey_png(1));
  EXPECT_REFUSED(load_pictures(folder / "many"), "257 classes, 256 at most");
}

}  // namespace
}  // namespace bottleneck
