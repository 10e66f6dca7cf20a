// Messages between page and worker, one of each kind, for tests of what reads and writes them.
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include "core/rng.h"
#include "lab/worker/job_messages.h"

namespace bottleneck {

inline SharedBytes some_bytes(std::size_t count) {
  Rng rng(count);
  auto bytes = std::make_shared<Bytes>(count);
  for (std::uint8_t& byte : *bytes) byte = static_cast<std::uint8_t>(rng.below(256));
  return bytes;
}

inline Image some_image() {
  Image image{};
  for (std::size_t i = 0; i < image.size(); ++i) image[i] = static_cast<std::uint8_t>(i % 251);
  return image;
}

inline AlignedFloats some_parameters(const Architecture& architecture) {
  AlignedFloats parameters(static_cast<std::size_t>(parameter_count(architecture)));
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] = static_cast<float>(i % 1000) - 500.5F;
  return parameters;
}

inline EncodeImages some_encoding(std::vector<int> hidden, int latent, bool is_linear = false) {
  const Architecture architecture{.hidden = std::move(hidden), .latent = latent, .linear_latent = is_linear};
  return {.id = 0xFEDCBA98U, .architecture = architecture, .parameters = some_parameters(architecture)};
}

inline TrainingSettings some_settings() {
  return {.architecture = {.hidden = {2}, .latent = 1},
          .loss = Loss::mse,
          .epochs = 3,
          .batch = 16,
          .learning_rate = 0.01F,
          .seed = 0x123456789ABCDEF0U};
}
inline Checkpoint some_checkpoint() {
  Checkpoint checkpoint{.floats = AlignedFloats(3 * some_parameters(some_settings().architecture).size()),
                        .steps = 10,
                        .history = {{0.5, 0.25, 0.125, 0.0625}, {0.4, 0.2, 0.1, 0.05}}};
  for (std::size_t i = 0; i < checkpoint.floats.size(); ++i)
    checkpoint.floats[i] = static_cast<float>(i) / 1024;
  return checkpoint;
}

// One of each kind, small.
inline std::vector<Request> some_requests() {
  const Architecture small{.hidden = {2}, .latent = 1};
  return {TakeImages{.dataset = "mnist", .images = some_bytes(2 * kPixels)},
          FindNearestPixels{.id = 7, .image = some_image(), .k = 7},
          some_encoding({2, 1}, 3, true),
          CancelJob{.id = 9},
          TakeValidation{.images = some_bytes(kPixels)},
          TrainModel{.id = 11, .settings = some_settings(), .images = 70, .order = TrainingOrder::one_epoch},
          TrainModel{.id = 12, .settings = some_settings(), .images = 1, .checkpoint = some_checkpoint()},
          DirectTraining{.id = 11, .order = TrainingOrder::pause, .epochs = 30},
          MeasureTraining{.id = 13, .architecture = {.hidden = {300}, .latent = 16}, .batch = 256},
          MeasureErrors{.id = 14, .architecture = small, .parameters = some_parameters(small)},
          EvaluateNeighbours{.id = 15, .k = 7, .first = 3, .end = 10},
          EvaluateNeighbours{.id = 16,
                             .k = 1,
                             .end = 10'000,
                             .by_codes = true,
                             .architecture = small,
                             .parameters = some_parameters(small)},
          FitComponents{.id = 17, .widths = {1, 784}},
          UseWorkers{.count = 2}};
}
inline std::vector<Reply> some_replies() {
  return {WorkerReady{},
          NearestPixelsFound{.id = 7, .neighbours = {{3, 0.0F}, {59'999, 28.5F}}, .ms = 2.25},
          JobProgress{.id = 8, .share = 0.375, .eta_ms = 1250.5},
          ImagesEncoded{.id = 8, .codes = {0.0F, 1.5F, -2.0F}},
          JobFailed{.id = 8, .message = "Zu wenig Speicher für 784 × 300"},
          TrainingProgressed{.id = 11,
                             .progress = {.phase = Phase::validation,
                                          .epoch = 2,
                                          .batch = 5,
                                          .batches = 5,
                                          .batch_loss = 0.25,
                                          .running_loss = 0.5},
                             .orders = 4,
                             .is_paused = true,
                             .batch_losses = {0.5F, 0.25F},
                             .records = {{0.4, 0.2, 0.1, 0.05}},
                             .images_per_second = 92'400.5,
                             .workers = 2,
                             .work_ms = 1234.5,
                             .dead_units = 1,
                             .dead_neurons = 2,
                             .dead_units_of = 1000},
          TrainingWeights{.id = 11, .epoch = 2, .batch = 5, .parameters = {0.5F, -1.0F}},
          TrainingCheckpoint{.id = 11, .checkpoint = some_checkpoint()},
          TrainingMeasured{.id = 13, .images_per_second = 50'000.25},
          ErrorsMeasured{.id = 14, .values = {0.5F, 0.25F, 0.125F, 0.0625F}},
          NeighboursEvaluated{.id = 15,
                              .first = 3,
                              .neighbours = {5, 59'999},
                              .encode_ms = 1.5,
                              .fit_ms = 0.25,
                              .search_ms = 100,
                              .is_done = true},
          ComponentsFitted{.id = 17, .mse = {0.0625, 0.03125}}};
}

// Between a worker and its helpers.
inline std::vector<ShareWanted> some_shares_wanted() {
  const Architecture small{.hidden = {2}, .latent = 1};
  const auto weights = static_cast<std::size_t>(parameter_count(small));
  return {FollowRun{.architecture = small,
                    .loss = Loss::mse,
                    .learning_rate = 0.5F,
                    .position = {.floats = AlignedFloats(3 * weights, 0.25F), .steps = 7, .history = {}}},
          GradientWanted{.id = 5,
                         .rest = Rest::whole,
                         .batch = 70,
                         .share = {.first = 1, .last = 2},
                         .body = some_bytes(38 * kPixels + 8)},
          TakeReferences{.id = 6, .width = 2, .body = some_bytes(24)},
          NeighboursWanted{.id = 7, .k = 3, .width = 0, .body = some_bytes(2 * kPixels)}};
}
inline std::vector<ShareMade> some_shares_made() {
  return {GradientMade{.id = 5, .losses = {0.5, 0.25}, .gradients = some_bytes(12)}, ReferencesTaken{.id = 6},
          NeighboursMade{.id = 7, .neighbours = {1, 2, 59'999}}};
}

// The message that comes back from `packet`, which must be one of type Kind.
template <class Kind>
Kind request_back(const Request& request) {
  const auto back = decode_request(encode(request));
  EXPECT_TRUE(back) << back.error();
  return std::get<Kind>(*back);
}
template <class Kind>
Kind reply_back(const Reply& reply) {
  const auto back = decode_reply(encode(reply));
  EXPECT_TRUE(back) << back.error();
  return std::get<Kind>(*back);
}

// Gives `check` each sample as a packet, with the function that reads such.
template <class Check>
void for_each_packet(Check check) {
  for (const Request& request : some_requests()) check(encode(request), decode_request);
  for (const Reply& reply : some_replies()) check(encode(reply), decode_reply);
  for (const ShareWanted& wanted : some_shares_wanted()) check(encode(wanted), decode_share_wanted);
  for (const ShareMade& made : some_shares_made()) check(encode(made), decode_share_made);
}

// Writes a number over the bytes of a head, which has the opening of job_messages.h.
inline Packet with(Packet packet, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) packet.head.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
  return packet;
}
inline constexpr std::size_t kFormatAt = 4;
inline constexpr std::size_t kKindAt = 8;
inline constexpr std::size_t kFieldsAt = 21;

}  // namespace bottleneck
