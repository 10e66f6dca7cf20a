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

Result<std::optional<Packet>> Helper::answer(const Packet& packet) {
  const Result<ShareWanted> wanted = decode_share_wanted(packet);
  if (!wanted) return Error{wanted.error()};
  const Made made = std::visit([this](const auto& message) { return make(message); }, *wanted);
  if (!made) return Error{made.error()};
  return *made ? std::optional(encode(**made)) : std::nullopt;
}

Helper::Made Helper::make(const FollowRun& run) {
  follower_.reset();  // gives its memory back before any more is asked for
  follower_.emplace(run);
  return Made(std::nullopt);
}

Helper::Made Helper::make(const GradientWanted& wanted) {
  const ShareSums* const sums = follower_ ? follower_->make(wanted) : nullptr;
  if (!sums) return Error{texts::kNoRunInWorker};
  return Made(
      GradientMade{.id = wanted.id, .losses = sums->losses, .gradients = joined({}, sums->gradients)});
}

Helper::Made Helper::make(const TakeReferences& wanted) {
  codes_ = {};  // gives its memory back before any more is asked for
  pixels_ = {};
  images_taken_ = nullptr;
  if (wanted.width == 0) {
    images_taken_ = wanted.body;
    pixels_ = prepare_pixels_in_order(*images_taken_);
  } else {
    codes_ = prepare_codes(as_floats(*wanted.body), wanted.width);
  }
  return Made(ReferencesTaken{.id = wanted.id});
}

Helper::Made Helper::make(const NeighboursWanted& wanted) {
  const bool is_by_pixels = wanted.width == 0;
  const int references = is_by_pixels ? static_cast<int>(pixels_.squares.size()) : codes_.size;
  if (wanted.width != codes_.width || wanted.k > references) return Error{texts::kNoImagesInWorker};
  const auto found = is_by_pixels ? nearest(pixels_, *wanted.body, wanted.k)
                                  : nearest(codes_, as_floats(*wanted.body), wanted.k);
  return Made(NeighboursMade{.id = wanted.id, .neighbours = indices_of(found)});
}

}  // namespace bottleneck
