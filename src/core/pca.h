// Principal components of images, or of any rows of numbers. For images the best that K numbers and a linear
// decoder can do, hence the bar for an autoencoder. Eigenvectors of the covariance matrix (K. Pearson, 1901;
// Bishop, "Pattern Recognition and Machine Learning", section 12.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/shapes.h"

namespace bottleneck {

struct PrincipalComponents {
  std::vector<float> mean;        // D; of images: in [0, 1]
  std::vector<float> components;  // K × D, orthonormal rows, largest variance first
  std::vector<float> variances;   // K, divided by N - 1 as scikit-learn does; of images: of pixels in [0, 1]
};

// Takes rows of D numbers piece by piece, so that who must not wait can do something else in between.
class PrincipalFit {
 public:
  explicit PrincipalFit(int width);  // D

  void add(std::span<const float> rows);  // whole rows, any number of them

  // Of all rows so far, at least 2; 1 <= components <= D. Each component's sign is such that its largest
  // entry by magnitude is positive.
  PrincipalComponents components(int count) const;

 private:
  std::int64_t rows_ = 0;
  std::vector<float> origin_;    // D, near the mean, so that little is lost when its square is taken away
  std::vector<double> sum_;      // D, of the rows from there
  std::vector<double> squares_;  // D × D, of their outer products
};

// Of images, some at a call, so that the caller can show progress or stop.
class PcaFit {
 public:
  // images: N × D bytes, N >= 2, which must outlive this.
  explicit PcaFit(std::span<const std::uint8_t> images);

  void step();           // goes on with the next thousand images
  double share() const;  // of them, 0..1
  bool has_read_all() const { return share() == 1; }
  // Once all are read: 1 <= count <= D. Takes its time, whatever N.
  PrincipalComponents components(int count) const { return fit_.components(count); }

 private:
  std::span<const std::uint8_t> images_;
  PrincipalFit fit_;
  std::size_t read_ = 0;  // bytes
};

// images: N × D bytes, N >= 2.
PrincipalComponents fit_pca(std::span<const std::uint8_t> images, int components);

// images: N × D bytes → N × K numbers.
std::vector<float> project(const PrincipalComponents& pca, std::span<const std::uint8_t> images);

// codes: N × K → N × D pixels, cut to [0, 1].
std::vector<float> reconstruct(const PrincipalComponents& pca, std::span<const float> codes);

}  // namespace bottleneck
