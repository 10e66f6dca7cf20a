#include "lab/models/reconstructed.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "formats/bytes.h"
#include "lab/models/inference.h"

namespace bottleneck {
namespace {

Bytes joined_images(std::span<const Image> images) {
  Bytes bytes;
  bytes.reserve(images.size() * kPixels);
  for (const Image& image : images) bytes.insert(bytes.end(), image.begin(), image.end());
  return bytes;
}

}  // namespace

std::vector<Image> reconstructions_of(const Autoencoder& model, std::span<const Image> images) {
  std::vector<float> pixels(images.size() * kPixels);
  decode(model, encode_bytes(model, joined_images(images)), pixels);
  std::vector<Image> made;
  for (std::size_t i = 0; i < images.size(); ++i)
    made.push_back(to_image(std::span(pixels).subspan(i * kPixels, kPixels)));
  return made;
}

bool bring_up_to_date(Reconstructed& shown, std::vector<Original> originals,
                      const std::vector<WantedRow>& rows) {
  bool has_changed = false;
  if (shown.originals != originals) {
    shown = {.originals = std::move(originals)};
    has_changed = true;
  }
  std::vector<Image> images;
  for (const Original& original : shown.originals) images.push_back(original.image);
  std::vector<ReconstructedRow> before = std::exchange(shown.rows, {});
  for (const auto& [name, model] : rows) {
    const auto known = std::ranges::find_if(
        before, [&](const ReconstructedRow& row) { return row.name == name && row.model == model; });
    if (known != before.end()) {
      shown.rows.push_back(std::move(*known));
      continue;
    }
    ReconstructedRow row{.name = name, .model = model};
    if (model && !images.empty()) {
      row.images = reconstructions_of(*model, images);
      row.errors = image_errors(*model, joined_images(images));
    }
    shown.rows.push_back(std::move(row));
    has_changed = true;
  }
  return has_changed || before.size() != rows.size();
}

std::vector<int> ranked(std::span<const ReconstructionError> errors, bool is_worst) {
  std::vector<int> images(errors.size());
  std::iota(images.begin(), images.end(), 0);
  std::ranges::sort(images, {}, [&](int image) {
    const double mse = errors[static_cast<std::size_t>(image)].mse;
    return std::pair(is_worst ? -mse : mse, image);
  });
  return images;
}

}  // namespace bottleneck
