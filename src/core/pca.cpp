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

}  // namespace

PrincipalFit::PrincipalFit(int width)
    : sum_(static_cast<std::size_t>(width)), squares_(sum_.size() * sum_.size()) {}

void PrincipalFit::add(std::span<const float> rows) {
  const std::size_t width = sum_.size();
  assert(rows.size() % width == 0);
  Eigen::Map<Eigen::VectorXd> sum(sum_.data(), as_index(width));
  Eigen::Map<Eigen::MatrixXd> squares(squares_.data(), as_index(width), as_index(width));
  // In batches that single precision can add up.
  for (std::size_t first = 0; first < rows.size(); first += kBatch * width) {
    const auto batch = rows.subspan(first, std::min(kBatch * width, rows.size() - first));
    const Columns x(batch.data(), as_index(width), as_index(batch.size() / width));
    if (rows_ == 0) {
      origin_.resize(width);
      Eigen::Map<Eigen::VectorXf>(origin_.data(), as_index(width)) = x.rowwise().mean();
    }
    const Eigen::MatrixXf moved =
        x.colwise() - Eigen::Map<const Eigen::VectorXf>(origin_.data(), as_index(width));
    const Eigen::MatrixXf products = moved * moved.transpose();
    sum += moved.rowwise().sum().cast<double>();
    squares += products.cast<double>();
    rows_ += x.cols();
  }
}

PrincipalComponents PrincipalFit::components(int count) const {
  const Eigen::Index width = as_index(sum_.size());
  assert(rows_ >= 2 && count >= 1 && count <= width);
  const auto rows = static_cast<double>(rows_);
  const Eigen::VectorXd shift = Eigen::Map<const Eigen::VectorXd>(sum_.data(), width) / rows;
  const Eigen::VectorXf mean =
      (Eigen::Map<const Eigen::VectorXf>(origin_.data(), width).cast<double>() + shift).cast<float>();
  const Eigen::Map<const Eigen::MatrixXd> squares(squares_.data(), width, width);
  const Eigen::MatrixXd covariance = (squares - rows * shift * shift.transpose()) / (rows - 1);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);  // eigenvalues rise
  PrincipalComponents pca;
  pca.mean.assign(mean.begin(), mean.end());
  for (int i = 0; i < count; ++i) {
    const Eigen::Index column = width - 1 - i;
    Eigen::VectorXd vector = solver.eigenvectors().col(column);
    Eigen::Index largest = 0;
    vector.cwiseAbs().maxCoeff(&largest);
    if (vector[largest] < 0) vector = -vector;
    for (const double v : vector) pca.components.push_back(static_cast<float>(v));
    pca.variances.push_back(static_cast<float>(std::max(0.0, solver.eigenvalues()[column])));
  }
  return pca;
}

PcaFit::PcaFit(std::span<const std::uint8_t> images) : images_(images), fit_(kPixels) {
  assert(images.size() % kPixels == 0 && images.size() >= 2 * kPixels);
}

double PcaFit::share() const {
  return static_cast<double>(read_) / static_cast<double>(images_.size());
}

void PcaFit::step() {
  const auto batch = images_.subspan(read_, std::min(kBatch * kPixels, images_.size() - read_));
  for_batches(batch, [&](Eigen::Index, const Columns& x) {
    fit_.add({x.data(), static_cast<std::size_t>(x.size())});
  });
  read_ += batch.size();
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
