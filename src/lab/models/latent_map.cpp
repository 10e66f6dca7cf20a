#include "lab/models/latent_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/rng.h"

namespace bottleneck {
namespace {

constexpr std::uint64_t kPaintingOrder = 13;  // a seed
constexpr double kOutside = 0.002;            // of the points, at each side of the box that is seen at first
constexpr float kMargin = 0.04F;              // around the rest, of its side
constexpr float kHeightOfClasses = 0.6F;      // of a code with one number: of its range, from first to last
constexpr int kMostCells = 256;               // of the grid, in either direction
constexpr float kPointsPerCell = 2;

std::size_t as_size(int n) {
  return static_cast<std::size_t>(n);
}

float product(std::span<const float> a, std::span<const float> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0F);
}

// The variance of each unit, as the components' are.
std::vector<float> unit_variances(const CodeLibrary& codes, std::span<const float> mean) {
  std::vector<double> sums(mean.size());
  for (std::size_t i = 0; i < codes.codes.size(); ++i) {
    const double away = double{codes.codes[i]} - mean[i % mean.size()];
    sums[i % mean.size()] += away * away;
  }
  std::vector<float> variances;
  for (const double sum : sums) variances.push_back(static_cast<float>(sum / std::max(1, codes.size() - 1)));
  return variances;
}

void set_axes(LatentMap& map, const PrincipalComponents& components) {
  map.origin = components.mean;
  const std::size_t width = as_size(map.width);
  std::vector<float> variances = components.variances;
  for (std::size_t axis = 0; axis < 2; ++axis) map.directions[axis].assign(width, 0);
  if (map.axes == MapAxes::components) {
    for (std::size_t axis = 0; axis < 2; ++axis)
      std::copy_n(components.components.begin() + static_cast<std::ptrdiff_t>(axis * width), width,
                  map.directions[axis].begin());
  } else {
    variances = unit_variances(*map.codes, components.mean);
    // One number alone has no second direction.
    for (std::size_t axis = 0; axis < std::min<std::size_t>(2, width); ++axis) {
      const std::size_t unit = as_size(map.units[axis]);
      map.directions[axis][unit] = 1;
      map.origin[unit] = 0;
    }
  }
  const float all = std::accumulate(variances.begin(), variances.end(), 0.0F);
  for (const float variance : variances) map.shares.push_back(all > 0 ? variance / all : 0);
  const bool is_twice = map.units[0] == map.units[1];
  map.share_seen = map.shares[as_size(map.units[0])];
  if (!is_twice) map.share_seen += map.shares[as_size(map.units[1])];
}

void place_points(LatentMap& map) {
  const std::size_t count = map.codes->labels.size();
  map.images.resize(count);
  std::iota(map.images.begin(), map.images.end(), 0U);
  Rng rng(kPaintingOrder);
  rng.shuffle(std::span(map.images));
  map.ranks.resize(count);
  map.points.resize(count);
  for (std::uint32_t rank = 0; rank < count; ++rank) {
    map.ranks[map.images[rank]] = rank;
    map.points[rank] = place_of(map, map.codes->code(map.images[rank]));
  }
  if (map.width > 1) return;
  const auto [low, high] = std::ranges::minmax(map.points, {}, &MapPoint::x);
  const float classes = *std::ranges::max_element(map.codes->labels) + 1.0F;
  const float step = (high.x - low.x) * kHeightOfClasses / classes;
  for (std::uint32_t rank = 0; rank < count; ++rank)
    map.points[rank].y =
        step * ((classes - 1) / 2 - static_cast<float>(map.label_at(rank)) + rng.uniform(-0.35F, 0.35F));
}

// The value that so many of the others are below.
float value_at(std::vector<float>& values, std::size_t place) {
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(place);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

std::vector<float> along(std::span<const MapPoint> points, float MapPoint::* axis) {
  std::vector<float> values;
  values.reserve(points.size());
  for (const MapPoint& point : points) values.push_back(point.*axis);
  return values;
}

MapBox box_of(std::span<const MapPoint> points, double outside) {
  MapBox box;
  for (float MapPoint::* axis : {&MapPoint::x, &MapPoint::y}) {
    std::vector<float> values = along(points, axis);
    const auto left_out = static_cast<std::size_t>(outside * static_cast<double>(values.size()));
    const float low = value_at(values, left_out);
    const float high = value_at(values, values.size() - 1 - left_out);
    // Where all are the same there is a box around them.
    const float margin = std::max((high - low) * kMargin, std::max(std::abs(high), 1.0F) * 1e-3F);
    box.low.*axis = low - margin;
    box.high.*axis = high + margin;
  }
  return box;
}

void find_centres(LatentMap& map) {
  std::vector<std::vector<MapPoint>> of_class;
  for (std::uint32_t rank = 0; rank < map.points.size(); ++rank) {
    const std::size_t label = as_size(map.label_at(rank));
    if (label >= of_class.size()) of_class.resize(label + 1);
    of_class[label].push_back(map.points[rank]);
  }
  for (const std::vector<MapPoint>& points : of_class) {
    std::optional<MapPoint>& centre = map.centres.emplace_back();
    if (points.empty()) continue;
    std::vector<float> x = along(points, &MapPoint::x);
    std::vector<float> y = along(points, &MapPoint::y);
    const std::size_t middle = (points.size() - 1) / 2;
    centre = MapPoint{value_at(x, middle), value_at(y, middle)};
  }
}

// --- the grid

int cell_along(float value, float low, float high, int cells) {
  return std::clamp(static_cast<int>((value - low) / (high - low) * static_cast<float>(cells)), 0, cells - 1);
}
int column_of(const MapGrid& grid, float x) {
  return cell_along(x, grid.box.low.x, grid.box.high.x, grid.columns);
}
int row_of(const MapGrid& grid, float y) {
  return cell_along(y, grid.box.low.y, grid.box.high.y, grid.rows);
}
std::size_t cell_of(const MapGrid& grid, int column, int row) {
  return as_size(row * grid.columns + column);
}

MapGrid make_grid(std::span<const MapPoint> points) {
  MapGrid grid;
  grid.box = box_of(points, 0);
  const auto count = static_cast<float>(points.size());
  grid.columns = grid.rows = std::clamp(static_cast<int>(std::sqrt(count / kPointsPerCell)), 1, kMostCells);
  grid.begins.assign(as_size(grid.columns * grid.rows) + 1, 0);
  const auto cell = [&](const MapPoint& point) {
    return cell_of(grid, column_of(grid, point.x), row_of(grid, point.y));
  };
  for (const MapPoint& point : points) ++grid.begins[cell(point) + 1];
  std::partial_sum(grid.begins.begin(), grid.begins.end(), grid.begins.begin());
  std::vector<std::uint32_t> next(grid.begins.begin(), grid.begins.end() - 1);
  grid.points.resize(points.size());
  for (std::uint32_t rank = 0; rank < points.size(); ++rank) grid.points[next[cell(points[rank])]++] = rank;
  return grid;
}

// Calls visit(ranks of the points in a cell) for every cell that the box touches.
template <class Visit>
void visit_cells(const MapGrid& grid, const MapBox& box, const Visit& visit) {
  if (box.high.x < grid.box.low.x || box.low.x > grid.box.high.x || box.high.y < grid.box.low.y ||
      box.low.y > grid.box.high.y)
    return;
  for (int row = row_of(grid, box.low.y); row <= row_of(grid, box.high.y); ++row) {
    for (int column = column_of(grid, box.low.x); column <= column_of(grid, box.high.x); ++column) {
      const std::size_t cell = cell_of(grid, column, row);
      visit(std::span(grid.points).subspan(grid.begins[cell], grid.begins[cell + 1] - grid.begins[cell]));
    }
  }
}

bool lies_in(const MapBox& box, const MapPoint& point) {
  return point.x >= box.low.x && point.x <= box.high.x && point.y >= box.low.y && point.y <= box.high.y;
}

float square(float value) {
  return value * value;
}

}  // namespace

std::shared_ptr<const LatentMap> make_latent_map(std::shared_ptr<const CodeLibrary> codes,
                                                 const PrincipalComponents& components, MapAxes axes,
                                                 std::array<int, 2> units) {
  auto map = std::make_shared<LatentMap>();
  map->codes = std::move(codes);
  map->width = map->codes->references.width;
  // One or two numbers are seen as they are.
  const bool is_whole = map->width <= 2;
  map->axes = is_whole ? MapAxes::units : axes;
  map->units =
      map->axes == MapAxes::components || is_whole ? std::array{0, std::min(1, map->width - 1)} : units;
  set_axes(*map, components);
  place_points(*map);
  find_centres(*map);
  map->box = box_of(map->points, kOutside);
  map->grid = make_grid(map->points);
  return map;
}

MapPoint place_of(const LatentMap& map, std::span<const float> code) {
  const auto along_axis = [&](const std::vector<float>& direction) {
    return product(code, direction) - product(map.origin, direction);
  };
  return {along_axis(map.directions[0]), along_axis(map.directions[1])};
}

MapPoint place_of_image(const LatentMap& map, int image) {
  return map.points[map.ranks[as_size(image)]];
}

std::vector<float> code_at(const LatentMap& map, MapPoint place, bool is_positive) {
  std::vector<float> code = map.origin;
  for (std::size_t unit = 0; unit < code.size(); ++unit) {
    code[unit] += place.x * map.directions[0][unit] + place.y * map.directions[1][unit];
    if (is_positive) code[unit] = std::max(code[unit], 0.0F);
  }
  return code;
}

std::optional<std::uint32_t> nearest_point(const LatentMap& map, MapPoint place, float radius, int label) {
  std::optional<std::uint32_t> nearest;
  float least = square(radius);
  const auto look = [&](std::span<const std::uint32_t> ranks) {
    for (const std::uint32_t rank : ranks) {
      const MapPoint& point = map.points[rank];
      const float distance = square(point.x - place.x) + square(point.y - place.y);
      if (distance >= least || (label >= 0 && map.label_at(rank) != label)) continue;
      least = distance;
      nearest = rank;
    }
  };
  // In ever larger boxes, until no point out of the box can be nearer than the one that is found.
  const float cell = map.grid.box.width() / static_cast<float>(map.grid.columns);
  for (float reach = std::min(cell, radius);; reach = std::min(2 * reach, radius)) {
    visit_cells(map.grid, {{place.x - reach, place.y - reach}, {place.x + reach, place.y + reach}}, look);
    if (reach >= radius || (nearest && least <= square(reach))) break;
  }
  return nearest;
}

std::optional<std::vector<std::uint32_t>> points_in(const LatentMap& map, const MapBox& box,
                                                    std::size_t most) {
  std::vector<std::uint32_t> found;
  visit_cells(map.grid, box, [&](std::span<const std::uint32_t> ranks) {
    if (found.size() > most) return;
    for (const std::uint32_t rank : ranks) {
      if (lies_in(box, map.points[rank])) found.push_back(rank);
    }
  });
  if (found.size() > most) return std::nullopt;
  std::ranges::sort(found);
  return found;
}

}  // namespace bottleneck
