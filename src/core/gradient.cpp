#include "core/gradient.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "core/dense.h"
#include "core/sigmoid.h"

namespace bottleneck {
namespace {

std::span<float> rows(AlignedFloats& buffer, std::size_t count, int width) {
  return std::span(buffer).first(count * static_cast<std::size_t>(width));
}

// The leaves that a tree's node spans: a power of two, or fewer where the mini-batch ends.
std::size_t span_of(const Leaves& leaves) {
  return std::bit_ceil(leaves.last - leaves.first);
}

}  // namespace

GradientMaker::GradientMaker(const Autoencoder& model, std::size_t images) {
  activations_.emplace_back(images * static_cast<std::size_t>(model.architecture.inputs));
  for (const Layer& layer : model.layers)
    activations_.emplace_back(images * static_cast<std::size_t>(layer.outputs));
  activation_gradients_ = activations_;
  activation_gradients_[0] = {};  // nobody needs the images'
  sparse_.entries.resize(sparse_entries(images, static_cast<std::size_t>(model.architecture.inputs)));
}

std::span<const float> GradientMaker::forward(const Autoencoder& model,
                                              std::span<const std::uint8_t> images) {
  const std::size_t count = images.size() / static_cast<std::size_t>(model.architecture.inputs);
  const std::span<float> unit = std::span(activations_[0]).first(images.size());
  is_sparse_ = fill_sparse(images, static_cast<std::size_t>(model.architecture.inputs), sparse_, unit);
  if (!is_sparse_) to_unit(images, unit);
  for (std::size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    const std::span<float> output = rows(activations_[i + 1], count, layer.outputs);
    if (i == 0 && is_sparse_) {
      dense_forward(layer, model.parameters, sparse_, output);
    } else {
      dense_forward(layer, model.parameters, rows(activations_[i], count, layer.inputs), output);
    }
  }
  return std::span(activations_.back()).first(images.size());
}

void GradientMaker::make(const Autoencoder& model, Loss loss, std::span<const std::uint8_t> images,
                         std::size_t batch, const Leaves& share, ShareSums& sums) {
  const auto width = static_cast<std::size_t>(model.architecture.inputs);
  const std::size_t begin = leaf_begin(share.first, batch);
  const auto pixel_of_leaf = [&](std::size_t leaf) { return (leaf_begin(leaf, batch) - begin) * width; };
  assert(images.size() == pixel_of_leaf(share.last) && images.size() <= activations_[0].size());
  const std::span<const float> logits = forward(model, images);
  const std::span<const float> targets = std::span(activations_[0]).first(images.size());
  const std::span<float> logit_gradient = std::span(activation_gradients_.back()).first(images.size());

  const float scale = 1.0F / static_cast<float>(batch * width);
  sums.losses.clear();
  for (std::size_t leaf = share.first; leaf < share.last; ++leaf) {
    const std::size_t first = pixel_of_leaf(leaf);
    const std::size_t count = pixel_of_leaf(leaf + 1) - first;
    const auto loss_with_gradient = loss == Loss::bce ? bce_with_gradient : squared_with_gradient;
    sums.losses.push_back(loss_with_gradient(logits.subspan(first, count), targets.subspan(first, count),
                                             scale, logit_gradient.subspan(first, count)));
  }

  const std::size_t count = images.size() / width;
  for (std::size_t i = model.layers.size(); i-- > 0;) {
    const Layer& layer = model.layers[i];
    dense_backward(layer, model.parameters, rows(activations_[i + 1], count, layer.outputs),
                   rows(activation_gradients_[i + 1], count, layer.outputs),
                   rows(activation_gradients_[i], i == 0 ? 0 : count, layer.inputs));
  }
  const std::vector<Leaves> trees = subtrees(share, leaf_count(batch));
  sums.gradients.resize(trees.size());
  for (std::size_t t = 0; t < trees.size(); ++t) {
    sums.gradients[t].resize(model.parameters.size());
    const std::size_t first = leaf_begin(trees[t].first, batch) - begin;
    const std::size_t last = leaf_begin(trees[t].last, batch) - begin;
    for (std::size_t i = 0; i < model.layers.size(); ++i) {
      const auto part = [&](const AlignedFloats& buffer, int of_one) {
        const auto each = static_cast<std::size_t>(of_one);
        return std::span(buffer).subspan(first * each, (last - first) * each);
      };
      const Layer& layer = model.layers[i];
      const std::span<const float> dz = part(activation_gradients_[i + 1], layer.outputs);
      if (i == 0 && is_sparse_) {
        dense_gradient(layer, sparse_, first, dz, sums.gradients[t]);
      } else {
        dense_gradient(layer, part(activations_[i], layer.inputs), dz, sums.gradients[t]);
      }
    }
  }
}

std::size_t GradientMaker::bytes() const {
  std::size_t floats = 0;
  for (const auto* buffers : {&activations_, &activation_gradients_}) {
    for (const AlignedFloats& buffer : *buffers) floats += buffer.size();
  }
  return floats * sizeof(float) + sparse_.entries.size() * sizeof(SparseRows::Entry);
}

std::span<const std::uint8_t> images_of(std::span<const std::uint8_t> batch, std::size_t width,
                                        const Leaves& share) {
  const std::size_t first = leaf_begin(share.first, batch.size() / width);
  const std::size_t last = leaf_begin(share.last, batch.size() / width);
  return batch.subspan(first * width, (last - first) * width);
}

double add_shares(std::size_t leaves, std::span<const Leaves> shares, std::span<ShareSums> sums) {
  assert(shares.size() == sums.size() && !shares.empty() && shares.back().last == leaves);
  double loss = 0;
  // Subtrees whose right neighbour has not come yet: each is wider than the one after it.
  struct Tree {
    Leaves leaves;
    AlignedFloats* gradient;
  };
  std::vector<Tree> waiting;
  for (std::size_t s = 0; s < shares.size(); ++s) {
    for (const double of_leaf : sums[s].losses) loss += of_leaf;
    const std::vector<Leaves> trees = subtrees(shares[s], leaves);
    assert(sums[s].gradients.size() == trees.size());
    for (std::size_t t = 0; t < trees.size(); ++t) {
      waiting.push_back({trees[t], &sums[s].gradients[t]});
      // The last two become one where the second is the right half of the first's parent; what the
      // mini-batch's end has cut off counts as whole.
      while (waiting.size() > 1) {
        const Leaves right = waiting.back().leaves;
        Tree& left = waiting[waiting.size() - 2];
        const std::size_t width = span_of(left.leaves);
        if (left.leaves.first % (2 * width) != 0 ||
            (right.last != leaves && right.last - right.first < width))
          break;
        add_numbers(*waiting.back().gradient, *left.gradient);
        left.leaves.last = right.last;
        waiting.pop_back();
      }
    }
  }
  assert(waiting.size() == 1 && waiting[0].gradient == &sums[0].gradients[0]);
  return loss;
}

}  // namespace bottleneck
