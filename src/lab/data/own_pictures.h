// The reader's own pictures: what is known of those that are on their way into the dataset "pictures", and of
// those that are there (lab/session/picture_import.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "formats/bytes.h"
#include "lab/data/picture_dataset.h"

namespace bottleneck {

inline constexpr std::size_t kMostOwnPictures = 20'000;  // at once: 16 MB as images

// A picture in grey: height × width bytes, row by row; both 1 to 65,536.
struct GreyView {
  int width = 0;
  int height = 0;
  ByteView pixels{};
};

// A picture that is not used, or a folder of them, and why, for the reader.
struct LeftOut {
  std::string path;
  std::string why;

  bool operator==(const LeftOut&) const = default;
};

// What there is to tell of pictures besides their images.
struct PictureReport {
  std::vector<LeftOut> left_out{};
  std::size_t given = 0;     // pictures in places where they can be used
  std::size_t too_many = 0;  // of these, beyond kMostOwnPictures: not taken
};

// Pictures on their way.
struct PictureImport {
  struct Item {
    std::size_t place = 0;  // in `paths`
    std::size_t label = 0;  // its class
    bool is_done = false;
    std::optional<FittedPicture> picture{};  // nothing once it is done: it could not be read
    std::string problem{};
  };

  std::vector<std::string> paths{};    // as they were given
  std::vector<std::string> classes{};  // their names
  std::vector<Item> items{};           // by class and name
  std::vector<std::size_t> item_of{};  // by place; items.size(): it is not taken
  std::size_t asked = 0;               // the first so many items have been asked for
  std::size_t done = 0;
  std::vector<std::string> beside{};  // paths of other files in their folders
  PictureReport report{};
};

struct OwnPictures {
  std::optional<PictureImport> under_way{};
  int number = 0;                      // of the import that was begun last; none is called 0
  std::vector<FittedClass> classes{};  // the pictures that are there, as they were given
  bool keeps_background = false;       // the dataset was made of them so
  PictureReport report{};              // of them
  std::string error{};                 // why the last ones that were given are not, for the reader
  bool picks_folder = false;           // the browser's folder chooser is to open; the platform takes it
};

}  // namespace bottleneck
