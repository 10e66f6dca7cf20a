// The codes of a model's training images in two dimensions: along the two principal components that hold most
// of their spread, or along two of the code's own units. Both are linear, so that a place on the map is a
// code again, and a straight line stays one.
//
// K numbers a code, N codes. A code with one number alone lies along x; its class says how high.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/pca.h"
#include "lab/models/library.h"
#include "lab/models/map_view.h"

namespace bottleneck {

// Which of the points lie where, for questions about a place: the points of each cell, cell by cell.
struct MapGrid {
  MapBox box{};  // of all points
  int columns = 1;
  int rows = 1;
  std::vector<std::uint32_t> begins{};  // columns × rows + 1, into `points`
  std::vector<std::uint32_t> points{};  // ascending in each cell
};

struct LatentMap {
  std::shared_ptr<const CodeLibrary> codes{};
  MapAxes axes = MapAxes::components;
  std::array<int, 2> units{};  // those that are seen, of MapAxes::units
  int width = 0;               // K

  // place = directions · (code - origin), code = origin + place · directions.
  std::vector<float> origin{};                     // K
  std::array<std::vector<float>, 2> directions{};  // K each

  // In an order that is shuffled, always in the same way: no class is painted over another.
  std::vector<MapPoint> points{};       // N
  std::vector<std::uint32_t> images{};  // N, whose point each is
  std::vector<std::uint32_t> ranks{};   // N, where in `points` each image stands

  std::vector<std::optional<MapPoint>> centres{};  // of each class, the median; nothing where it has no image
  MapBox box{};                                    // what is seen of it at first: nearly all
  MapGrid grid{};

  // Of the codes' variance, what each component, or each unit, has; and both that are seen together.
  std::vector<float> shares{};  // K
  float share_seen = 0;

  int size() const { return static_cast<int>(points.size()); }
  int label_at(std::uint32_t rank) const { return codes->labels[images[rank]]; }
};

// components: all K of them. units: of the code, each below K; not looked at for components. Where K is at
// most 2, the map is of the units in any case.
std::shared_ptr<const LatentMap> make_latent_map(std::shared_ptr<const CodeLibrary> codes,
                                                 const PrincipalComponents& components, MapAxes axes,
                                                 std::array<int, 2> units);

// Of a code with one number: at the middle height.
MapPoint place_of(const LatentMap& map, std::span<const float> code);
MapPoint place_of_image(const LatentMap& map, int image);

// The code of a place: what the map does not show is as in the mean of all codes. is_positive: the code's
// units cannot be negative, so what would be is 0.
std::vector<float> code_at(const LatentMap& map, MapPoint place, bool is_positive);

// The rank of the point of that class (-1: of any) that is nearest to a place, if it is nearer than `radius`,
// in the map's units.
std::optional<std::uint32_t> nearest_point(const LatentMap& map, MapPoint place, float radius, int label);

// The ranks of all points in the box, ascending; nothing where there are more than `most`.
std::optional<std::vector<std::uint32_t>> points_in(const LatentMap& map, const MapBox& box,
                                                    std::size_t most);

}  // namespace bottleneck
