#include "core/pca.h"

#include <algorithm>
#include <cassert>

#include <Eigen/Eigenvalues>

#include "core/autoencoder.h"

namespace bottleneck {
namespace {

constexpr std::size_t kBatch = 1000;

using Columns = Eigen::Map<const Eigen::MatrixXf>;  // D × N: an image is a column

Eigen::Index as_index(std::size_t n) {
  return static_cast<Eigen::Index>(n);
}

// Calls body(first image, D × batch matrix of pixels in [0, 1]) for batch after batch.
template <class Body>
void for_batches(std::span<const std::uint8_t> images, const Body& body) {
  std::vector<float> unit;
  for (std::size_t first = 0; first < images.size(); first += kBatch * kPixels) {
    const auto bytes = images.subspan(first, std::min(kBatch * kPixels, images.size() - first));
    unit.resize(bytes.size());
    to_unit(bytes, unit);
    body(as_index(first / kPixels), Columns(unit.data(), kPixels, as_index(bytes.size() / kPixels)));
  }
}

double count_of(std::span<const std::uint8_t> images) {
  return static_cast<double>(images.size() / kPixels);
}

}  // namespace

struct PcaFit::Sums {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(kPixels);
  Eigen::MatrixXd products = Eigen::MatrixXd::Zero(kPixels, kPixels);  // of centred pixels
};

PcaFit::PcaFit(std::span<const std::uint8_t> images) : images_(images), sums_(std::make_unique<Sums>()) {
  assert(images.size() % kPixels == 0 && images.size() >= 2 * kPixels);
}
PcaFit::~PcaFit() = default;
PcaFit::PcaFit(PcaFit&&) noexcept = default;
PcaFit& PcaFit::operator=(PcaFit&&) noexcept = default;

double PcaFit::share() const {
  return static_cast<double>(read_) / static_cast<double>(2 * images_.size());
}

void PcaFit::step() {
  const bool is_second = read_ >= images_.size();
  const std::size_t first = read_ - (is_second ? images_.size() : 0);
  const auto batch = images_.subspan(first, std::min(kBatch * kPixels, images_.size() - first));
  for_batches(batch, [&](Eigen::Index, const Columns& x) {
    if (!is_second) {
      sums_->sum += x.rowwise().sum().cast<double>();
      return;
    }
    const Eigen::VectorXf mean = (sums_->sum / count_of(images_)).cast<float>();
    const Eigen::MatrixXf centred = x.colwise() - mean;
    const Eigen::MatrixXf product = centred * centred.transpose();
    sums_->products += product.cast<double>();
  });
  read_ += batch.size();
}

PrincipalComponents PcaFit::components(int count) const {
  assert(has_read_all() && count >= 1 && count <= kPixels);
  const Eigen::MatrixXd covariance = sums_->products / (count_of(images_) - 1);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);  // eigenvalues rise
  PrincipalComponents pca;
  const Eigen::VectorXf mean = (sums_->sum / count_of(images_)).cast<float>();
  pca.mean.assign(mean.begin(), mean.end());
  for (int i = 0; i < count; ++i) {
    const Eigen::Index column = kPixels - 1 - i;
    Eigen::VectorXd vector = solver.eigenvectors().col(column);
    Eigen::Index largest = 0;
    vector.cwiseAbs().maxCoeff(&largest);
    if (vector[largest] < 0) vector = -vector;
    for (const double v : vector) pca.components.push_back(static_cast<float>(v));
    pca.variances.push_back(static_cast<float>(std::max(0.0, solver.eigenvalues()[column])));
  }
  return pca;
}

PrincipalComponents fit_pca(std::span<const std::uint8_t> images, int components) {
  PcaFit fit(images);
  while (!fit.has_read_all()) fit.step();
  return fit.components(components);
}

std::vector<float> project(const PrincipalComponents& pca, std::span<const std::uint8_t> images) {
  const auto width = as_index(pca.variances.size());
  const Columns basis(pca.components.data(), kPixels, width);
  const Eigen::Map<const Eigen::VectorXf> mean(pca.mean.data(), kPixels);
  std::vector<float> codes(images.size() / kPixels * pca.variances.size());
  Eigen::Map<Eigen::MatrixXf> y(codes.data(), width, as_index(images.size() / kPixels));
  for_batches(images, [&](Eigen::Index first, const Columns& x) {
    y.middleCols(first, x.cols()).noalias() = basis.transpose() * (x.colwise() - mean);
  });
  return codes;
}

std::vector<float> reconstruct(const PrincipalComponents& pca, std::span<const float> codes) {
  const auto width = as_index(pca.variances.size());
  const auto count = as_index(codes.size() / pca.variances.size());
  const Columns basis(pca.components.data(), kPixels, width);
  const Columns y(codes.data(), width, count);
  std::vector<float> pixels(static_cast<std::size_t>(count) * kPixels);
  Eigen::Map<Eigen::MatrixXf> x(pixels.data(), kPixels, count);
  x.noalias() = basis * y;
  x.colwise() += Eigen::Map<const Eigen::VectorXf>(pca.mean.data(), kPixels);
  x = x.cwiseMax(0.0F).cwiseMin(1.0F);
  return pixels;
}

}  // namespace bottleneck
