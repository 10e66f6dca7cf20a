// What a worker asks of its helpers, and what they answer (lab/worker/job_messages.h). A helper is another
// worker, which does a share of this one's work: it has nothing that this one has not, so that one that dies
// or is slow costs its share, which this one then does itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "core/autoencoder.h"
#include "core/gradient.h"
#include "lab/worker/job_parts.h"

namespace bottleneck {

// Of a code of so many numbers; 0: of an image.
inline std::size_t row_bytes(int width) {
  return width == 0 ? std::size_t{kPixels} : static_cast<std::size_t>(width) * sizeof(float);
}

// A training run that the helper is to follow from here on: with the rest of each mini-batch's gradient it
// takes the same step as the run itself, so that weights need not be sent again. There is no answer.
struct FollowRun {
  Architecture architecture{};
  Loss loss = Loss::bce;
  float learning_rate = 0.001F;
  Checkpoint position{};  // of its history nothing
};
void describe(Is<FollowRun> auto& run, auto& fields) {
  using namespace job_messages;
  describe(run.architecture, fields);
  fields.choice(run.loss, Loss::mse, "the loss is neither of the two");
  fields.any_real(run.learning_rate);
  describe(run.position, fields);
  fields.require([&] { return run.position.floats.size() == 3 * parameter_count(run.architecture); },
                 kWeights);
}

// What a helper gets of the gradient of the mini-batch before.
enum class Rest : std::uint8_t {
  none,    // there is no step to take
  others,  // that of each subtree of the leaves before its own share, and of those after it
  whole    // all of it, its own share too
};

// What some images of a mini-batch add to its gradient (core/gradient.h).
struct GradientWanted {
  std::uint32_t id = 0;
  Rest rest = Rest::none;
  int batch = 1;     // images of the whole mini-batch
  Leaves share{};    // of its leaves
  SharedBytes body;  // the share's images, n × D, and behind them the rest, P numbers for each subtree

  std::size_t images() const {
    const auto all = static_cast<std::size_t>(batch);
    return leaf_begin(share.last, all) - leaf_begin(share.first, all);
  }
};
void describe(Is<GradientWanted> auto& wanted, auto& fields) {
  using namespace job_messages;
  fields.choice(wanted.rest, Rest::whole, "what is sent of a gradient is none of the three");
  fields.integer(wanted.batch, 1, kLargestInt, "a mini-batch has no images");
  fields.place(wanted.share.first);
  fields.place(wanted.share.last);
  fields.bytes_of_body(wanted.body);
  fields.require(
      [&] {
        const Leaves& share = wanted.share;
        return share.first < share.last && share.last <= leaf_count(static_cast<std::size_t>(wanted.batch)) &&
               wanted.body->size() / kPixels >= wanted.images();
      },
      kImages);
}

// A body of bytes and, behind them, arrays of numbers of one length.
inline SharedBytes joined(ByteView first, std::span<const AlignedFloats> arrays) {
  auto body = std::make_shared<Bytes>();
  body->reserve(first.size() + (arrays.empty() ? 0 : arrays.size() * arrays[0].size() * sizeof(float)));
  body->insert(body->end(), first.begin(), first.end());
  for (const AlignedFloats& array : arrays) {
    const ByteView more = bytes_of(std::span<const float>(array));
    body->insert(body->end(), more.begin(), more.end());
  }
  return body;
}

// The opposite: `numbers` into each array. False, and nothing is done: there are more bytes, or fewer.
inline bool separate(ByteView bytes, std::size_t numbers, std::span<AlignedFloats> arrays) {
  const std::size_t each = numbers * sizeof(float);
  if (bytes.size() != arrays.size() * each) return false;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    arrays[i].resize(numbers);
    std::memcpy(arrays[i].data(), bytes.data() + i * each, each);
  }
  return true;
}

struct GradientMade {
  std::uint32_t id = 0;
  std::vector<double> losses{};  // of each leaf
  SharedBytes gradients;         // of each of the share's subtrees one number per parameter; the body
};
void describe(Is<GradientMade> auto& made, auto& fields) {
  fields.list(made.losses, [&](auto& loss) { fields.any_real(loss); });
  fields.bytes_of_body(made.gradients);
}

// The references that later searches are among, in place of those before.
struct TakeReferences {
  std::uint32_t id = 0;
  int width = 0;     // of a code; 0: they are images
  SharedBytes body;  // N × K floats, or N × D bytes
};
void describe(Is<TakeReferences> auto& take, auto& fields) {
  using namespace job_messages;
  fields.integer(take.width, 0, kWidestLayer, kWidths);
  fields.bytes_of_body(take.body);
  fields.require([&] { return take.body->size() % row_bytes(take.width) == 0; }, kImages);
}

struct ReferencesTaken {
  std::uint32_t id = 0;
};
void describe(Is<ReferencesTaken> auto& /*taken*/, auto& /*fields*/) {}

// The k nearest references of some codes or images.
struct NeighboursWanted {
  std::uint32_t id = 0;
  int k = 1;
  int width = 0;  // as that of the references
  SharedBytes body;
};
void describe(Is<NeighboursWanted> auto& wanted, auto& fields) {
  using namespace job_messages;
  fields.integer(wanted.k, 1, kLargestInt, "it asks for no neighbours");
  fields.integer(wanted.width, 0, kWidestLayer, kWidths);
  fields.bytes_of_body(wanted.body);
  fields.require([&] { return wanted.body->size() % row_bytes(wanted.width) == 0; }, kImages);
}

struct NeighboursMade {
  std::uint32_t id = 0;
  std::vector<int> neighbours{};  // of each the indices of its k nearest, nearest first
};
void describe(Is<NeighboursMade> auto& made, auto& fields) {
  fields.list(made.neighbours, [&](auto& index) {
    fields.integer(index, 0, job_messages::kLargestInt, "a neighbour is none of the images");
  });
}

using ShareWanted = std::variant<FollowRun, GradientWanted, TakeReferences, NeighboursWanted>;
using ShareMade = std::variant<GradientMade, ReferencesTaken, NeighboursMade>;

}  // namespace bottleneck
