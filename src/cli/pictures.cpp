#include "cli/pictures.h"

#include <algorithm>
#include <memory>

#define STBI_NO_STDIO
#include <stb/stb_image.h>

#include "cli/files.h"
#include "formats/jpeg_check.h"
#include "formats/png_check.h"
#include "lab/data/picture_classes.h"
#include "lab/data/picture_dataset.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

struct FreePixels {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

// The luma of one pixel of `channels` bytes: grey, grey and alpha, RGB, or RGB and alpha.
std::uint8_t luma(const stbi_uc* pixel, int channels) {
  const unsigned grey =
      channels < 3 ? pixel[0] : (299U * pixel[0] + 587U * pixel[1] + 114U * pixel[2] + 500U) / 1000U;
  const bool has_alpha = channels == 2 || channels == 4;
  return static_cast<std::uint8_t>(has_alpha ? (grey * pixel[channels - 1] + 127U) / 255U : grey);
}

// The folder's own name, however it was written ("faces", "faces/", "."). Empty for the root of the file
// system.
std::string folder_name(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

struct Listing {
  std::vector<std::string> pictures;  // names
  std::vector<std::string> folders;
};

Result<Listing> list(const fs::path& folder) {
  std::error_code problem;
  Listing listing;
  for (fs::directory_iterator it(folder, problem); !problem && it != fs::directory_iterator();
       it.increment(problem)) {
    std::string name = it->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code unreadable;
    if (it->is_directory(unreadable)) {
      listing.folders.push_back(std::move(name));
    } else if (is_picture_name(name)) {
      listing.pictures.push_back(std::move(name));
    }
  }
  if (problem) return Error{folder.string() + ": cannot be listed (" + problem.message() + ")"};
  // The system lists in any order; of several problems the same one is to be told everywhere.
  std::ranges::sort(listing.folders);
  return listing;
}

// Whether a picture lies in a folder or anywhere below it, as far as it can be listed.
bool holds_pictures(const fs::path& folder) {
  std::error_code problem;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(folder, kOptions, problem), end; !problem && it != end;
       it.increment(problem)) {
    std::error_code unreadable;
    const std::string name = it->path().filename().string();
    const bool is_hidden = name.starts_with('.');
    if (is_hidden) it.disable_recursion_pending();
    if (!is_hidden && is_picture_name(name) && !it->is_directory(unreadable)) return true;
  }
  return false;
}

// The paths of all pictures in a folder and its subfolders, from there on. One path stands for all pictures
// of a deeper folder, which may be many and are not used.
Result<std::vector<std::string>> find_pictures(const fs::path& folder) {
  auto top = list(folder);
  if (!top) return Error{top.error()};
  std::vector<std::string> paths = std::move(top->pictures);
  for (const std::string& subfolder : top->folders) {
    const auto inside = list(folder / subfolder);
    if (!inside) return Error{inside.error()};
    const std::string within = subfolder + "/";
    for (const std::string& name : inside->pictures) paths.push_back(within + name);
    for (const std::string& deeper : inside->folders) {
      if (holds_pictures(folder / subfolder / deeper)) paths.push_back((within + deeper).append("/…"));
    }
  }
  return paths;
}

Status check_size(std::uint64_t width, std::uint64_t height) {
  const bool is_bounded =
      width <= kMaxPictureSide && height <= kMaxPictureSide && width * height <= kMaxPicturePixels;
  if (is_bounded) return Done{};
  return Error{std::to_string(width) + " x " + std::to_string(height) + " pixels are too many"};
}

std::vector<std::string> left_out_in_words(const fs::path& folder, const PictureClasses& found,
                                           const std::vector<std::string>& paths) {
  std::vector<std::string> left_out;
  for (const std::string& deeper : found.too_deep)
    left_out.push_back((folder / deeper).string() +
                       ": its pictures lie too deep; those of a class lie in one folder");
  for (const std::size_t stray : found.stray)
    left_out.push_back((folder / paths[stray]).string() + ": lies beside the folders of the classes");
  return left_out;
}

}  // namespace

Result<GreyPicture> decode_picture(ByteView file) {
  if (file.size() > kMaxPictureBytes) return Error{"the file is larger than 50 MB"};
  Bytes sound;  // what stands in for `file` where the decoder could lose its place in it
  if (is_jpeg(file)) {
    const auto head = check_jpeg(file);
    if (!head) return Error{head.error()};
    auto bounded =
        check_size(static_cast<std::uint64_t>(head->width), static_cast<std::uint64_t>(head->height));
    if (!bounded) return Error{bounded.error()};
    if (head->has_fill_bytes) file = sound = without_fill_bytes(file);
  } else if (is_png(file)) {
    const auto head = check_png(file);
    if (!head) return Error{head.error()};
    auto bounded = check_size(head->width, head->height);
    if (bounded) bounded = check_png_data(*head);
    if (!bounded) return Error{bounded.error()};
  } else {
    return Error{"not a readable PNG or JPEG (it begins as neither does)"};
  }
  int width = 0;
  int height = 0;
  int channels = 0;
  const std::unique_ptr<stbi_uc, FreePixels> pixels(
      stbi_load_from_memory(file.data(), static_cast<int>(file.size()), &width, &height, &channels, 0));
  if (!pixels) return Error{std::string("cannot be decoded (") + stbi_failure_reason() + ")"};

  GreyPicture picture{width, height,
                      Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    picture.pixels[i] = luma(pixels.get() + i * static_cast<std::size_t>(channels), channels);
  }
  return picture;
}

namespace {

Result<FittedPicture> read_picture(const fs::path& path) {
  const auto bytes = read_regular_file(path, kMaxPictureBytes);
  if (!bytes) return Error{bytes.error()};
  const auto picture = decode_picture(*bytes);
  if (!picture) return Error{path.string() + ": " + picture.error()};
  return fit_picture(picture->pixels, picture->width, picture->height);
}

}  // namespace

Result<PictureFolder> load_pictures(const fs::path& folder, bool keeps_background) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return Error{folder.string() + ": there is no such folder"};
  const auto paths = find_pictures(folder);
  if (!paths) return Error{paths.error()};
  const PictureClasses classes = find_picture_classes(*paths, folder_name(folder));
  if (classes.classes.size() > kMostPictureClasses) {
    return Error{folder.string() + ": " + std::to_string(classes.classes.size()) +
                 " classes, 256 at most are possible"};
  }
  std::size_t found = 0;
  for (const PictureClass& one : classes.classes) found += one.pictures.size();
  if (found > kMaxPictures) {
    return Error{folder.string() + ": " + std::to_string(found) + " pictures, " +
                 std::to_string(kMaxPictures) + " at most are read"};
  }

  PictureFolder result;
  result.left_out = left_out_in_words(folder, classes, *paths);
  std::vector<FittedClass> fitted;
  for (const PictureClass& one : classes.classes) {
    FittedClass& with_images = fitted.emplace_back(FittedClass{.name = one.name});
    for (const std::size_t place : one.pictures) {
      const auto picture = read_picture(folder / (*paths)[place]);
      if (picture) {
        with_images.pictures.push_back(*picture);
      } else {
        result.left_out.push_back(picture.error());
      }
    }
  }
  TrainTest& data = result.data;
  data = dataset_of_pictures(std::move(fitted), keeps_background);
  data.name = folder_name(folder) + "/";
  if (data.train.size() == 0) {
    const std::string why =
        result.left_out.empty() ? "" : " (the first problem: " + result.left_out.front() + ")";
    return Error{folder.string() + ": no readable PNG or JPEG picture in it" + why};
  }
  if (data.test.size() == 0) {
    return Error{folder.string() +
                 ": at least one class must have two pictures, one to train on and one to test with"};
  }
  return result;
}

}  // namespace bottleneck
