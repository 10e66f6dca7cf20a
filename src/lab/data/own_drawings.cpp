#include "lab/data/own_drawings.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <utility>

#include "formats/strokes_json.h"
#include "lab/base/figures.h"
#include "lab/data/picture_classes.h"
#include "lab/drawing/drawing.h"
#include "texts/drawings.h"

namespace bottleneck {
namespace {

std::size_t count_points(const OwnDrawings& drawings) {
  std::size_t points = 0;
  for (const OwnDrawing& drawing : drawings.list) points += count_points(drawing.strokes);
  return points;
}

// All images, in the order of the drawings.
std::shared_ptr<const Dataset> images_of(const std::vector<OwnDrawing>& drawings) {
  if (drawings.empty()) return nullptr;
  Dataset images;
  images.images.reserve(drawings.size() * kPixels);
  for (const OwnDrawing& drawing : drawings) {
    images.images.insert(images.images.end(), drawing.image.begin(), drawing.image.end());
    images.labels.push_back(static_cast<std::uint8_t>(drawing.label));
  }
  return std::make_shared<const Dataset>(std::move(images));
}

Result<OwnDrawing> read_line(std::string_view line) {
  if (line.find_first_not_of(" \t") == std::string_view::npos) return Error{texts::kDrawingsLineEmpty};
  auto read = read_strokes_line(line);
  if (!read) return Error{read.error()};
  if (!read->label || *read->label >= kClasses) return Error{texts::kDrawingsLineUnlabelled};
  return make_own_drawing(std::move(read->strokes), read->pen.value_or(kDefaultPen), *read->label);
}

}  // namespace

Result<OwnDrawing> make_own_drawing(Strokes strokes, float pen, int label) {
  assert(label >= 0 && label < kClasses);
  std::erase_if(strokes, [](const Stroke& stroke) { return stroke.empty(); });
  if (strokes.empty()) return Error{texts::kDrawingsBlank};
  if (count_points(strokes) > kMaxDrawingPoints)
    return Error{fill(texts::kDrawingsTooManyPoints, {grouped(kMaxDrawingPoints)})};
  OwnDrawing drawing{.pen = pen, .label = label, .image = render_normalised(strokes, pen)};
  drawing.strokes = std::move(strokes);
  return drawing;
}

int find_own_drawing(const OwnDrawings& drawings, const Strokes& strokes, float pen) {
  const auto found = std::ranges::find_if(drawings.list, [&](const OwnDrawing& drawing) {
    return drawing.pen == pen && same_strokes(drawing.strokes, strokes);
  });
  return found == drawings.list.end() ? -1 : static_cast<int>(found - drawings.list.begin());
}

Added add_own_drawings(OwnDrawings& drawings, std::vector<OwnDrawing> more) {
  Added result;
  std::size_t points = count_points(drawings);
  for (OwnDrawing& drawing : more) {
    const std::size_t of_this = count_points(drawing.strokes);
    if (find_own_drawing(drawings, drawing.strokes, drawing.pen) >= 0) {
      ++result.already;
    } else if (drawings.size() >= kMostOwnDrawings || of_this > kMostOwnPoints - points) {
      ++result.left_out;
    } else {
      points += of_this;
      drawings.list.push_back(std::move(drawing));
      ++result.added;
    }
  }
  drawings.is_changed = drawings.is_changed || result.added > 0;
  return result;
}

void remove_own_drawings(OwnDrawings& drawings, std::span<const int> indices) {
  if (indices.empty()) return;
  assert(std::ranges::is_sorted(indices));
  drawings.removed.clear();
  std::vector<OwnDrawing> left;
  auto next = indices.begin();
  for (int i = 0; i < drawings.size(); ++i) {
    OwnDrawing& drawing = drawings.list[static_cast<std::size_t>(i)];
    if (next != indices.end() && *next == i) {
      drawings.removed.push_back({.index = i, .drawing = std::move(drawing)});
      ++next;
    } else {
      left.push_back(std::move(drawing));
    }
  }
  drawings.list = std::move(left);
  drawings.is_changed = true;
}

std::vector<int> restore_own_drawings(OwnDrawings& drawings) {
  std::vector<int> indices;
  for (RemovedDrawing& removed : std::exchange(drawings.removed, {})) {
    OwnDrawing& drawing = removed.drawing;
    // Kept anew, or as many others, in the meantime.
    if (find_own_drawing(drawings, drawing.strokes, drawing.pen) >= 0) continue;
    if (drawings.size() >= kMostOwnDrawings) continue;
    if (count_points(drawings) + count_points(drawing.strokes) > kMostOwnPoints) continue;
    drawing.file = 0;
    const int index = std::min(removed.index, drawings.size());
    drawings.list.insert(drawings.list.begin() + index, std::move(drawing));
    indices.push_back(index);
  }
  drawings.is_changed = drawings.is_changed || !indices.empty();
  return indices;
}

std::vector<int> label_counts(const OwnDrawings& drawings) {
  std::vector<int> counts(kClasses);
  for (const OwnDrawing& drawing : drawings.list) ++counts[static_cast<std::size_t>(drawing.label)];
  return counts;
}

std::vector<Split> halves_by_label(std::span<const std::uint8_t> labels) {
  std::array<std::size_t, 256> in_all{};
  std::array<std::size_t, 256> seen{};
  for (const std::uint8_t label : labels) ++in_all[label];
  std::vector<Split> halves;
  halves.reserve(labels.size());
  for (const std::uint8_t label : labels) {
    halves.push_back(is_tested(seen[label]++, in_all[label]) ? Split::test : Split::train);
  }
  return halves;
}

bool renew_images(OwnDrawings& drawings, DatasetEntry& entry) {
  if (!drawings.is_changed) return false;
  drawings.is_changed = false;
  drawings.images = images_of(drawings.list);
  Dataset train;
  Dataset test;
  if (drawings.images) {
    const std::vector<Split> halves = halves_by_label(drawings.images->labels);
    for (int i = 0; i < drawings.size(); ++i) {
      const auto index = static_cast<std::size_t>(i);
      Dataset& half = halves[index] == Split::train ? train : test;
      std::ranges::copy(drawings.images->image(i), std::back_inserter(half.images));
      half.labels.push_back(drawings.images->labels[index]);
    }
  }
  const auto shared = [](Dataset&& half) -> std::shared_ptr<const Dataset> {
    return half.size() == 0 ? nullptr : std::make_shared<const Dataset>(std::move(half));
  };
  entry.train.images = shared(std::move(train));
  entry.test.images = shared(std::move(test));
  return true;
}

Bytes write_own_drawings(std::span<const OwnDrawing> drawings) {
  Bytes bytes;
  for (const OwnDrawing& drawing : drawings) {
    const std::string line =
        write_strokes_line({.strokes = drawing.strokes, .label = drawing.label, .pen = drawing.pen});
    bytes.insert(bytes.end(), line.begin(), line.end());
    bytes.push_back('\n');
  }
  return bytes;
}

ReadDrawings read_own_drawings(std::string_view text) {
  ReadDrawings read;
  text = without_blank_end(text);
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    if (read.drawings.size() == kMostOwnDrawings) {
      ++read.unread;
      continue;
    }
    auto drawing = read_line(line);
    if (drawing) {
      read.drawings.push_back(*std::move(drawing));
    } else if (++read.wrong <= kMostLineProblems) {
      read.problems.push_back(fill(texts::kDrawingsLine, {std::to_string(number), drawing.error()}));
    }
  }
  return read;
}

}  // namespace bottleneck
