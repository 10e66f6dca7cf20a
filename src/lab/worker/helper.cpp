#include "lab/worker/helper.h"

#include <cstring>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "texts/jobs.h"

namespace bottleneck {
namespace {

std::vector<float> as_floats(const Bytes& bytes) {
  std::vector<float> floats(bytes.size() / sizeof(float));
  if (!floats.empty()) std::memcpy(floats.data(), bytes.data(), floats.size() * sizeof(float));
  return floats;
}

}  // namespace

Result<Packet> Helper::answer(const Packet& packet) {
  const Result<ShareWanted> wanted = decode_share_wanted(packet);
  if (!wanted) return Error{wanted.error()};
  const Result<ShareMade> made = std::visit([this](const auto& message) { return make(message); }, *wanted);
  if (!made) return Error{made.error()};
  return encode(*made);
}

Result<ShareMade> Helper::make(const GradientWanted& wanted) {
  const bool is_same = maker_ && model_.architecture == wanted.architecture;
  if (!is_same) model_ = make_autoencoder(wanted.architecture);
  if (!is_same || images_ < wanted.images()) {
    images_ = wanted.images();
    maker_.emplace(model_, images_);
  }
  const std::size_t weights = wanted.parameter_bytes();
  std::memcpy(model_.parameters.data(), wanted.body->data(), weights);
  maker_->make(model_, wanted.loss, std::span(*wanted.body).subspan(weights),
               static_cast<std::size_t>(wanted.batch), wanted.share, sums_);

  auto gradients = std::make_shared<Bytes>();
  gradients->reserve(sums_.gradients.size() * weights);
  for (const AlignedFloats& gradient : sums_.gradients) {
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(gradient.data());
    gradients->insert(gradients->end(), bytes, bytes + weights);
  }
  return ShareMade(GradientMade{.id = wanted.id, .losses = sums_.losses, .gradients = std::move(gradients)});
}

Result<ShareMade> Helper::make(const TakeReferences& wanted) {
  codes_ = {};  // gives its memory back before any more is asked for
  pixels_ = {};
  images_taken_ = nullptr;
  width_ = wanted.width;
  size_ = static_cast<int>(wanted.body->size() / row_bytes(width_));
  if (width_ == 0) {
    images_taken_ = wanted.body;
    pixels_ = prepare_pixels(*images_taken_);
  } else {
    codes_ = prepare_codes(as_floats(*wanted.body), width_);
  }
  return ShareMade(ReferencesTaken{.id = wanted.id});
}

Result<ShareMade> Helper::make(const NeighboursWanted& wanted) {
  if (wanted.width != width_ || wanted.k > size_) return Error{texts::kNoImagesInWorker};
  NeighboursMade made{.id = wanted.id};
  const auto found = width_ == 0 ? nearest(pixels_, *wanted.body, wanted.k)
                                 : nearest(codes_, as_floats(*wanted.body), wanted.k);
  made.neighbours.reserve(found.size());
  for (const Neighbour& neighbour : found) made.neighbours.push_back(neighbour.index);
  return ShareMade(std::move(made));
}

}  // namespace bottleneck
