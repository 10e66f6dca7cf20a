#include "cli/pictures.h"

#include <algorithm>
#include <map>
#include <memory>

#define STBI_NO_STDIO
#include <stb/stb_image.h>

#include "cli/files.h"
#include "cli/jpeg_check.h"
#include "core/resize.h"

namespace bottleneck {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTestEvery = 6;  // one picture in six is tested on; of MNIST's it is one in seven

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

bool is_picture(const fs::path& path) {
  std::string ending = path.extension().string();
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg";
}

// The folder's own name, however it was written ("faces", "faces/", "."). Empty for the root of the file
// system.
std::string folder_name(const fs::path& folder) {
  const fs::path whole = fs::absolute(folder).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

struct Listing {
  std::vector<fs::path> pictures;
  std::vector<fs::path> folders;
};

Result<Listing> list(const fs::path& folder) {
  std::error_code problem;
  Listing listing;
  for (fs::directory_iterator it(folder, problem); !problem && it != fs::directory_iterator();
       it.increment(problem)) {
    const fs::path& path = it->path();
    if (path.filename().string().starts_with('.')) continue;
    std::error_code unreadable;
    if (it->is_directory(unreadable)) {
      listing.folders.push_back(path);
    } else if (is_picture(path)) {
      listing.pictures.push_back(path);
    }
  }
  if (problem) return Error{folder.string() + ": cannot be listed (" + problem.message() + ")"};
  // The system lists in any order; the bytes of the names give the same one everywhere.
  const auto by_name = [](const fs::path& a, const fs::path& b) {
    return a.filename().string() < b.filename().string();
  };
  std::sort(listing.pictures.begin(), listing.pictures.end(), by_name);
  std::sort(listing.folders.begin(), listing.folders.end(), by_name);
  return listing;
}

// Whether a picture lies in a folder or anywhere below it, as far as it can be listed.
bool holds_pictures(const fs::path& folder) {
  std::error_code problem;
  constexpr auto kOptions = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator it(folder, kOptions, problem), end; !problem && it != end;
       it.increment(problem)) {
    std::error_code unreadable;
    const bool is_hidden = it->path().filename().string().starts_with('.');
    if (is_hidden) it.disable_recursion_pending();
    if (!is_hidden && is_picture(it->path()) && !it->is_directory(unreadable)) return true;
  }
  return false;
}

struct PictureClass {
  std::string name;
  std::vector<fs::path> pictures;
};

// The classes of a folder, by the rule in the header; what lies beside class folders or deeper is put in
// `left_out`.
Result<std::vector<PictureClass>> find_classes(const fs::path& folder, std::vector<std::string>& left_out) {
  auto top = list(folder);
  if (!top) return Error{top.error()};
  std::vector<PictureClass> classes;
  for (const fs::path& subfolder : top->folders) {
    auto inside = list(subfolder);
    if (!inside) return Error{inside.error()};
    if (!inside->pictures.empty())
      classes.push_back({subfolder.filename().string(), std::move(inside->pictures)});
    for (const fs::path& deeper : inside->folders) {
      if (holds_pictures(deeper))
        left_out.push_back(deeper.string() +
                           ": its pictures lie too deep; those of a class lie in one folder");
    }
  }
  if (classes.empty() && !top->pictures.empty()) {
    classes.push_back({folder_name(folder), std::move(top->pictures)});
  } else {
    for (const fs::path& stray : top->pictures)
      left_out.push_back(stray.string() + ": lies beside the folders of the classes");
  }
  return classes;
}

void append(Dataset& dataset, const Image& image, std::size_t label) {
  dataset.images.insert(dataset.images.end(), image.begin(), image.end());
  dataset.labels.push_back(static_cast<std::uint8_t>(label));
}

}  // namespace

Result<GreyPicture> decode_picture(ByteView file) {
  if (file.size() > kMaxPictureBytes) return Error{"the file is larger than 50 MB"};
  if (file.size() >= 2 && file[0] == 0xFF && file[1] == 0xD8) {
    if (auto sound = check_jpeg_tables(file); !sound) return Error{sound.error()};
  }
  const auto length = static_cast<int>(file.size());
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(file.data(), length, &width, &height, &channels) == 0) {
    return Error{std::string("not a readable PNG or JPEG (") + stbi_failure_reason() + ")"};
  }
  if (width > kMaxPictureSide || height > kMaxPictureSide ||
      static_cast<std::size_t>(width) * static_cast<std::size_t>(height) > kMaxPicturePixels) {
    return Error{std::to_string(width) + " x " + std::to_string(height) + " pixels are too many"};
  }
  const std::unique_ptr<stbi_uc, FreePixels> pixels(
      stbi_load_from_memory(file.data(), length, &width, &height, &channels, 0));
  if (!pixels) return Error{std::string("cannot be decoded (") + stbi_failure_reason() + ")"};

  GreyPicture picture{width, height,
                      Bytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    picture.pixels[i] = luma(pixels.get() + i * static_cast<std::size_t>(channels), channels);
  }
  return picture;
}

Result<PictureFolder> load_pictures(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_directory(folder, ignored)) return Error{folder.string() + ": there is no such folder"};
  PictureFolder result;
  const auto classes = find_classes(folder, result.left_out);
  if (!classes) return Error{classes.error()};
  if (classes->size() > kMaxPictureClasses) {
    return Error{folder.string() + ": " + std::to_string(classes->size()) +
                 " classes, 256 at most are possible"};
  }
  std::size_t found = 0;
  for (const PictureClass& one : *classes) found += one.pictures.size();
  if (found > kMaxPictures) {
    return Error{folder.string() + ": " + std::to_string(found) + " pictures, " +
                 std::to_string(kMaxPictures) + " at most are read"};
  }

  TrainTest& data = result.data;
  data.name = folder_name(folder);
  for (std::size_t label = 0; label < classes->size(); ++label) {
    const PictureClass& one = (*classes)[label];
    std::vector<Image> images;
    for (const fs::path& path : one.pictures) {
      const auto bytes = read_file(path, kMaxPictureBytes);
      if (!bytes) {
        result.left_out.push_back(bytes.error());
        continue;
      }
      const auto picture = decode_picture(*bytes);
      if (!picture) {
        result.left_out.push_back(path.string() + ": " + picture.error());
        continue;
      }
      images.push_back(resize_to_image(picture->pixels, picture->width, picture->height));
    }
    data.class_names.push_back(one.name);
    for (std::size_t i = 0; i < images.size(); ++i) {
      const bool small_class = images.size() > 1 && images.size() < kTestEvery;
      const bool tested = small_class ? i + 1 == images.size() : i % kTestEvery == kTestEvery - 1;
      append(tested ? data.test : data.train, images[i], label);
    }
  }
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
