#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/compression_words.h"
#include "texts/compression.h"
#include "ui/compression/cards.h"
#include "ui/paint/absence.h"
#include "ui/paint/guide.h"
#include "ui/paint/offered.h"
#include "ui/paint/plot.h"

namespace bottleneck {
namespace {

constexpr float kCostDot = 5;
constexpr float kCostReach = 14;  // of the pointer, around a point
constexpr float kLeastPlot = 210;

// A model or a number of components, on the plot.
struct CostPoint {
  double width = 0;
  double mse = 0;
  const CompressionRow* row = nullptr;  // null: of the bound
};

std::vector<CostPoint> points_of(const std::vector<CompressionRow>& rows, const BoundResult* bound) {
  std::vector<CostPoint> points;
  if (bound) {
    for (const BoundPoint& point : bound->points)
      points.push_back({.width = static_cast<double>(point.width), .mse = point.mse});
  }
  for (const CompressionRow& row : rows) {
    if (row.mse && std::isfinite(*row.mse) && *row.mse > 0)
      points.push_back({.width = static_cast<double>(row.entry->card->settings.architecture.latent),
                        .mse = *row.mse,
                        .row = &row});
  }
  return points;
}

// From a quarter of the smallest code to twice the largest, between powers of two.
Axis width_axis(const std::vector<CostPoint>& points) {
  double low = 4;
  double high = 64;
  for (const CostPoint& point : points) {
    low = std::min(low, point.width);
    high = std::max(high, point.width);
  }
  return {.low = low / 1.3, .high = high * 1.5, .is_log = true};
}

std::vector<Tick> powers_of_two(const Axis& x) {
  std::vector<Tick> ticks;
  for (int power = 1; power <= kPixels; power *= 2) {
    if (power >= x.low && power <= x.high)
      ticks.push_back({.value = static_cast<double>(power), .label = std::to_string(power)});
  }
  return ticks;
}

void draw_point(const Panel& panel, ImVec2 at, const CompressionRow& row, bool is_lit) {
  const Palette& palette = panel.palette();
  const float radius = is_lit ? kCostDot + 1.5F : kCostDot;
  if (row.is_measured_here) {
    panel.list->AddCircleFilled(at, radius, colour(palette.code));
  } else {
    panel.list->AddCircleFilled(at, radius, colour(palette.card));
    panel.list->AddCircle(at, radius, colour(palette.code), 0, 1.5F);
  }
  if (is_lit) panel.list->AddCircle(at, radius + 3, colour(palette.ink), 0, 1.5F);
}

std::string reading(const CostPoint& point) {
  const std::string mse = fixed(point.mse, kLossDigits);
  const std::string width = fixed(point.width, 0);
  return point.row ? fill(texts::kPointReads, {point.row->entry->title, width, mse})
                   : fill(texts::kPointBound, {width, mse});
}

// A place for the words inside the plot, beside the point, above it or below: the first one that covers none
// of the places, or nothing.
std::optional<Rect> clear_place(const Rect& plot, ImVec2 at, float width, float height,
                                const std::vector<ImVec2>& places) {
  const float left = at.x - kSpace3 - width;
  const float right = at.x + kSpace3;
  const float above = at.y - kSpace3 - height;
  const float beside = at.y - height / 2;
  const float below = at.y + kSpace3;
  for (const ImVec2 corner : {ImVec2{right, above}, ImVec2{right, beside}, ImVec2{right, below},
                              ImVec2{left, above}, ImVec2{left, beside}, ImVec2{left, below}}) {
    const Rect box{corner.x, corner.y, width, height};
    const bool is_inside =
        box.x >= plot.x && box.right() <= plot.right() && box.y >= plot.y && box.bottom() <= plot.bottom();
    const Rect wider = box.inset(-kCostDot);
    if (is_inside &&
        std::ranges::none_of(places, [&](const ImVec2& place) { return wider.contains(place.x, place.y); }))
      return box;
  }
  return std::nullopt;
}

// is_asked: by the pointer, which sees it in any case.
void draw_reading(const Panel& panel, const Plot& plot, const std::vector<CostPoint>& points,
                  const CostPoint& read, bool is_asked) {
  const std::string words = reading(read);
  std::vector<ImVec2> places;
  for (const CostPoint& point : points) {
    const ImVec2 place = plot.place(point.width, point.mse);
    if (!point.row && !places.empty()) {  // the line from the number of components before it
      constexpr int kPieces = 16;
      const ImVec2 from = places.back();
      for (int i = 1; i < kPieces; ++i) {
        const float share = static_cast<float>(i) / kPieces;
        places.push_back({from.x + share * (place.x - from.x), from.y + share * (place.y - from.y)});
      }
    }
    places.push_back(place);
  }
  const ImVec2 at = plot.place(read.width, read.mse);
  const float width = std::ceil(text_width(*panel.look, kSmallText, words)) + 2 * kSpace2;
  const float height = kLineHeight + kSpace1;
  const auto clear = clear_place(plot.box, at, width, height, places);
  if (!clear && !is_asked) return;
  Rect box = clear.value_or(Rect{at.x + kSpace3, at.y - kSpace3 - height, width, height});
  box.x = std::clamp(box.x, plot.box.x, std::max(plot.box.x, plot.box.right() - width));
  if (box.y < plot.box.y) box.y = at.y + kSpace3;
  fill_rect(panel, box, panel.palette().card, kControlRadius);
  outline_rect(panel, box, panel.palette().hairline, kControlRadius);
  draw_text(panel, box.inset(kSpace2, 0), kSmallText, panel.palette().ink, words);
}

// The point that the pointer is at; a click on a model's chooses it.
const CostPoint* draw_points(const Panel& panel, const Plot& plot, const std::vector<CostPoint>& points) {
  const LibraryEntry* chosen = chosen_entry(panel.session);
  const CostPoint* read = nullptr;
  std::vector<ImVec2> bound;
  for (const CostPoint& point : points) {
    const ImVec2 at = plot.place(point.width, point.mse);
    if (!point.row) {
      bound.push_back(at);
      continue;
    }
    const Use use("model", point.row->entry->name, "point:" + point.row->entry->name);
    const Hit hit =
        use_area(panel, use, {at.x - kCostReach, at.y - kCostReach, 2 * kCostReach, 2 * kCostReach});
    if (hit.is_hovered && !panel.view.closed_reading) read = &point;
  }
  draw_dashed(panel, bound, colour(panel.palette().muted), 1.5F);
  for (const ImVec2& at : bound) panel.list->AddCircleFilled(at, 2.5F, colour(panel.palette().muted));
  // The chosen one lies above the others.
  for (const bool is_lit : {false, true}) {
    for (const CostPoint& point : points) {
      if (point.row && (point.row->entry == chosen) == is_lit)
        draw_point(panel, plot.place(point.width, point.mse), *point.row, is_lit);
    }
  }
  return read;
}

// In as many rows as it needs. Returns the height.
float draw_legend(const Panel& panel, Rect area, bool has_card, bool has_bound) {
  const Palette& palette = panel.palette();
  const float top = area.y;
  Rect row = cut_top(area, kLineHeight);
  const auto entry = [&](const auto& draw_sign, const char* words) {
    const float width = std::ceil(text_width(*panel.look, kSmallText, words)) + 1;
    if (row.x > area.x && kSpace4 + kSpace1 + width > row.width) row = cut_top(area, kLineHeight);
    const Rect sign = cut_left(row, kSpace4, kSpace1);
    if (panel.list) draw_sign(ImVec2{sign.middle_x(), sign.middle_y()});
    draw_text(panel, cut_left(row, width, kSpace4), kSmallText, palette.muted, words);
  };
  entry([&](ImVec2 at) { panel.list->AddCircleFilled(at, kCostDot - 0.5F, colour(palette.code)); },
        texts::kLegendModel);
  if (has_card)
    entry([&](ImVec2 at) { panel.list->AddCircle(at, kCostDot - 0.5F, colour(palette.code), 0, 1.5F); },
          texts::kLegendCard);
  if (has_bound)
    entry(
        [&](ImVec2 at) {
          panel.list->AddLine({at.x - 8, at.y}, {at.x - 2, at.y}, colour(palette.muted), 1.5F);
          panel.list->AddLine({at.x + 2, at.y}, {at.x + 8, at.y}, colour(palette.muted), 1.5F);
        },
        texts::kLegendBound);
  return area.y - top;
}

// Under the plot, at the end of the area: the bound on its way, or what it needs. Returns its height.
float draw_bound_state(const Panel& panel, const Rect& area) {
  if (const auto progress = bound_progress(panel.session)) {
    const Rect strip{area.x, area.bottom() - kProgressHeight, area.width, kProgressHeight};
    if (panel.list) draw_progress(panel, strip, *progress);
    return kProgressHeight + kSpace3;
  }
  const auto missing = missing_to_measure(panel.session);
  if (!missing) return 0;
  const Rect body{area.x, 0, area.width, 0};
  const float height = draw_absence(panel.measuring(), body, *missing, buttons_of("cost"));
  draw_absence(panel, {area.x, area.bottom() - height, area.width, height}, *missing, buttons_of("cost"));
  return height + kSpace3;
}

}  // namespace

float draw_cost_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:cost");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  Rect title = cut_top(area, kLineHeight, kSpace1);
  draw_exports(panel, title, card);
  draw_text(panel, title, kTitle, palette.ink,
            first_fitting(*panel.look, kTitle, title.width, {texts::kPlotTitle, texts::kPlotTitleShort}));
  cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, texts::kPlotAxis), kSpace1);
  const float state = draw_bound_state(panel.list ? panel : panel.measuring(), area);
  const std::vector<CompressionRow> rows = compression_rows(panel.session);
  const MeasuredOn on = compressed_on(panel.session);
  const BoundResult* bound = on.halves.train ? find_bound(panel.session.measured, on) : nullptr;
  const bool has_card = std::ranges::any_of(rows, [](const auto& row) { return !row.is_measured_here; });
  const float legend = draw_legend(panel.measuring(), area, has_card, bound != nullptr);
  const float least = area.y + kLeastPlot + legend + state + kCardPadding - card.y;
  if (!panel.list) return least;
  area.height -= state;

  const std::vector<CostPoint> points = points_of(rows, bound);
  if (points.empty()) {
    draw_paragraph(panel, area, kText, palette.muted, texts::kPlotEmpty);
    return least;
  }
  draw_legend(panel, {area.x, area.bottom() - legend, area.width, legend}, has_card, bound != nullptr);
  area.height -= legend + kSpace2;
  std::vector<double> errors{0};
  for (const CostPoint& point : points) errors.push_back(point.mse);
  const Axis x = width_axis(points);
  const Plot plot =
      draw_axes(panel, area, x, axis_around(errors, false), [&](float) { return powers_of_two(x); }, kSpace2);
  const CostPoint* read = draw_points(panel, plot, points);
  const auto chosen = std::ranges::find_if(points, [&](const CostPoint& point) {
    return point.row && point.row->entry == chosen_entry(panel.session);
  });
  if (read || chosen != points.end())
    draw_reading(panel, plot, points, read ? *read : *chosen, read != nullptr);
  return least;
}

}  // namespace bottleneck
