#include "core/gradient.h"

#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "core/synthetic.h"
#include "core/trainer.h"

namespace bottleneck {
namespace {

TEST(Leaves, CoverAMiniBatchInThirtyTwosAndTheLastIsNotSmall) {
  for (std::size_t images = 1; images < 300; ++images) {
    const std::size_t leaves = leaf_count(images);
    EXPECT_EQ(leaf_begin(0, images), 0U);
    EXPECT_EQ(leaf_begin(leaves, images), images);
    for (std::size_t leaf = 0; leaf + 1 < leaves; ++leaf)
      EXPECT_EQ(leaf_begin(leaf + 1, images) - leaf_begin(leaf, images), kLeafImages);
    const std::size_t last = images - leaf_begin(leaves - 1, images);
    EXPECT_TRUE(leaves == 1 ? last < kLeafImages + 8 : last >= 8 && last < kLeafImages + 8) << images;
  }
}

TEST(Leaves, AreSharedEvenly) {
  EXPECT_EQ(share_leaves(8, 3), (std::vector<Leaves>{{0, 2}, {2, 5}, {5, 8}}));
  EXPECT_EQ(share_leaves(2, 8), (std::vector<Leaves>{{0, 1}, {1, 2}}));
  EXPECT_EQ(share_leaves(1, 1), (std::vector<Leaves>{{0, 1}}));
}

TEST(Leaves, OfAShareAreTheLargestSubtrees) {
  EXPECT_EQ(subtrees({0, 8}, 8), (std::vector<Leaves>{{0, 8}}));
  EXPECT_EQ(subtrees({0, 4}, 8), (std::vector<Leaves>{{0, 4}}));
  EXPECT_EQ(subtrees({1, 4}, 8), (std::vector<Leaves>{{1, 2}, {2, 4}}));
  EXPECT_EQ(subtrees({2, 5}, 8), (std::vector<Leaves>{{2, 4}, {4, 5}}));
  // What the end cuts off is whole.
  EXPECT_EQ(subtrees({4, 7}, 7), (std::vector<Leaves>{{4, 7}}));
  EXPECT_EQ(subtrees({0, 5}, 5), (std::vector<Leaves>{{0, 5}}));
}

// Numbers whose sum shows in which order they were added: what a tree makes of leaves, by its definition.
float tree_sum(const std::vector<float>& leaves, std::size_t first, std::size_t width) {
  if (width == 1) return leaves[first];
  const float left = tree_sum(leaves, first, width / 2);
  return first + width / 2 < leaves.size() ? left + tree_sum(leaves, first + width / 2, width / 2) : left;
}

TEST(Shares, AddUpToTheTreeOfAllLeaves) {
  for (std::size_t leaves = 1; leaves <= 19; ++leaves) {
    std::vector<float> numbers(leaves);
    for (std::size_t i = 0; i < leaves; ++i) numbers[i] = std::pow(1.7F, static_cast<float>(i * 5 % 7)) / 3;
    const float expected = tree_sum(numbers, 0, 32);
    for (std::size_t threads = 1; threads <= leaves; ++threads) {
      const std::vector<Leaves> shares = share_leaves(leaves, threads);
      std::vector<ShareSums> sums;
      for (const Leaves& share : shares) {
        ShareSums& of_share = sums.emplace_back();
        of_share.losses.assign(share.last - share.first, 1.0);
        for (const Leaves& tree : subtrees(share, leaves)) {
          std::size_t width = 1;
          while (width < tree.last - tree.first) width *= 2;
          of_share.gradients.push_back({tree_sum(numbers, tree.first, width)});
        }
      }
      EXPECT_EQ(add_shares(leaves, shares, sums), static_cast<double>(leaves));
      EXPECT_EQ(sums[0].gradients[0][0], expected) << leaves << " leaves, " << threads << " threads";
    }
  }
}

struct SharedRun {
  Architecture architecture;
  Loss loss;
  int images;
  int batch;
};

TEST(Trainer, GivesTheSameBitsHoweverItsMiniBatchesAreShared) {
  for (const SharedRun& run : {SharedRun{{.hidden = {}, .latent = 16}, Loss::bce, 600, 256},
                               SharedRun{{.hidden = {37}, .latent = 5}, Loss::mse, 333, 100},
                               SharedRun{{.hidden = {}, .latent = 3}, Loss::bce, 70, 69},
                               SharedRun{{.hidden = {}, .latent = 16}, Loss::bce, 40, 7}}) {
    const Dataset data = synthetic_dataset(run.images, 3);
    const TrainingSettings settings{
        .architecture = run.architecture, .loss = run.loss, .epochs = 2, .batch = run.batch};
    Trainer alone(settings, data.images, data.images);
    while (alone.progress().phase != Phase::finished) alone.step();
    for (const std::size_t threads : {2U, 3U, 4U, 8U}) {
      Trainer shared(settings, data.images, data.images);
      std::vector<std::uint8_t> bytes;
      GradientMaker maker(shared.model(), static_cast<std::size_t>(run.batch));
      while (shared.progress().phase != Phase::finished) {
        if (shared.progress().phase != Phase::training) {
          shared.step();
          continue;
        }
        shared.take_batch(0, bytes);
        const std::span<const std::uint8_t> images(bytes);
        const std::size_t batch = images.size() / kPixels;
        const std::vector<Leaves> shares = share_leaves(leaf_count(batch), threads);
        std::vector<ShareSums> sums(shares.size());
        for (std::size_t i = shares.size(); i-- > 0;) {
          const std::size_t first = leaf_begin(shares[i].first, batch) * kPixels;
          const std::size_t last = leaf_begin(shares[i].last, batch) * kPixels;
          maker.make(shared.model(), run.loss, images.subspan(first, last - first), batch, shares[i],
                     sums[i]);
        }
        const double loss = add_shares(shares.back().last, shares, sums);
        shared.finish_batch(loss, sums[0].gradients[0]);
      }
      EXPECT_EQ(shared.model().parameters, alone.model().parameters) << threads << " threads";
      EXPECT_EQ(shared.history().back().val_loss, alone.history().back().val_loss);
      EXPECT_EQ(shared.history().back().train_loss, alone.history().back().train_loss);
    }
  }
}

}  // namespace
}  // namespace bottleneck
