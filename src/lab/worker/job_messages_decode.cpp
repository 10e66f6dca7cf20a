#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "lab/worker/job_messages.h"
#include "lab/worker/job_reader.h"
#include "texts/jobs.h"

namespace bottleneck {
namespace {

using namespace job_messages;

// The fields that every head begins with.
struct Opening {
  Kind kind{};
  std::uint32_t id = 0;
  std::uint64_t body_size = 0;
};
Result<Opening> read_opening(Reader& read) {
  const std::uint64_t magic = read.number(4);
  const std::uint64_t format = read.number(4);
  if (read.problem || magic != kMagic || format != kFormat) return Error{texts::kMessageOfOtherBuild};
  Opening opening;
  opening.kind = static_cast<Kind>(read.number(1));
  opening.id = static_cast<std::uint32_t>(read.number(4));
  opening.body_size = read.number(8);
  if (read.problem) return broken(read.problem);
  return opening;
}

TakeImages read_take_images(const SharedBytes& body, Reader& read) {
  TakeImages take{.dataset = read.text(), .images = body ? body : std::make_shared<const Bytes>()};
  if (size_of(body) % kPixels != 0) read.complain("its array does not hold whole images");
  return take;
}

FindNearestPixels read_find_nearest_pixels(std::uint32_t id, Reader& read) {
  FindNearestPixels find{.id = id};
  find.k = read.integer(1, std::numeric_limits<int>::max(), "it asks for no neighbours");
  const ByteView image = read.bytes(find.image.size());
  std::copy(image.begin(), image.end(), find.image.begin());
  return find;
}

EncodeImages read_encode_images(std::uint32_t id, const SharedBytes& body, Reader& read) {
  EncodeImages encode{.id = id, .architecture = read_architecture(read)};
  if (parameter_count(encode.architecture) != size_of(body) / sizeof(float))
    read.complain("the model's weights are not as many as its layers need");
  encode.parameters = read_floats<AlignedFloats>(body, read);
  return encode;
}

NearestPixelsFound read_nearest_pixels_found(std::uint32_t id, Reader& read) {
  NearestPixelsFound found{.id = id};
  found.ms = read.real(kLongestMs, kTime);
  const std::size_t count = static_cast<std::size_t>(read.number(4));
  if (count > read.left.size() / 8) read.complain(kCutOff);
  for (std::size_t i = 0; i < count && !read.problem; ++i) {
    const int index = read.integer(0, std::numeric_limits<int>::max(), "a neighbour is none of the images");
    const auto distance = std::bit_cast<float>(static_cast<std::uint32_t>(read.number(4)));
    if (!(distance >= 0 && std::isfinite(distance))) read.complain("a distance is no length");
    found.neighbours.push_back({.index = index, .distance = distance});
  }
  return found;
}

JobProgress read_job_progress(std::uint32_t id, Reader& read) {
  JobProgress progress{.id = id};
  progress.share = read.real(1, "more than all of it is done");
  progress.eta_ms = read.real(kLongestMs, kTime);
  return progress;
}

// What was read, unless something was wrong with it, or more is there.
template <class Message>
Result<Message> finish(Reader& read, Message message) {
  if (!read.problem && !read.left.empty()) read.complain("it is too long");
  if (read.problem) return broken(read.problem);
  return message;
}

// Reads the opening and checks the body against it.
Result<Opening> open(Reader& read, const SharedBytes& body) {
  Result<Opening> opening = read_opening(read);
  if (!opening) return opening;
  if (opening->body_size != size_of(body)) return broken("its array is cut off");
  if (!has_body(opening->kind) && opening->body_size != 0) return broken("it has an array too many");
  return opening;
}

}  // namespace

Result<Request> decode_request(const Packet& packet) {
  Reader read{packet.head};
  const Result<Opening> opening = open(read, packet.body);
  if (!opening) return Error{opening.error()};
  switch (opening->kind) {
    case Kind::take_images:
      return finish<Request>(read, read_take_images(packet.body, read));
    case Kind::find_nearest_pixels:
      return finish<Request>(read, read_find_nearest_pixels(opening->id, read));
    case Kind::encode_images:
      return finish<Request>(read, read_encode_images(opening->id, packet.body, read));
    case Kind::cancel_job:
      return finish<Request>(read, CancelJob{.id = opening->id});
    case Kind::take_validation:
      return finish<Request>(read, read_take_validation(packet.body, read));
    case Kind::train_model:
      return finish<Request>(read, read_train_model(opening->id, packet.body, read));
    case Kind::direct_training:
      return finish<Request>(read, read_direct_training(opening->id, read));
    case Kind::measure_training:
      return finish<Request>(read, read_measure_training(opening->id, read));
    default:
      return broken("it is no request");
  }
}

Result<Reply> decode_reply(const Packet& packet) {
  Reader read{packet.head};
  const Result<Opening> opening = open(read, packet.body);
  if (!opening) return Error{opening.error()};
  switch (opening->kind) {
    case Kind::worker_ready:
      return finish<Reply>(read, WorkerReady{});
    case Kind::nearest_pixels_found:
      return finish<Reply>(read, read_nearest_pixels_found(opening->id, read));
    case Kind::job_progress:
      return finish<Reply>(read, read_job_progress(opening->id, read));
    case Kind::images_encoded:
      return finish<Reply>(read, ImagesEncoded{.id = opening->id,
                                               .codes = read_floats<std::vector<float>>(packet.body, read)});
    case Kind::job_failed:
      return finish<Reply>(read, JobFailed{.id = opening->id, .message = read.text()});
    case Kind::training_progressed:
      return finish<Reply>(read, read_training_progressed(opening->id, read));
    case Kind::training_weights:
      return finish<Reply>(read, read_training_weights(opening->id, packet.body, read));
    case Kind::training_checkpoint:
      return finish<Reply>(read, read_training_checkpoint(opening->id, packet.body, read));
    case Kind::training_measured:
      return finish<Reply>(read, read_training_measured(opening->id, read));
    default:
      return broken("it is no reply");
  }
}

Result<std::uint32_t> request_id(ByteView head) {
  Reader read{head};
  const Result<Opening> opening = read_opening(read);
  if (!opening) return Error{opening.error()};
  return opening->id;
}

}  // namespace bottleneck
