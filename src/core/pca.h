// Principal components: the best that K numbers and a linear decoder can do, hence the bar for an
// autoencoder. Eigenvectors of the covariance matrix (K. Pearson, 1901; Bishop, "Pattern Recognition and
// Machine Learning", section 12.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/shapes.h"

namespace bottleneck {

struct PrincipalComponents {
  std::vector<float> mean;        // D, in [0, 1]
  std::vector<float> components;  // K × D, orthonormal rows, largest variance first
  std::vector<float> variances;   // K, of pixels in [0, 1], divided by N - 1 as scikit-learn does
};

// The same, some images at a call, so that the caller can show progress or stop.
class PcaFit {
 public:
  // images: N × D bytes, N >= 2, which must outlive this.
  explicit PcaFit(std::span<const std::uint8_t> images);
  ~PcaFit();
  PcaFit(PcaFit&&) noexcept;
  PcaFit& operator=(PcaFit&&) noexcept;

  // Goes on with the next thousand images, all of which are read twice.
  void step();
  double share() const;  // of that, 0..1
  bool has_read_all() const { return share() == 1; }
  // Once all are read: 1 <= components <= D. Takes its time, whatever N.
  PrincipalComponents components(int count) const;

 private:
  struct Sums;
  std::span<const std::uint8_t> images_;
  std::unique_ptr<Sums> sums_;
  std::size_t read_ = 0;  // bytes, of the two readings
};

// images: N × D bytes, N >= 2; 1 <= components <= D. Each row's sign is such that its largest entry by
// magnitude is positive.
PrincipalComponents fit_pca(std::span<const std::uint8_t> images, int components);

// images: N × D bytes → N × K numbers.
std::vector<float> project(const PrincipalComponents& pca, std::span<const std::uint8_t> images);

// codes: N × K → N × D pixels, cut to [0, 1].
std::vector<float> reconstruct(const PrincipalComponents& pca, std::span<const float> codes);

}  // namespace bottleneck
