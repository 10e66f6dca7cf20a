// Which of so many numbers has which of a few places, where others are wanted in every frame.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace bottleneck {

class PicturePlaces {
 public:
  static constexpr int kRoom = 400;  // so many places

  // Forgets all.
  void clear();

  // Which of the numbers have no place yet. All that are named keep theirs until the next frame: call it
  // once a frame, with at most kRoom of them.
  std::vector<std::uint32_t> missing(std::span<const std::uint32_t> numbers);

  // Gives a number a place, that of one which is not needed where all are taken.
  int take(std::uint32_t number);

  // Nothing: it has none.
  std::optional<int> find(std::uint32_t number) const;

 private:
  std::map<std::uint32_t, int> places_;  // by number
  std::vector<std::uint32_t> unneeded_;  // numbers that have a place and were not named last
};

}  // namespace bottleneck
