#include <algorithm>
#include <new>
#include <span>
#include <utility>

#include "core/autoencoder.h"
#include "lab/worker/task.h"

namespace bottleneck {
namespace {

constexpr int kEncodeBatch =
    256;  // images; encode_bytes() works in batches of as many, so the codes are the same

class EncodeImagesTask : public BatchTask {
 public:
  EncodeImagesTask(EncodeImages& request, SharedImages images)
      : BatchTask(request.id, images->size()), model_(take_model(request)), images_(std::move(images)) {
    // In 64 bits: a product that wraps around would pass for a small one.
    const std::uint64_t values =
        static_cast<std::uint64_t>(images_->size()) * static_cast<std::uint64_t>(model_.architecture.latent);
    if (values > codes_.max_size()) throw std::bad_alloc();
    codes_.resize(static_cast<std::size_t>(values));
  }

 private:
  int do_batch(int first) override {
    const auto begin = static_cast<std::size_t>(first);
    const auto count = static_cast<std::size_t>(std::min(kEncodeBatch, images_->size() - first));
    const std::vector<float> codes =
        encode_bytes(model_, std::span(*images_->bytes).subspan(begin * kPixels, count * kPixels));
    const auto place = codes_.begin() + static_cast<std::ptrdiff_t>(begin * codes.size() / count);
    std::copy(codes.begin(), codes.end(), place);
    return static_cast<int>(count);
  }
  Reply result() override { return ImagesEncoded{.id = id(), .codes = std::move(codes_)}; }

  Autoencoder model_;
  SharedImages images_;
  std::vector<float> codes_;  // N × K, filled from the front
};

}  // namespace

Begun begin(EncodeImages& request, const WorkerData& data) {
  if (!data.images) return Error{data.images.error()};
  return Begun(std::make_unique<EncodeImagesTask>(request, *data.images));
}

}  // namespace bottleneck
