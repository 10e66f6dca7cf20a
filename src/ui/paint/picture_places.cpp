#include "ui/paint/picture_places.h"

#include <algorithm>
#include <cassert>

namespace bottleneck {

void PicturePlaces::clear() {
  places_.clear();
  unneeded_.clear();
}

std::vector<std::uint32_t> PicturePlaces::missing(std::span<const std::uint32_t> numbers) {
  assert(numbers.size() <= kRoom);
  std::vector<std::uint32_t> none;
  std::vector<std::uint32_t> named(numbers.begin(), numbers.end());
  std::ranges::sort(named);
  for (const std::uint32_t number : numbers) {
    if (!places_.contains(number)) none.push_back(number);
  }
  unneeded_.clear();
  for (const auto& [number, place] : places_) {
    if (!std::ranges::binary_search(named, number)) unneeded_.push_back(number);
  }
  return none;
}

int PicturePlaces::take(std::uint32_t number) {
  int place = static_cast<int>(places_.size());
  if (place == kRoom) {
    assert(!unneeded_.empty());
    place = places_.at(unneeded_.back());
    places_.erase(unneeded_.back());
    unneeded_.pop_back();
  }
  places_[number] = place;
  return place;
}

std::optional<int> PicturePlaces::find(std::uint32_t number) const {
  const auto found = places_.find(number);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace bottleneck
