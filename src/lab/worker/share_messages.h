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

using ShareWanted = std::variant<GradientWanted>;
using ShareMade = std::variant<GradientMade>;

}  // namespace bottleneck
