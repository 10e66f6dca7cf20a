#include "lab/worker/job_reader.h"

#include <bit>

#include "lab/base/figures.h"
#include "texts/jobs.h"

namespace bottleneck::job_messages {
namespace {

constexpr int kMostHidden = 64;      // layers; the program itself trains far fewer
constexpr int kWidestLayer = 65536;  // units; the same

}  // namespace

Error broken(std::string_view what) {
  return Error{fill(texts::kMessageBroken, {what})};
}

void Reader::complain(const char* what) {
  if (!problem) problem = what;
  left = {};
}

ByteView Reader::bytes(std::size_t size) {
  if (size > left.size()) {
    complain(kCutOff);
    return {};
  }
  const ByteView taken = left.first(size);
  left = left.subspan(size);
  return taken;
}

std::uint64_t Reader::number(std::size_t size) {
  const ByteView taken = bytes(size);
  return taken.empty() ? 0 : read_little_endian(taken, size);
}

int Reader::integer(int least, int most, const char* what) {
  const std::uint64_t value = number(4);
  const bool is_in_range =
      value >= static_cast<std::uint64_t>(least) && value <= static_cast<std::uint64_t>(most);
  if (!is_in_range) complain(what);
  return is_in_range ? static_cast<int>(value) : least;
}

double Reader::real(double most, const char* what) {
  const double value = any_real();
  const bool is_in_range = value >= 0 && value <= most;
  if (!is_in_range) complain(what);
  return is_in_range ? value : 0;
}

double Reader::any_real() {
  return std::bit_cast<double>(number(8));
}

std::string Reader::text() {
  const auto size = static_cast<std::size_t>(number(4));
  return std::string(as_text(bytes(size)));
}

Architecture read_architecture(Reader& read) {
  constexpr const char* kWidths = "a layer is too wide or too narrow";
  Architecture architecture;
  architecture.inputs = read.integer(kPixels, kPixels, "the model does not take images of 784 pixels");
  architecture.latent = read.integer(1, kWidestLayer, kWidths);
  architecture.linear_latent = read.integer(0, 1, "a switch is neither on nor off") == 1;
  const int hidden = read.integer(0, kMostHidden, "the model has too many layers");
  for (int i = 0; i < hidden; ++i) architecture.hidden.push_back(read.integer(1, kWidestLayer, kWidths));
  return architecture;
}

}  // namespace bottleneck::job_messages
