// What several of the messages between page and worker have (lab/worker/job_messages.h).
#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <vector>

#include "core/autoencoder.h"
#include "core/checkpoint.h"
#include "core/dataset.h"
#include "core/leaves.h"
#include "core/trainer.h"
#include "formats/bytes.h"

namespace bottleneck {

// What fields may be, and what is said of others.
namespace job_messages {
inline constexpr int kLargestInt = 2'147'483'647;
inline constexpr double kLongestMs = 1e15;   // 30,000 years: anything finite
inline constexpr int kMostHidden = 64;       // layers; the program itself trains far fewer
inline constexpr int kWidestLayer = 65'536;  // units; the same
inline constexpr const char* kTime = "a time is no time";
inline constexpr const char* kSpeed = "a speed is none";
inline constexpr const char* kWidths = "a layer is too wide or too narrow";
inline constexpr const char* kImages = "it is about none of the images";
inline constexpr const char* kWeights = "the model's weights are not as many as its layers need";
inline constexpr const char* kPosition = "a run cannot stand there";
}  // namespace job_messages

// A Type that is read into or, const, written.
template <class Value, class Type>
concept Is = std::same_as<std::remove_const_t<Value>, Type>;

// A large array that is handed on without being copied; never written to.
using SharedBytes = std::shared_ptr<const Bytes>;

// Of a model of images of 784 pixels.
void describe(Is<Architecture> auto& architecture, auto& fields) {
  using namespace job_messages;
  fields.integer(architecture.inputs, kPixels, kPixels, "the model does not take images of 784 pixels");
  fields.integer(architecture.latent, 1, kWidestLayer, kWidths);
  fields.flag(architecture.linear_latent);
  fields.list(
      architecture.hidden, [&](auto& width) { fields.integer(width, 1, kWidestLayer, kWidths); }, kMostHidden,
      "the model has too many layers");
}

// Any are allowed in losses: a run that diverged tells of it.
void describe(Is<std::vector<EpochRecord>> auto& records, auto& fields) {
  fields.list(records, [&](auto& record) {
    fields.any_real(record.train_loss);
    fields.any_real(record.val_loss);
    fields.any_real(record.val_bce);
    fields.any_real(record.val_mse);
  });
}

void describe(Is<Checkpoint> auto& checkpoint, auto& fields) {
  fields.number(checkpoint.steps);
  describe(checkpoint.history, fields);
  fields.body(checkpoint.floats);
}

}  // namespace bottleneck
