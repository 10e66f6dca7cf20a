// What the notebook "Your First Autoencoder" (U. Michelucci, M. Sperti; Applied Deep Learning, 2nd ed.,
// Apress) did, and every number that it printed. All that the program shows as "the book" comes from here.
#pragma once

#include <array>
#include <cstdint>

namespace bottleneck::book {

// How it trained; it validated on 10,000 images.
inline constexpr int kTrainImages = 60'000;
inline constexpr int kEpochs = 30;
inline constexpr int kBatch = 256;
inline constexpr int kHiddenUnits = 300;  // of exercise 2, in encoder and decoder
inline constexpr std::array<int, 3> kLatentSizes{64, 16, 8};

// Seven nearest neighbours: the share of 10,000 test images that were classified rightly; and the seconds
// that fitting and predicting took on its machine.
struct NeighbourFigures {
  double accuracy;
  double seconds;
};
inline constexpr NeighbourFigures kMnistCodes8{0.8967, 1.24};
inline constexpr NeighbourFigures kMnistPixels{0.9694, 843};
inline constexpr NeighbourFigures kFashionPixels{0.854, 892};
inline constexpr NeighbourFigures kFashionCodes8{0.7997, 0.86};
inline constexpr NeighbourFigures kFashionCodes16{0.8375, 2.94};
inline constexpr double kTimesLonger = 1000;  // pixels against codes, as its text says

// MNIST's test images by seven neighbours on 8 features: rows: true digit, columns: what they were taken for.
inline constexpr std::array<int, 100> kMnistConfusion8{
    944, 0,    1,   1,   1,   17,  14,  1,   1,   0,    //
    0,   1117, 4,   2,   1,   2,   5,   0,   4,   0,    //
    15,  2,    946, 15,  7,   6,   12,  10,  19,  0,    //
    2,   3,    24,  884, 3,   27,  0,   10,  49,  8,    //
    2,   2,    3,   0,   855, 5,   16,  1,   2,   96,   //
    42,  4,    6,   39,  13,  720, 15,  2,   28,  23,   //
    18,  4,    10,  1,   6,   11,  904, 1,   3,   0,    //
    1,   15,   8,   1,   16,  1,   2,   932, 4,   48,   //
    14,  3,    18,  27,  19,  31,  3,   11,  819, 29,   //
    9,   7,    3,   8,   85,  10,  3,   26,  12,  846,  //
};
// How many of each digit all 784 pixels found rightly: no chance is in it.
inline constexpr std::array<int, 10> kMnistPixelsCorrect{974, 1133, 988, 976, 945, 866, 944, 989, 916, 963};

// Files of the 10,000 test images and of their codes of 16, in bytes; and how much smaller its text calls the
// latter: the quotient of sizes that it rounded first ("29 Mb", "625 Kb"). The true one is 49.
inline constexpr std::int64_t kImagesNpyBytes = 31'360'128;
inline constexpr std::int64_t kCodes16NpyBytes = 640'128;
inline constexpr double kTimesSmaller16 = 46;

// Fashion-MNIST, k = 8, binary cross-entropy.
struct EpochLosses {
  int epoch;
  double train_loss;
  double val_loss;
};
inline constexpr std::array<EpochLosses, 5> kFashion8Losses{{{1, 0.4638, 0.3881},
                                                             {5, 0.3279, 0.3279},
                                                             {10, 0.3168, 0.3183},
                                                             {20, 0.3137, 0.3157},
                                                             {30, 0.3131, 0.3152}}};

// Parameters of (784, k, 784) and of (784, 300, k, 300, 784).
struct Parameters {
  int latent;
  int shallow;
  int deep;
};
inline constexpr std::array<Parameters, 3> kParameters{
    {{8, 13'336, 476'592}, {16, 25'888, 481'400}, {64, 101'200, 510'248}}};
constexpr const Parameters& parameters_of(int latent) {
  return latent == 8 ? kParameters[0] : latent == 16 ? kParameters[1] : kParameters[2];
}

}  // namespace bottleneck::book
