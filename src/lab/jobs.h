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
#include "core/dataset.h"
#include "core/knn.h"
#include "core/result.h"
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
using Request = std::variant<TakeImages, FindNearestPixels, EncodeImages, CancelJob>;

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
using Reply = std::variant<WorkerReady, NearestPixelsFound, JobProgress, ImagesEncoded, JobFailed>;

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

// The worker has died or could not be started: everything under way is forgotten, so that it is asked for
// anew of the next worker. `message` is for the reader.
void lose_worker(Jobs& jobs, const std::string& message);

}  // namespace bottleneck
