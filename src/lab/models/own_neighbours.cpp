#include "lab/models/own_neighbours.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace bottleneck {
namespace {

// order: as found in a list of the training images `found` with the drawings behind them.
std::vector<Near> in_order(std::span<const Neighbour> order, const std::vector<Near>& found,
                           const Dataset& drawings) {
  std::vector<Near> near;
  for (const Neighbour& one : order) {
    if (one.index < 0) continue;  // its code is beyond all measure
    const auto index = static_cast<std::size_t>(one.index);
    if (index < found.size()) {
      near.push_back(found[index]);
      continue;
    }
    const int own = one.index - static_cast<int>(found.size());
    Near& drawing = near.emplace_back(Near{.neighbour = {.index = own, .distance = one.distance},
                                           .label = drawings.labels[static_cast<std::size_t>(own)],
                                           .is_own = true});
    std::ranges::copy(drawings.image(own), drawing.picture.begin());
  }
  return near;
}

int wanted(const std::vector<Near>& found, const Dataset& drawings, int k) {
  return std::min(k, static_cast<int>(found.size()) + drawings.size());
}

}  // namespace

std::shared_ptr<const OwnCodes> own_codes(const std::shared_ptr<const OwnCodes>& before,
                                          const std::shared_ptr<const Autoencoder>& model,
                                          const std::shared_ptr<const Dataset>& drawings) {
  assert(model && drawings && drawings->size() > 0);
  const bool is_same_model = before && before->model == model;
  if (is_same_model && before->drawings == drawings) return before;
  const auto width = static_cast<std::size_t>(model->architecture.latent);
  const auto count = static_cast<std::size_t>(drawings->size());
  auto made = std::make_shared<OwnCodes>(
      OwnCodes{.model = model, .drawings = drawings, .codes = std::vector<float>(count * width)});
  for (std::size_t i = 0; i < count; ++i) {
    const auto image = drawings->image(static_cast<int>(i));
    const auto code = std::span(made->codes).subspan(i * width, width);
    const bool is_known = is_same_model && i < static_cast<std::size_t>(before->drawings->size()) &&
                          std::ranges::equal(before->drawings->image(static_cast<int>(i)), image);
    if (is_known) {
      std::ranges::copy(std::span(before->codes).subspan(i * width, width), code.begin());
    } else {
      std::array<float, kPixels> unit;
      to_unit(image, unit);
      encode(*model, unit, code);
    }
  }
  return made;
}

std::vector<Near> with_own_codes(const std::vector<Near>& found, const CodeLibrary& codes,
                                 const OwnCodes& own, std::span<const float> code, int k) {
  const std::size_t width = code.size();
  std::vector<float> both;
  both.reserve(found.size() * width + own.codes.size());
  for (const Near& near : found) {
    const auto row = codes.code(static_cast<std::size_t>(near.neighbour.index));
    both.insert(both.end(), row.begin(), row.end());
  }
  both.insert(both.end(), own.codes.begin(), own.codes.end());
  const CodeReferences references = prepare_codes(both, static_cast<int>(width));
  return in_order(nearest(references, code, wanted(found, *own.drawings, k)), found, *own.drawings);
}

std::vector<Near> with_own_pixels(const std::vector<Near>& found, const Dataset& training,
                                  const Dataset& drawings, const Image& image, int k) {
  std::vector<std::uint8_t> both;
  both.reserve(found.size() * kPixels + drawings.images.size());
  for (const Near& near : found) {
    const auto one = training.image(near.neighbour.index);
    both.insert(both.end(), one.begin(), one.end());
  }
  both.insert(both.end(), drawings.images.begin(), drawings.images.end());
  const PixelReferences references = prepare_pixels(both);
  std::vector<Neighbour> order = nearest_to_image(references, image, wanted(found, drawings, k));
  for (Neighbour& one : order) one.distance /= kWhite;
  return in_order(order, found, drawings);
}

}  // namespace bottleneck
