#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "lab/models/inference.h"
#include "lab/session/queries.h"
#include "ui/map/cards.h"

namespace bottleneck {
namespace {

constexpr float kPictureSide = 28;         // CSS pixels
constexpr std::size_t kMostPoints = 4000;  // in the window: of more, pictures would be of few
constexpr std::size_t kNewAFrame = 24;     // pictures that are decoded or copied

// Where pictures lie, in squares as large as one: what overlaps another lies in its square or beside it.
class Occupied {
 public:
  explicit Occupied(const Rect& window)
      : columns_(static_cast<int>(window.width / kPictureSide) + 3),
        rows_(static_cast<int>(window.height / kPictureSide) + 3),
        places_(static_cast<std::size_t>(columns_ * rows_)) {}

  // place: from the window's upper left corner. False: there is one in the way.
  bool take(MapPoint place) {
    const int column = static_cast<int>(std::floor(place.x / kPictureSide)) + 1;
    const int row = static_cast<int>(std::floor(place.y / kPictureSide)) + 1;
    for (int y = std::max(row - 1, 0); y <= std::min(row + 1, rows_ - 1); ++y) {
      for (int x = std::max(column - 1, 0); x <= std::min(column + 1, columns_ - 1); ++x) {
        const std::optional<MapPoint>& other = at(x, y);
        if (other && std::abs(other->x - place.x) < kPictureSide + 1 &&
            std::abs(other->y - place.y) < kPictureSide + 1)
          return false;
      }
    }
    at(std::clamp(column, 0, columns_ - 1), std::clamp(row, 0, rows_ - 1)) = place;
    return true;
  }

 private:
  std::optional<MapPoint>& at(int column, int row) {
    return places_[static_cast<std::size_t>(row * columns_ + column)];
  }

  int columns_;
  int rows_;
  std::vector<std::optional<MapPoint>> places_;
};

// Decodes all that are new at once: that is what the network is quick at.
void give_pictures(const Session& session, MapLook& look, std::span<const std::uint32_t> images,
                   const Dataset* dataset) {
  if (!look.pictures.is_prepared()) look.pictures.prepare(PicturePlaces::kRoom);
  const MapState& state = session.map;
  std::vector<float> pixels;
  if (!dataset) {
    std::vector<float> codes;
    for (const std::uint32_t image : images) {
      const auto code = state.codes->code(image);
      codes.insert(codes.end(), code.begin(), code.end());
    }
    pixels.resize(images.size() * kPixels);
    decode(*state.model, codes, pixels);
  }
  for (std::size_t i = 0; i < images.size(); ++i) {
    Image image;
    if (dataset) {
      std::ranges::copy(dataset->image(static_cast<int>(images[i])), image.begin());
    } else {
      image = to_image(std::span(pixels).subspan(i * kPixels, kPixels));
    }
    look.pictures.put(look.places.take(images[i]), image);
  }
}

}  // namespace

void draw_map_pictures(const Panel& panel, const Rect& window, const MapScale& scale) {
  const Session& session = panel.session;
  const LatentMap& map = *session.map.map;
  MapLook& look = panel.view.map;
  const MapPoint half{window.width / 2, window.height / 2};
  const MapPoint low = scale.to_map({-half.x - kPictureSide / 2, half.y + kPictureSide / 2});
  const MapPoint high = scale.to_map({half.x + kPictureSide / 2, -half.y - kPictureSide / 2});
  const auto seen = points_in(map, {low, high}, kMostPoints);
  if (!seen) return;

  // The first in the order of painting have a picture: the same ones wherever the map is dragged to, nearly.
  Occupied occupied(window);
  std::vector<std::uint32_t> images;
  std::vector<MapPoint> places;
  const int alone = session.choices.map.label;
  for (const std::uint32_t rank : *seen) {
    if (alone >= 0 && map.label_at(rank) != alone) continue;
    const MapPoint place = scale.to_window(map.points[rank]);
    if (images.size() == PicturePlaces::kRoom || !occupied.take({place.x + half.x, place.y + half.y}))
      continue;
    images.push_back(map.images[rank]);
    places.push_back(place);
  }

  const auto dataset = code_images(session, chosen_entry(session));
  if (look.pictured != session.map.codes || look.pictures_of != dataset) look.places.clear();
  look.pictured = session.map.codes;
  look.pictures_of = dataset;
  std::vector<std::uint32_t> missing = look.places.missing(images);
  if (missing.size() > kNewAFrame) {
    missing.resize(kNewAFrame);
    panel.view.wants_frame = true;
  }
  give_pictures(session, look, missing, dataset.get());

  const Palette& palette = panel.palette();
  std::vector<PictureSheet::Stamp> stamps;
  for (std::size_t i = 0; i < images.size(); ++i) {
    const auto sheet_place = look.places.find(images[i]);
    if (!sheet_place) continue;
    const Rect square{snap(*panel.look, window.middle_x() + places[i].x - kPictureSide / 2),
                      snap(*panel.look, window.middle_y() + places[i].y - kPictureSide / 2), kPictureSide,
                      kPictureSide};
    fill_rect(panel, square.inset(-2), class_colour(palette, session.map.codes->labels[images[i]]), 2);
    fill_rect(panel, square, palette.tile);
    stamps.push_back({.square = square, .place = *sheet_place, .ink = palette.tile_ink});
  }
  look.pictures.draw(panel, stamps);
}

}  // namespace bottleneck
