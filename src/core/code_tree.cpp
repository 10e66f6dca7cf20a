// Reference codes in a tree whose nodes have up to 16 children each, with a box around each child.
//
//   all codes ─► in the order of nearness ─► blocks of 16 codes
//   16 blocks side by side ─► a box around each ─► 16 of these together ─► boxes around them ─► …
#include <cassert>
#include <limits>

#include "core/knn.h"
#include "core/nearness_order.h"

namespace bottleneck {
namespace {

constexpr float kFar = std::numeric_limits<float>::infinity();

static_assert(kNearnessGroup == kCodeLanes);

// Room for boxes around `count` children; those that are not there are nowhere.
CodeBoxes make_boxes(std::size_t count, std::size_t width) {
  const std::size_t blocks = (count + kCodeLanes - 1) / kCodeLanes;
  const std::size_t numbers = blocks * width * kCodeLanes;
  return {.low = std::vector<float>(numbers, kFar), .high = std::vector<float>(numbers, -kFar)};
}

// The box around the 16 lanes of a block, of which `low` and `high` are the ends. What is not finite is near
// to nothing.
void enclose(const float* low, const float* high, std::size_t block, std::size_t width, CodeBoxes& boxes) {
  const std::size_t place = block / kCodeLanes * width * kCodeLanes + block % kCodeLanes;
  for (std::size_t i = 0; i < width * kCodeLanes; ++i) {
    const std::size_t to = place + i / kCodeLanes * kCodeLanes;
    if (low[i] < boxes.low[to] && low[i] > -kFar) boxes.low[to] = low[i];
    if (high[i] > boxes.high[to] && high[i] < kFar) boxes.high[to] = high[i];
  }
}

}  // namespace

CodeReferences prepare_codes(std::span<const float> codes, int width) {
  const auto w = static_cast<std::size_t>(width);
  assert(width >= 1 && codes.size() % w == 0);
  const std::size_t count = codes.size() / w;
  std::size_t blocks = (count + kCodeLanes - 1) / kCodeLanes;
  CodeReferences references{.size = static_cast<int>(count),
                            .width = width,
                            .lanes = std::vector<float>(blocks * w * kCodeLanes, kFar),
                            .indices = nearness_order(codes, w, kCodeLanes),
                            .levels = {}};
  for (std::size_t r = 0; r < count; ++r) {
    const float* const code = codes.data() + static_cast<std::size_t>(references.indices[r]) * w;
    float* const block = references.lanes.data() + r / kCodeLanes * w * kCodeLanes;
    for (std::size_t i = 0; i < w; ++i) block[i * kCodeLanes + r % kCodeLanes] = code[i];
  }
  const float* low = references.lanes.data();
  const float* high = low;
  while (blocks > 1) {
    CodeBoxes boxes = make_boxes(blocks, w);
    for (std::size_t block = 0; block < blocks; ++block) {
      const std::size_t first = block * w * kCodeLanes;
      enclose(low + first, high + first, block, w, boxes);
    }
    const CodeBoxes& level = references.levels.emplace_back(std::move(boxes));
    low = level.low.data();
    high = level.high.data();
    blocks = (blocks + kCodeLanes - 1) / kCodeLanes;
  }
  return references;
}

}  // namespace bottleneck
