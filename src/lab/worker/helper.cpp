#include "lab/worker/helper.h"

#include <cstring>
#include <memory>
#include <span>
#include <utility>

namespace bottleneck {

Result<Packet> Helper::answer(const Packet& packet) {
  const Result<ShareWanted> wanted = decode_share_wanted(packet);
  if (!wanted) return Error{wanted.error()};
  return encode(std::visit([this](const auto& message) { return make(message); }, *wanted));
}

ShareMade Helper::make(const GradientWanted& wanted) {
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
  return GradientMade{.id = wanted.id, .losses = sums_.losses, .gradients = std::move(gradients)};
}

}  // namespace bottleneck
