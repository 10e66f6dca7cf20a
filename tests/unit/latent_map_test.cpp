#include "lab/models/latent_map.h"

#include <cmath>
#include <numeric>
#include <set>

#include "core/rng.h"
#include "unit/map_reference.h"

namespace bottleneck {
namespace {

TEST(LatentMap, AgreesWithNumPy) {
  const nlohmann::json& small = map_reference()["small"];
  const auto map = map_of(small_codes());
  ASSERT_EQ(map->size(), 200);
  for (int image = 0; image < map->size(); ++image) {
    const auto at = static_cast<std::size_t>(image) * 2;
    const MapPoint place = place_of_image(*map, image);
    EXPECT_NEAR(place.x, small["places"][at].get<double>(), 1e-4);
    EXPECT_NEAR(place.y, small["places"][at + 1].get<double>(), 1e-4);
    const MapPoint projected = place_of(*map, map->codes->code(static_cast<std::size_t>(image)));
    EXPECT_FLOAT_EQ(projected.x, place.x);
    EXPECT_FLOAT_EQ(projected.y, place.y);
  }
  for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(map->shares[i], small["shares"][i].get<double>(), 1e-5);
  EXPECT_NEAR(map->share_seen, map->shares[0] + map->shares[1], 1e-6);
}

TEST(LatentMap, ComponentsAddUpInAnyPieces) {
  const auto codes = small_codes();
  PrincipalFit pieces(5);
  for (std::size_t first = 0; first < codes->codes.size(); first += 35)
    pieces.add(
        std::span(codes->codes).subspan(first, std::min<std::size_t>(35, codes->codes.size() - first)));
  pieces.add({});
  const PrincipalComponents whole = components_of(*codes);
  const PrincipalComponents parts = pieces.components(5);
  for (std::size_t i = 0; i < whole.components.size(); ++i)
    EXPECT_NEAR(parts.components[i], whole.components[i], 1e-5);
}

TEST(LatentMap, GoesBackToCodes) {
  const auto map = map_of(small_codes());
  const PrincipalComponents components = components_of(*map->codes);
  const std::vector<float> middle = code_at(*map, {0, 0}, true);
  for (std::size_t unit = 0; unit < 5; ++unit) EXPECT_FLOAT_EQ(middle[unit], components.mean[unit]);
  const MapPoint place{2.5F, -1.25F};
  const MapPoint again = place_of(*map, code_at(*map, place, false));
  EXPECT_NEAR(again.x, place.x, 1e-5);
  EXPECT_NEAR(again.y, place.y, 1e-5);
  // Far out some number would be negative, and is not where none may be.
  const std::vector<float> far = code_at(*map, {-50, 20}, false);
  const std::vector<float> positive = code_at(*map, {-50, 20}, true);
  EXPECT_LT(*std::ranges::min_element(far), 0);
  for (std::size_t unit = 0; unit < 5; ++unit) EXPECT_EQ(positive[unit], std::max(far[unit], 0.0F));
}

TEST(LatentMap, OfTwoUnitsIsThoseUnits) {
  const auto map = map_of(small_codes(), MapAxes::units, {3, 1});
  for (const int image : {0, 7, 199}) {
    EXPECT_FLOAT_EQ(place_of_image(*map, image).x, map->codes->code(static_cast<std::size_t>(image))[3]);
    EXPECT_FLOAT_EQ(place_of_image(*map, image).y, map->codes->code(static_cast<std::size_t>(image))[1]);
  }
  const std::vector<float> code = code_at(*map, {1.5F, 2.5F}, true);
  const std::vector<float> mean = components_of(*map->codes).mean;
  EXPECT_EQ(code[3], 1.5F);
  EXPECT_EQ(code[1], 2.5F);
  for (const std::size_t unit : {0U, 2U, 4U}) EXPECT_FLOAT_EQ(code[unit], mean[unit]);
  EXPECT_NEAR(std::accumulate(map->shares.begin(), map->shares.end(), 0.0F), 1, 1e-5);
  EXPECT_NEAR(map->share_seen, map->shares[3] + map->shares[1], 1e-6);
  // One unit both ways is seen once.
  const auto twice = map_of(small_codes(), MapAxes::units, {2, 2});
  EXPECT_FLOAT_EQ(twice->share_seen, twice->shares[2]);
}

TEST(LatentMap, OfTwoNumbersIsTheCodeItself) {
  const auto map = map_of(make_codes({1, 5, 2, 4, 0, 3, 3, 3}, 2, {0, 1, 0, 1}));
  EXPECT_EQ(map->axes, MapAxes::units);
  EXPECT_EQ(place_of_image(*map, 0), (MapPoint{1, 5}));
  EXPECT_EQ(place_of_image(*map, 3), (MapPoint{3, 3}));
  EXPECT_FLOAT_EQ(map->share_seen, 1);
  EXPECT_EQ(code_at(*map, {7, 8}, true), (std::vector<float>{7, 8}));
}

TEST(LatentMap, OfOneNumberLiesAcrossByClass) {
  const auto map = map_of(make_codes({1, 5, 2, 4, 0, 3}, 1, {0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(place_of_image(*map, 1).x, 5);
  EXPECT_FLOAT_EQ(map->share_seen, 1);
  for (const auto& [higher, lower] : {std::pair{0, 1}, std::pair{3, 4}, std::pair{1, 2}})
    EXPECT_GT(place_of_image(*map, higher).y, place_of_image(*map, lower).y);
  EXPECT_EQ(code_at(*map, {4, 9}, true), std::vector<float>{4});
}

TEST(LatentMap, PaintsInOneShuffledOrder) {
  const auto one = map_of(small_codes());
  const auto other = map_of(small_codes());
  EXPECT_EQ(one->images, other->images);
  EXPECT_FALSE(std::ranges::is_sorted(one->images));
  EXPECT_EQ(std::set(one->images.begin(), one->images.end()).size(), 200U);
  for (std::uint32_t rank = 0; rank < 200; ++rank) EXPECT_EQ(one->ranks[one->images[rank]], rank);
}

// Some thousand points, some of them far out, some on one spot.
std::shared_ptr<const LatentMap> crowded_map() {
  Rng rng(5);
  std::vector<float> codes;
  std::vector<std::uint8_t> labels;
  for (int i = 0; i < 3000; ++i) {
    const float spread = i % 50 == 0 ? 30.0F : 1.0F;
    for (int unit = 0; unit < 2; ++unit) codes.push_back(i % 7 == 0 ? 1.0F : spread * rng.normal());
    labels.push_back(static_cast<std::uint8_t>(rng.below(4)));
  }
  return map_of(make_codes(std::move(codes), 2, std::move(labels)));
}

TEST(LatentMap, FindsTheNearestPoint) {
  const auto map = crowded_map();
  Rng rng(6);
  int found = 0;
  for (int i = 0; i < 400; ++i) {
    const MapPoint place{3 * rng.normal(), 3 * rng.normal()};
    const float radius = rng.uniform(0.01F, 3);
    const int label = static_cast<int>(rng.below(5)) - 1;
    float least = radius;
    for (std::uint32_t rank = 0; rank < map->points.size(); ++rank) {
      if (label >= 0 && map->label_at(rank) != label) continue;
      least = std::min(least, std::hypot(map->points[rank].x - place.x, map->points[rank].y - place.y));
    }
    const auto nearest = nearest_point(*map, place, radius, label);
    ASSERT_EQ(nearest.has_value(), least < radius) << i;
    if (!nearest) continue;
    ++found;
    EXPECT_TRUE(label < 0 || map->label_at(*nearest) == label);
    EXPECT_NEAR(std::hypot(map->points[*nearest].x - place.x, map->points[*nearest].y - place.y), least,
                1e-5);
  }
  EXPECT_GT(found, 100);
  EXPECT_FALSE(nearest_point(*map, {1e6F, 1e6F}, 1, -1));
}

TEST(LatentMap, FindsThePointsInABox) {
  const auto map = crowded_map();
  for (const MapBox& box : {MapBox{{-1, -1}, {0.5F, 2}}, MapBox{{-1e3F, -1e3F}, {1e3F, 1e3F}},
                            MapBox{{500, 500}, {600, 600}}, MapBox{{1, 1}, {1, 1}}}) {
    std::vector<std::uint32_t> expected;
    for (std::uint32_t rank = 0; rank < map->points.size(); ++rank) {
      const MapPoint& point = map->points[rank];
      if (point.x >= box.low.x && point.x <= box.high.x && point.y >= box.low.y && point.y <= box.high.y)
        expected.push_back(rank);
    }
    EXPECT_EQ(points_in(*map, box, 3000), expected);
    if (!expected.empty()) EXPECT_FALSE(points_in(*map, box, expected.size() - 1));
  }
}

TEST(LatentMap, ShowsNearlyAllAtFirst) {
  const auto map = crowded_map();
  const auto inside = points_in(*map, map->box, 3000);
  ASSERT_TRUE(inside);
  EXPECT_GE(inside->size(), 2970U);
  EXPECT_LT(map->box.width(), map->grid.box.width()) << "those far out do not squeeze the rest";
}

TEST(LatentMap, HasTheMiddleOfEachClass) {
  // Class 1 has no image.
  const auto map = map_of(make_codes({0, 0, 1, 10, 100, 2, 5, 5, 7, 9}, 2, {0, 0, 0, 2, 2}));
  ASSERT_EQ(map->centres.size(), 3U);
  EXPECT_EQ(map->centres[0], (MapPoint{1, 2}));
  EXPECT_FALSE(map->centres[1]);
}

TEST(LatentMap, StandsOnOneSpot) {
  const auto map = map_of(make_codes(std::vector<float>(40, 2.0F), 4, std::vector<std::uint8_t>(10, 3)));
  EXPECT_GT(map->box.width(), 0);
  EXPECT_GT(map->box.height(), 0);
  EXPECT_TRUE(std::ranges::all_of(map->shares, [](float share) { return share == 0; }));
  EXPECT_TRUE(nearest_point(*map, {0, 0}, 0.1F, -1));
}

}  // namespace
}  // namespace bottleneck
