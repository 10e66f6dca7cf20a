#include "ui/keyboard_grids.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace bottleneck {
namespace {

constexpr float kSameRow = 8;               // CSS pixels between the middles of its tiles
constexpr std::ptrdiff_t kMostSingly = 12;  // more tiles than this are a grid

bool is_same_row(const View& view, const std::string& a, const std::string& b) {
  const auto middle = [&](const std::string& name) {
    const PlaceOnPage& place = view.places.at(name);
    return place.y + place.height / 2;
  };
  return std::abs(middle(a) - middle(b)) <= kSameRow;
}

// "neuron:" of "neuron:12"; empty of a name that does not end with a number.
std::string_view before_number(std::string_view name) {
  const auto number = name.find_last_not_of("0123456789") + 1;
  return number > 0 && number < name.size() && name[number - 1] == ':' ? name.substr(0, number)
                                                                       : std::string_view();
}

// The nearest one of the row below, or above; none there: nothing.
std::string in_next_row(const View& view, Names tiles, const std::string& now, bool is_up) {
  if (is_up) std::ranges::reverse(tiles);
  const auto is_in_row_of = [&](const std::string& one) {
    return [&view, &one](const std::string& name) { return is_same_row(view, name, one); };
  };
  const auto first = std::find_if_not(std::ranges::find(tiles, now), tiles.end(), is_in_row_of(now));
  if (first == tiles.end()) return "";
  const auto away = [&](const std::string& name) {
    return std::abs(view.places.at(name).x - view.places.at(now).x);
  };
  return *std::min_element(first, std::find_if_not(first, tiles.end(), is_in_row_of(*first)),
                           [&](const std::string& a, const std::string& b) { return away(a) < away(b); });
}

// Beyond its last row a grid scrolls, where there is more of it: the keyboard stays where it is on the page.
bool scroll_grid(View& view, bool is_up) {
  const PlaceOnPage& place = view.places.at(view.keys.at);
  const bool is_inside = view.grid.place.contains(place.x + place.width / 2, place.y + place.height / 2);
  if (!is_inside || !(is_up ? view.grid.can_go_up : view.grid.can_go_down)) return false;
  view.wheel_rest += is_up ? -1.0F : 1.0F;
  view.keys.tile_place = place;
  return true;
}

// The tile of a grid that stands for it: the one that the keyboard is at, or was at last, or the first one.
std::string current_tile(const Keyboard& keys, const Names& tiles) {
  const auto last = keys.tiles.find(std::string(before_number(tiles.front())));
  for (const std::string& name : {keys.at, last == keys.tiles.end() ? "" : last->second})
    if (std::ranges::find(tiles, name) != tiles.end()) return name;
  return tiles.front();
}

}  // namespace

std::string next_to(const Names& names, const std::string& now, int by) {
  const auto found = std::ranges::find(names, now);
  const auto place = found == names.end() ? -1 : found - names.begin();
  const auto next = place + by;
  return next < 0 || next >= std::ssize(names) ? "" : names[static_cast<std::size_t>(next)];
}

void sort_rows(const View& view, Names& names) {
  for (auto first = names.begin(); first != names.end();) {
    const auto last = std::find_if(first, names.end(),
                                   [&](const std::string& name) { return !is_same_row(view, name, *first); });
    std::sort(first, last, [&](const std::string& a, const std::string& b) {
      return view.places.at(a).x < view.places.at(b).x;
    });
    first = last;
  }
}

std::vector<Names> grids_among(const View& view, const Names& drawn) {
  std::vector<Names> grids;
  for (auto first = drawn.begin(); first != drawn.end();) {
    const std::string_view start = before_number(*first);
    const auto last = std::find_if(first + 1, drawn.end(),
                                   [&](const std::string& name) { return before_number(name) != start; });
    if (!start.empty() && last - first > kMostSingly) sort_rows(view, grids.emplace_back(first, last));
    first = last;
  }
  return grids;
}

const Names* grid_of(const Keyboard& keys, const std::string& name) {
  const auto grid = std::ranges::find_if(
      keys.grids, [&](const Names& tiles) { return std::ranges::find(tiles, name) != tiles.end(); });
  return grid == keys.grids.end() ? nullptr : &*grid;
}

bool take_grid_key(View& view, const Names& tiles, std::string_view key) {
  Keyboard& keys = view.keys;
  std::string next;
  if (key == "ArrowLeft" || key == "ArrowRight") {
    next = next_to(tiles, keys.at, key == "ArrowRight" ? 1 : -1);
  } else if (key == "ArrowUp" || key == "ArrowDown") {
    next = in_next_row(view, tiles, keys.at, key == "ArrowUp");
    // Where there is no row, the page scrolls.
    if (next.empty()) return scroll_grid(view, key == "ArrowUp");
  } else if (key == "Home") {
    next = tiles.front();
  } else if (key == "End") {
    next = tiles.back();
  } else {
    return false;
  }
  if (next.empty()) return true;
  std::ranges::replace(keys.order, keys.at, next);
  keys.tiles[std::string(before_number(next))] = keys.at = next;
  keys.has_moved = true;
  return true;
}

void stay_in_place(View& view, const Names& names) {
  const auto place = std::exchange(view.keys.tile_place, std::nullopt);
  if (!place) return;
  const auto is_there = [&](const std::string& name) {
    const PlaceOnPage& other = view.places.at(name);
    return before_number(name) == before_number(view.keys.at) && other.x == place->x && other.y == place->y;
  };
  const auto found = std::ranges::find_if(names, is_there);
  if (found != names.end()) view.keys.at = *found;
}

Names tab_order(const View& view, Names names) {
  const std::vector<Names>& grids = view.keys.grids;
  for (const Names& tiles : grids)
    std::erase_if(names, [&](const std::string& name) {
      return name != tiles.front() && std::ranges::find(tiles, name) != tiles.end();
    });
  sort_rows(view, names);
  for (const Names& tiles : grids) std::ranges::replace(names, tiles.front(), current_tile(view.keys, tiles));
  return names;
}

}  // namespace bottleneck
