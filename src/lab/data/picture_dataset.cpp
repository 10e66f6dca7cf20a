#include "lab/data/picture_dataset.h"

#include <cstddef>
#include <utility>

#include "core/background.h"
#include "lab/data/picture_classes.h"

namespace bottleneck {
namespace {

bool are_mostly_light(std::span<const FittedClass> classes) {
  std::size_t count = 0;
  std::size_t light = 0;
  for (const FittedClass& one : classes) {
    for (const FittedPicture& picture : one.pictures) {
      ++count;
      light += has_light_background(picture.image, picture.fit) ? 1 : 0;
    }
  }
  return 2 * light > count;
}

}  // namespace

FittedPicture fit_picture(std::span<const std::uint8_t> grey, int width, int height) {
  return {.image = resize_to_image(grey, width, height), .fit = fit_in_image(width, height)};
}

TrainTest dataset_of_pictures(std::vector<FittedClass> classes, bool keeps_background) {
  const Background background = !are_mostly_light(classes) ? Background::dark
                                : keeps_background         ? Background::light
                                                           : Background::inverted;
  TrainTest data;
  data.train.background = data.test.background = background;
  for (FittedClass& one : classes) {
    std::vector<Image> images;
    for (FittedPicture& picture : std::exchange(one.pictures, {})) {
      if (background == Background::inverted) invert(picture.image, picture.fit);
      images.push_back(picture.image);
    }
    add_picture_class(data, std::move(one.name), images);
  }
  return data;
}

}  // namespace bottleneck
