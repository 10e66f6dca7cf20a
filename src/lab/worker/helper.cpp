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
    const ByteView bytes = bytes_of(std::span<const float>(gradient));
    gradients->insert(gradients->end(), bytes.begin(), bytes.end());
  }
  return ShareMade(GradientMade{.id = wanted.id, .losses = sums_.losses, .gradients = std::move(gradients)});
}

Result<ShareMade> Helper::make(const TakeReferences& wanted) {
  codes_ = {};  // gives its memory back before any more is asked for
  pixels_ = {};
  images_taken_ = nullptr;
  if (wanted.width == 0) {
    images_taken_ = wanted.body;
    pixels_ = prepare_pixels(*images_taken_);
  } else {
    codes_ = prepare_codes(as_floats(*wanted.body), wanted.width);
  }
  return ShareMade(ReferencesTaken{.id = wanted.id});
}

Result<ShareMade> Helper::make(const NeighboursWanted& wanted) {
  const bool is_by_pixels = wanted.width == 0;
  const int references = is_by_pixels ? static_cast<int>(pixels_.squares.size()) : codes_.size;
  if (wanted.width != codes_.width || wanted.k > references) return Error{texts::kNoImagesInWorker};
  const auto found = is_by_pixels ? nearest(pixels_, *wanted.body, wanted.k)
                                  : nearest(codes_, as_floats(*wanted.body), wanted.k);
  return ShareMade(NeighboursMade{.id = wanted.id, .neighbours = indices_of(found)});
}

}  // namespace bottleneck
