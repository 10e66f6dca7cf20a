// What job_messages_encode.cpp and job_messages_decode.cpp share: how the messages of lab/worker/jobs.h lie
// in bytes. Numbers are little-endian; a text is its length (4 bytes) and its UTF-8.
//
//   head: magic (4 bytes) | format (4) | kind (1) | id (4) | size of the body (8) | the kind's own fields
//   body: the one large array, as it lies in memory
#pragma once

#include <cstdint>

namespace bottleneck::job_messages {

inline constexpr std::uint64_t kMagic = 0x4A4E4C42;  // "BLNJ"
// Rises with every change of the messages or of their meaning (tests/unit/job_messages_test.cpp notices
// changes of the bytes), so that a worker of another build, out of a cache, is noticed.
inline constexpr std::uint64_t kFormat = 2;

// Requests and replies have no kind in common, so that neither is taken for the other.
enum class Kind : std::uint8_t {
  take_images = 1,
  find_nearest_pixels = 2,
  encode_images = 3,
  cancel_job = 4,
  take_validation = 5,
  train_model = 6,
  direct_training = 7,
  measure_training = 8,
  worker_ready = 128,
  nearest_pixels_found = 129,
  job_progress = 130,
  images_encoded = 131,
  job_failed = 132,
  training_progressed = 133,
  training_weights = 134,
  training_checkpoint = 135,
  training_measured = 136,
};

// Whether messages of that kind have an array.
constexpr bool has_body(Kind kind) {
  switch (kind) {
    case Kind::take_images:
    case Kind::encode_images:
    case Kind::take_validation:
    case Kind::train_model:
    case Kind::images_encoded:
    case Kind::training_weights:
    case Kind::training_checkpoint:
      return true;
    default:
      return false;
  }
}

}  // namespace bottleneck::job_messages
