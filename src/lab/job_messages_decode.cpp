#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "lab/figures.h"
#include "lab/job_messages.h"
#include "lab/jobs.h"
#include "texts.h"

namespace bottleneck {
namespace {

using namespace job_messages;

constexpr int kMostHidden = 64;      // layers; the program itself trains far fewer
constexpr int kWidestLayer = 65536;  // units; the same
constexpr double kLongestMs = 1e15;  // 30,000 years: anything finite

Error broken(std::string_view what) {
  return Error{fill(texts::kMessageBroken, {what})};
}

constexpr const char* kCutOff = "it is cut off";
constexpr const char* kTime = "a time is no time";

// Reads fields one after the other. The first thing that is wrong is kept in `problem`, and everything read
// from then on is zero or empty.
struct Reader {
  ByteView left;
  const char* problem = nullptr;

  void complain(const char* what) {
    if (!problem) problem = what;
    left = {};
  }
  ByteView bytes(std::size_t size) {
    if (size > left.size()) {
      complain(kCutOff);
      return {};
    }
    const ByteView taken = left.first(size);
    left = left.subspan(size);
    return taken;
  }
  std::uint64_t number(std::size_t size) {
    const ByteView taken = bytes(size);
    return taken.empty() ? 0 : read_little_endian(taken, size);
  }
  // A whole number of 4 bytes from `least` to `most`.
  int integer(int least, int most, const char* what) {
    const std::uint64_t value = number(4);
    const bool is_in_range =
        value >= static_cast<std::uint64_t>(least) && value <= static_cast<std::uint64_t>(most);
    if (!is_in_range) complain(what);
    return is_in_range ? static_cast<int>(value) : least;
  }
  // A number from 0 to `most`, which a NaN is not.
  double real(double most, const char* what) {
    const double value = std::bit_cast<double>(number(8));
    const bool is_in_range = value >= 0 && value <= most;
    if (!is_in_range) complain(what);
    return is_in_range ? value : 0;
  }
  std::string text() {
    const auto size = static_cast<std::size_t>(number(4));
    return std::string(as_text(bytes(size)));
  }
};

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

std::size_t size_of(const SharedBytes& body) {
  return body ? body->size() : 0;
}

// The body as numbers of 4 bytes each.
template <class Floats>
Floats read_floats(const SharedBytes& body, Reader& read) {
  if (size_of(body) % sizeof(float) != 0) read.complain("its array ends within a number");
  Floats values(read.problem ? 0 : size_of(body) / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), body->data(), body->size());
  return values;
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

// As parameter_count(), which counts in 32 bits where sizes have as many.
std::uint64_t count_parameters(const Architecture& architecture) {
  std::uint64_t count = 0;
  int width = architecture.inputs;
  const auto add_layers_between = [&](int next) {  // one of the encoder, one of the decoder
    const auto weights = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(next);
    count += 2 * weights + static_cast<std::uint64_t>(width) + static_cast<std::uint64_t>(next);
    width = next;
  };
  for (const int hidden : architecture.hidden) add_layers_between(hidden);
  add_layers_between(architecture.latent);
  return count;
}

EncodeImages read_encode_images(std::uint32_t id, const SharedBytes& body, Reader& read) {
  constexpr const char* kWidths = "a layer is too wide or too narrow";
  EncodeImages encode{.id = id};
  Architecture& architecture = encode.architecture;
  architecture.inputs = read.integer(kPixels, kPixels, "the model does not take images of 784 pixels");
  architecture.latent = read.integer(1, kWidestLayer, kWidths);
  architecture.linear_latent = read.integer(0, 1, "a switch is neither on nor off") == 1;
  const int hidden = read.integer(0, kMostHidden, "the model has too many layers");
  for (int i = 0; i < hidden; ++i) architecture.hidden.push_back(read.integer(1, kWidestLayer, kWidths));
  if (count_parameters(architecture) != size_of(body) / sizeof(float))
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
  const bool takes_body = opening->kind == Kind::take_images || opening->kind == Kind::encode_images ||
                          opening->kind == Kind::images_encoded;
  if (!takes_body && opening->body_size != 0) return broken("it has an array too many");
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
