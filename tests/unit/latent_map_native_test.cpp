// The map of the codes that ship with the page: of all of MNIST's training images.
#include <gtest/gtest.h>

#include "cli/files.h"
#include "formats/model_file.h"
#include "formats/sha256.h"
#include "lab/base/point_cloud.h"
#include "unit/map_reference.h"

namespace bottleneck {
namespace {

std::shared_ptr<const LatentMap> shipped_map() {
  static const auto kMap = [] {
    const auto file = read_file(BOTTLENECK_ASSETS "/models/mnist-16.codes.safetensors");
    EXPECT_TRUE(file);
    EXPECT_EQ(sha256_hex(*file), map_reference()["shipped"]["sha256"].get<std::string>())
        << "the reference is of other codes: run tests/reference/make_map_reference.py";
    auto codes = read_codes(*file);
    EXPECT_TRUE(codes);
    return map_of(make_codes(dequantise_codes(*codes), codes->width, codes->labels));
  }();
  return kMap;
}

TEST(LatentMapOfMnist, AgreesWithNumPy) {
  const auto map = shipped_map();
  const nlohmann::json& shipped = map_reference()["shipped"];
  ASSERT_EQ(map->size(), 60'000);
  std::size_t at = 0;
  for (const int image : shipped["images"].get<std::vector<int>>()) {
    const MapPoint place = place_of_image(*map, image);
    EXPECT_NEAR(place.x, shipped["places"][at++].get<double>(), 1e-4) << image;
    EXPECT_NEAR(place.y, shipped["places"][at++].get<double>(), 1e-4) << image;
  }
  for (std::size_t i = 0; i < 16; ++i) EXPECT_NEAR(map->shares[i], shipped["shares"][i].get<double>(), 1e-5);
  for (std::size_t label = 0; label < 10; ++label) {
    ASSERT_TRUE(map->centres[label]);
    // Of an even number of images NumPy's median lies between two.
    EXPECT_NEAR(map->centres[label]->x, shipped["medians"][label][0].get<double>(), 0.01);
    EXPECT_NEAR(map->centres[label]->y, shipped["medians"][label][1].get<double>(), 0.01);
  }
}

TEST(LatentMapOfMnist, TakesLittleMemory) {
  const auto map = shipped_map();
  const auto bytes = [](const auto& values) { return values.capacity() * sizeof(values[0]); };
  const std::size_t all = bytes(map->points) + bytes(map->images) + bytes(map->ranks) +
                          bytes(map->grid.begins) + bytes(map->grid.points);
  // And as it is drawn, once here and once on the graphics card.
  EXPECT_LT(all + 2 * sizeof(CloudPoint) * map->points.size(), std::size_t{20} << 20);
  EXPECT_LT(all, std::size_t{4} << 20);
}

}  // namespace
}  // namespace bottleneck
