// What a worker asks of its helpers, and what they answer (lab/worker/job_messages.h). A helper is another
// worker, which does a share of this one's work: it keeps nothing that matters, so that one that dies or is
// slow costs its share, which this one then does itself.
#pragma once

#include <cstddef>
#include <cstdint>
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

// What some images of a mini-batch add to its gradient (core/gradient.h).
struct GradientWanted {
  std::uint32_t id = 0;
  Architecture architecture{};
  Loss loss = Loss::bce;
  int batch = 1;     // images of the whole mini-batch
  Leaves share{};    // of its leaves
  SharedBytes body;  // the model's parameters, and the share's images, n × D

  std::size_t parameter_bytes() const {
    return static_cast<std::size_t>(parameter_count(architecture)) * sizeof(float);
  }
  std::size_t images() const {
    const auto all = static_cast<std::size_t>(batch);
    return leaf_begin(share.last, all) - leaf_begin(share.first, all);
  }
};
void describe(Is<GradientWanted> auto& wanted, auto& fields) {
  using namespace job_messages;
  describe(wanted.architecture, fields);
  fields.choice(wanted.loss, Loss::mse, "the loss is neither of the two");
  fields.integer(wanted.batch, 1, kLargestInt, "a mini-batch has no images");
  fields.place(wanted.share.first);
  fields.place(wanted.share.last);
  fields.require(
      [&] {
        const Leaves& share = wanted.share;
        return share.first < share.last && share.last <= leaf_count(static_cast<std::size_t>(wanted.batch));
      },
      kImages);
  fields.bytes_of_body(wanted.body);
  fields.require(
      [&] {
        const std::uint64_t weights = parameter_count(wanted.architecture) * sizeof(float);
        return wanted.body->size() == weights + std::uint64_t{wanted.images()} * kPixels;
      },
      kWeights);
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

using ShareWanted = std::variant<GradientWanted, TakeReferences, NeighboursWanted>;
using ShareMade = std::variant<GradientMade, ReferencesTaken, NeighboursMade>;

}  // namespace bottleneck
