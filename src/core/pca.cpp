#include "core/pca.h"

#include <algorithm>
#include <cassert>

#include <Eigen/Eigenvalues>

#include "core/autoencoder.h"
#include "core/product.h"

namespace bottleneck {
namespace {

constexpr std::size_t kBatch = 1000;  // rows at a time

// rows: n × D → the same without the mean.
std::vector<float> moved(std::vector<float> rows, std::span<const float> mean) {
  for (std::size_t first = 0; first < rows.size(); first += mean.size()) {
    for (std::size_t i = 0; i < mean.size(); ++i) rows[first + i] -= mean[i];
  }
  return rows;
}

// rows: n × D; sum: D, to which they are added.
void add_rows(std::span<const float> rows, std::span<double> sum) {
  for (std::size_t first = 0; first < rows.size(); first += sum.size()) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += rows[first + i];
  }
}

// Turns an eigenvector of the tridiagonal matrix (D numbers) into that of the matrix: the reflections one
// after the other.
void reflect(const Eigen::Tridiagonalization<Eigen::MatrixXd>& tridiagonal, Eigen::VectorXd& vector) {
  const Eigen::MatrixXd& packed = tridiagonal.packedMatrix();
  const Eigen::Index width = packed.cols();
  for (Eigen::Index i = width - 1; i-- > 0;) {
    const auto axis = packed.col(i).tail(width - 2 - i);  // behind a one
    auto rest = vector.tail(width - 2 - i);
    double& first = vector[i + 1];
    const double twice = tridiagonal.householderCoefficients()[i] * (first + axis.dot(rest));
    first -= twice;
    rest -= twice * axis;
  }
}

// images: N × D bytes → a batch of them from that byte on, n × D pixels in [0, 1].
std::vector<float> pixels_from(std::span<const std::uint8_t> images, std::size_t first) {
  const auto bytes = images.subspan(first, std::min(kBatch * kPixels, images.size() - first));
  std::vector<float> pixels(bytes.size());
  to_unit(bytes, pixels);
  return pixels;
}

}  // namespace

PrincipalFit::PrincipalFit(int width)
    : sum_(static_cast<std::size_t>(width)), squares_(sum_.size() * sum_.size()) {}

void PrincipalFit::add(std::span<const float> rows) {
  const std::size_t width = sum_.size();
  assert(rows.size() % width == 0);
  std::vector<float> products(squares_.size());
  // In batches that single precision can add up.
  for (std::size_t first = 0; first < rows.size(); first += kBatch * width) {
    const auto batch = rows.subspan(first, std::min(kBatch * width, rows.size() - first));
    const std::size_t count = batch.size() / width;
    if (rows_ == 0) {
      std::vector<double> sum(width);
      add_rows(batch, sum);
      for (const double of_one : sum)
        origin_.push_back(static_cast<float>(of_one / static_cast<double>(count)));
    }
    const std::vector<float> from_origin = moved({batch.begin(), batch.end()}, origin_);
    const MatrixView x = matrix(from_origin.data(), count, width);
    product(transposed(x), x, {}, products);
    add_rows(from_origin, sum_);
    for (std::size_t i = 0; i < products.size(); ++i) squares_[i] += products[i];
    rows_ += static_cast<std::int64_t>(count);
  }
}

PrincipalComponents PrincipalFit::components(int count) const {
  const auto width = static_cast<Eigen::Index>(sum_.size());
  assert(rows_ >= 2 && count >= 1 && count <= width);
  const auto rows = static_cast<double>(rows_);
  PrincipalComponents pca;
  for (std::size_t i = 0; i < sum_.size(); ++i)
    pca.mean.push_back(static_cast<float>(origin_[i] + sum_[i] / rows));
  const Eigen::Map<const Eigen::VectorXd> sum(sum_.data(), width);
  const Eigen::Map<const Eigen::MatrixXd> squares(squares_.data(), width, width);
  const Eigen::MatrixXd covariance = (squares - sum * (sum / rows).transpose()) / (rows - 1);
  // As the solver's own compute(), but for turning all vectors back, of which few are wanted.
  const Eigen::Tridiagonalization<Eigen::MatrixXd> tridiagonal(covariance);
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(width);
  solver.computeFromTridiagonal(tridiagonal.diagonal(), tridiagonal.subDiagonal());  // eigenvalues rise
  for (int i = 0; i < count; ++i) {
    const Eigen::Index column = width - 1 - i;
    Eigen::VectorXd vector = solver.eigenvectors().col(column);
    reflect(tridiagonal, vector);
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
  const std::vector<float> pixels = pixels_from(images_, read_);
  fit_.add(pixels);
  read_ += pixels.size();
}

PrincipalComponents fit_pca(std::span<const std::uint8_t> images, int components) {
  PcaFit fit(images);
  while (!fit.has_read_all()) fit.step();
  return fit.components(components);
}

std::vector<float> project(const PrincipalComponents& pca, std::span<const std::uint8_t> images) {
  const std::size_t width = pca.variances.size();
  const MatrixView basis = matrix(pca.components.data(), width, kPixels);
  std::vector<float> codes(images.size() / kPixels * width);
  for (std::size_t first = 0; first < images.size(); first += kBatch * kPixels) {
    const std::vector<float> from_mean = moved(pixels_from(images, first), pca.mean);
    const std::size_t count = from_mean.size() / kPixels;
    product(matrix(from_mean.data(), count, kPixels), transposed(basis), {},
            std::span(codes).subspan(first / kPixels * width, count * width));
  }
  return codes;
}

std::vector<float> reconstruct(const PrincipalComponents& pca, std::span<const float> codes) {
  const std::size_t width = pca.variances.size();
  const std::size_t count = codes.size() / width;
  std::vector<float> pixels(count * kPixels);
  product(matrix(codes.data(), count, width), matrix(pca.components.data(), width, kPixels), pca.mean,
          pixels);
  for (float& pixel : pixels) pixel = std::clamp(pixel, 0.0F, 1.0F);
  return pixels;
}

}  // namespace bottleneck
