// What the page asks of its worker, and what the worker answers: one C++ type each way. Both cross as bytes,
// of which JavaScript understands nothing.
//
//   page:   Request ──encode──► head + body ──postMessage──► decode ──► Request     :worker
//   page:   Reply ◄──decode── head + body ◄──postMessage── encode ◄── Reply         :worker
//
// The body is the one large array of a message, so that it is not copied on the way.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/autoencoder.h"
#include "core/checkpoint.h"
#include "core/dataset.h"
#include "core/knn.h"
#include "core/result.h"
#include "core/trainer.h"
#include "formats/bytes.h"

namespace bottleneck {

// --- requests

// A large array that is handed on without being copied; never written to.
using SharedBytes = std::shared_ptr<const Bytes>;

// The training images that later requests are about; what was asked before is still about those before. No
// answer.
struct TakeImages {
  std::string dataset{};
  SharedBytes images{};  // N × D; the body
};
// The k nearest training images of one image; a later request replaces one that has not begun.
struct FindNearestPixels {
  std::uint32_t id = 0;
  Image image{};
  int k = 1;  // at least 1; fewer are found where there are fewer images
};
// The codes of all training images; a later request ends one that still runs.
struct EncodeImages {
  std::uint32_t id = 0;
  Architecture architecture{};
  AlignedFloats parameters{};  // the body
};
// Ends the job of that number, if it has not been answered; it is not answered any more.
struct CancelJob {
  std::uint32_t id = 0;
};

// The validation images that a training run after this one is about. No answer.
struct TakeValidation {
  SharedBytes images{};  // N × D; the body; may be empty
};
// How far a training run is to go.
enum class TrainingOrder : std::uint8_t { pause, one_batch, one_epoch, to_end };
// Trains on the images; a later request, or CancelJob, ends a run that is there. Answered by
// TrainingProgressed again and again, TrainingWeights and TrainingCheckpoint. A run that has stopped stays
// and can be directed on.
struct TrainModel {
  std::uint32_t id = 0;
  TrainingSettings settings{};
  int images = 0;  // the first so many of the training images
  TrainingOrder order = TrainingOrder::to_end;
  // What an earlier run left at the end of an epoch, to go on from; its floats are the body. Nothing: it
  // begins with random weights.
  std::optional<Checkpoint> checkpoint{};
};
// To the run of that number.
struct DirectTraining {
  std::uint32_t id = 0;
  TrainingOrder order = TrainingOrder::pause;
  int epochs = 1;  // it ends after; those done at least
};
// How fast this machine trains, on images that need not be there.
struct MeasureTraining {
  std::uint32_t id = 0;
  Architecture architecture{};
  int batch = 1;
};
using Request = std::variant<TakeImages, FindNearestPixels, EncodeImages, CancelJob, TakeValidation,
                             TrainModel, DirectTraining, MeasureTraining>;

// --- replies

struct WorkerReady {};
struct NearestPixelsFound {
  std::uint32_t id = 0;
  std::vector<Neighbour> neighbours{};  // nearest first; distances in units of pixels in 0..1
  double ms = 0;
};
struct JobProgress {
  std::uint32_t id = 0;
  double share = 0;   // 0..1
  double eta_ms = 0;  // time left, as far as can be told
};
struct ImagesEncoded {
  std::uint32_t id = 0;
  std::vector<float> codes{};  // N × K; the body
};
struct JobFailed {
  std::uint32_t id = 0;
  std::string message{};  // for the reader
};

struct TrainingProgressed {
  std::uint32_t id = 0;
  Progress progress{};
  int orders = 0;                      // DirectTrainings that had come: what was asked since is not in this
  bool is_paused = false;              // nothing more comes before it is directed on
  std::vector<float> batch_losses{};   // of the mini-batches since the last report
  std::vector<EpochRecord> records{};  // of the epochs that ended since then
  double images_per_second = 0;        // of this request, validation included; 0: not known
  double work_ms = 0;                  // spent since the request
  int dead_units = 0;                  // latent units that are zero on all of the first dead_units_of images
  int dead_units_of = 0;               // 0: not counted since the last report
};
struct TrainingWeights {
  std::uint32_t id = 0;
  int epoch = 0;               // where the run stood: epochs done
  int batch = 0;               // and mini-batches of the one under way; 0 between two
  AlignedFloats parameters{};  // the body
};
// At the end of an epoch.
struct TrainingCheckpoint {
  std::uint32_t id = 0;
  Checkpoint checkpoint{};  // its floats are the body
};
struct TrainingMeasured {
  std::uint32_t id = 0;
  double images_per_second = 0;
};
using Reply = std::variant<WorkerReady, NearestPixelsFound, JobProgress, ImagesEncoded, JobFailed,
                           TrainingProgressed, TrainingWeights, TrainingCheckpoint, TrainingMeasured>;

// A message as bytes.
struct Packet {
  Bytes head{};
  SharedBytes body{};  // null for most
};
Packet encode(const Request& request);
Packet encode(const Reply& reply);
// Messages of another build, or cut off, are errors.
Result<Request> decode_request(const Packet& packet);
Result<Reply> decode_reply(const Packet& packet);

// The number of the job that a request is about, 0 for one without; for a request whose body is not there, so
// that the rest cannot be read.
Result<std::uint32_t> request_id(ByteView head);

// --- the page's end: what is under way

struct Jobs {
  enum class Worker : std::uint8_t { absent, starting, ready, failed };
  Worker worker = Worker::absent;
  std::string worker_error{};  // why the last one was lost, for the reader
  int workers_lost = 0;

  std::vector<Request> outbox{};  // the platform sends these in order, starting the worker for the first
  std::uint32_t last_id = 0;
  std::shared_ptr<const Dataset> images{};  // what the worker has, or will have once the outbox is sent

  // The pixel search under way: its number (0: none), what it is about.
  std::uint32_t pixel_id = 0;
  std::shared_ptr<const Dataset> pixel_images{};
  Image pixel_image{};
  int pixel_k = 0;
  // The encoding under way: its number (0: none), of which images, for which model, how far.
  std::uint32_t encode_id = 0;
  std::shared_ptr<const Dataset> encode_images{};
  std::string encode_model{};
  JobProgress encode_progress{};
  // The training run that the worker has: its number (0: none).
  std::uint32_t training_id = 0;
  int training_orders = 0;                      // DirectTrainings given to it
  std::shared_ptr<const Dataset> validation{};  // that the worker has, as `images`
  // The measurement under way: its number (0: none).
  std::uint32_t measure_id = 0;
};

// A worker that is lost is replaced by the next request; after so many losses only when the reader asks for
// it (by setting `worker` to absent), so that one that dies of its work is not started for ever.
inline constexpr int kMostWorkersLost = 3;

// Asks for things. Each sends the training images first where the worker does not have them, and does nothing
// where the same is under way already, or the worker has failed.
// dataset: its name, images: its training images, at least one.
//
// While a pixel search among the same images is with the worker, a later one is not sent: the caller asks
// again with what is newest once the answer is there. So a moving pen sees answers as fast as they come, and
// none waits in a queue.
void ask_for_nearest_pixels(Jobs& jobs, const std::string& dataset,
                            const std::shared_ptr<const Dataset>& images, const Image& image, int k);
// Ends the encoding for another model, if one is under way.
void ask_for_codes(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& images,
                   const std::string& model_name, const Autoencoder& model);
void cancel_encoding(Jobs& jobs);

// A training run, in place of the one that the worker has. train: at least `request.images` images;
// validation: may be null. The request's number is given here.
void ask_for_training(Jobs& jobs, const std::string& dataset, const std::shared_ptr<const Dataset>& train,
                      const std::shared_ptr<const Dataset>& validation, TrainModel request);
// Nothing where the worker has no run.
void direct_training(Jobs& jobs, TrainingOrder order, int epochs);
void end_training(Jobs& jobs);

// One at a time.
void ask_for_measurement(Jobs& jobs, const Architecture& architecture, int batch);

// The worker has died or could not be started: everything under way is forgotten, so that it is asked for
// anew of the next worker. `message` is for the reader.
void lose_worker(Jobs& jobs, const std::string& message);

}  // namespace bottleneck
