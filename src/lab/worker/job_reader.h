// Reads the messages of lab/worker/jobs.h field by field, for the job_messages_*.cpp.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "formats/bytes.h"
#include "lab/worker/jobs.h"

namespace bottleneck::job_messages {

inline constexpr double kLongestMs = 1e15;  // 30,000 years: anything finite

Error broken(std::string_view what);

inline constexpr const char* kCutOff = "it is cut off";
inline constexpr const char* kTime = "a time is no time";

// Reads fields one after the other. The first thing that is wrong is kept in `problem`, and everything read
// from then on is zero or empty.
struct Reader {
  ByteView left;
  const char* problem = nullptr;

  void complain(const char* what);
  ByteView bytes(std::size_t size);
  std::uint64_t number(std::size_t size);
  // A whole number of 4 bytes from `least` to `most`.
  int integer(int least, int most, const char* what);
  // A number from 0 to `most`, which a NaN is not.
  double real(double most, const char* what);
  // Any number, also one that is none.
  double any_real();
  std::string text();
};

inline std::size_t size_of(const SharedBytes& body) {
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

// Of a model of images of 784 pixels.
Architecture read_architecture(Reader& read);

// The kinds that training has (job_messages_training.cpp).
TakeValidation read_take_validation(const SharedBytes& body, Reader& read);
TrainModel read_train_model(std::uint32_t id, const SharedBytes& body, Reader& read);
DirectTraining read_direct_training(std::uint32_t id, Reader& read);
MeasureTraining read_measure_training(std::uint32_t id, Reader& read);
TrainingProgressed read_training_progressed(std::uint32_t id, Reader& read);
TrainingWeights read_training_weights(std::uint32_t id, const SharedBytes& body, Reader& read);
TrainingCheckpoint read_training_checkpoint(std::uint32_t id, const SharedBytes& body, Reader& read);
TrainingMeasured read_training_measured(std::uint32_t id, Reader& read);

}  // namespace bottleneck::job_messages
