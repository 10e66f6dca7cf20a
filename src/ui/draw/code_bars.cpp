#include "ui/draw/code_bars.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/models/card_measures.h"
#include "lab/session/queries.h"
#include "texts/panels.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kValuesHeight = 16;      // below the bars
constexpr float kRoomForTenths = 18.5F;  // a unit as wide as this has its value written below, with a tenth
constexpr float kRoomForValue = 15;      // or at least as a whole number

// Where the units stand.
struct Tracks {
  Rect box;  // of the tracks
  int units;
  float pitch;
  float gap;
  bool has_values;
  UnitRange scale;  // of all units

  // How high a value stands.
  float y_of(float value) const {
    const float share = (value - scale.low) / (scale.high - scale.low);
    return box.bottom() - box.height * std::clamp(share, 0.0F, 1.0F);
  }
  float value_at(float y) const {
    const float share = std::clamp((box.bottom() - y) / box.height, 0.0F, 1.0F);
    return scale.low + share * (scale.high - scale.low);
  }
  Rect track(int unit) const {
    return {box.x + pitch * static_cast<float>(unit) + gap / 2, box.y, pitch - gap, box.height};
  }
  int unit_at(float x) const { return std::clamp(static_cast<int>((x - box.x) / pitch), 0, units - 1); }
};

Tracks lay_tracks(const Rect& box, const ModelCard& card) {
  const int units = card.settings.architecture.latent;
  const float pitch = box.width / static_cast<float>(units);
  Tracks tracks{.box = box,
                .units = units,
                .pitch = pitch,
                .gap = pitch >= 8   ? kSpace1
                       : pitch >= 4 ? 2
                                    : pitch * 0.3F,
                .has_values = pitch >= kRoomForValue,
                .scale = code_range(card)};
  if (tracks.has_values) tracks.box.height -= kValuesHeight;
  return tracks;
}

// Short enough to stand below its bar.
std::string short_value(float value, bool has_tenths = true) {
  return fixed(value, has_tenths && value != 0 && std::abs(value) < 9.95F ? 1 : 0);
}

void draw_unit(const Canvas& canvas, const ShownModel& shown, const Tracks& tracks, int unit,
               bool is_pointed_at) {
  const Palette& palette = canvas.palette();
  const Rect track = tracks.track(unit);
  const float radius = std::min(3.0F, track.width / 2);
  const UnitRange range = unit_range(*shown.entry.card, unit);
  if (range.is_dead) {
    fill_rect(canvas, {track.x, track.bottom() - kSpace2, track.width, 2}, palette.muted);
    return;
  }
  const float top = tracks.y_of(range.high);
  fill_rect(canvas, {track.x, top, track.width, tracks.y_of(range.low) - top}, palette.soft, radius);
  const auto index = static_cast<std::size_t>(unit);
  if (index >= shown.inference.code.size()) return;
  const float value = shown.inference.code[index];
  const float height = track.bottom() - tracks.y_of(value);
  if (height >= canvas.look->pixel) {
    fill_rect(canvas, {track.x, track.bottom() - height, track.width, height}, palette.code,
              std::min(radius, height / 2));
  }
  const float own = shown.inference.latent[index];
  if (own != value) {
    const float y = snap(*canvas.look, tracks.y_of(own));
    fill_rect(canvas, {track.x - 1, y - 1, track.width + 2, 2}, palette.ink);
  }
  if (is_pointed_at)
    outline_rect(canvas, {track.x - 1, track.y - 1, track.width + 2, track.height + 2}, palette.muted,
                 radius + 1);
  if (tracks.has_values) {
    draw_text(canvas,
              {track.x - tracks.gap, track.bottom() + 2, track.width + 2 * tracks.gap, kValuesHeight - 2},
              kTinyFigure, is_pointed_at ? palette.ink : palette.muted,
              short_value(value, tracks.pitch >= kRoomForTenths), Align::centre);
  }
}

// Pressing takes hold of the unit under the pointer; it stays the one until it is let go.
void drag(const Panel& panel, const Tracks& tracks, const Hit& hit) {
  View& view = panel.view;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!hit.is_hovered && !hit.is_held) view.is_unit_kept = false;
  if (hit.is_hovered && !hit.is_held && !view.is_unit_kept) view.unit = tracks.unit_at(mouse.x);
  if (hit.is_hovered || hit.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  if (hit.is_double_clicked) {
    take(panel, "reset");
    view.is_press_spent = true;
  }
  if (!hit.is_held) {
    view.is_press_spent = false;
    return;
  }
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) view.unit = tracks.unit_at(mouse.x);
  view.is_unit_kept = true;
  if (view.is_press_spent) return;
  panel.act(SetUnit{.unit = view.unit, .value = tracks.value_at(mouse.y)});
}

}  // namespace

void draw_code_bars(const Panel& panel, const ShownModel& shown, const Rect& box) {
  const Tracks tracks = lay_tracks(box, *shown.entry.card);
  const bool can_drag = shown.is_chosen && !shown.inference.latent.empty();
  if (can_drag) {
    panel.view.unit = std::clamp(panel.view.unit, 0, tracks.units - 1);
    drag(panel, tracks, hit_area(panel, "code", tracks.box));
  }
  for (int unit = 0; unit < tracks.units; ++unit)
    draw_unit(panel, shown, tracks, unit, can_drag && unit == panel.view.unit);
}

void draw_unit_row(const Panel& panel, Rect row) {
  const Palette& palette = panel.palette();
  const Inference& inference = panel.session.inference;
  const LibraryEntry* entry = chosen_entry(panel.session);
  if (inference.code.empty()) return;
  const int unit = std::clamp(panel.view.unit, 0, static_cast<int>(inference.code.size()) - 1);
  const UnitRange range = unit_range(*entry->card, unit);
  const std::string number = std::to_string(unit + 1);
  if (range.is_dead) {
    draw_text(panel, row, kSmallText, palette.muted,
              first_fitting(*panel.look, kSmallText, row.width,
                            {fill(texts::kDeadUnit, {number}), fill(texts::kDeadUnitShort, {number})}),
              Align::centre);
    return;
  }
  constexpr float kUnitFieldWidth = 52;
  const Use field_use("unit:" + std::to_string(unit), "", "unit");
  const std::string name = label_of(panel, field_use);
  const std::string bounds = fill(texts::kUnitRange, {short_value(range.low), short_value(range.high)});
  const Use sweep("sweep", panel.session.sweep ? "none" : std::to_string(unit));
  const auto width = [&](const TextStyle& style, std::string_view text) {
    return std::ceil(text_width(*panel.look, style, text));
  };
  const float name_width = width(kSmallText, name);
  const float sweep_width = width(kSmallText, label_of(panel, sweep));
  const float reset_width = width(kSmallText, label_of(panel, "reset"));
  const float bounds_width = width(kFigure, bounds);
  float used = name_width + kSpace2 + kUnitFieldWidth + kSpace3 + sweep_width;
  const bool has_reset = can_use(panel, "reset") && used + kSpace3 + reset_width <= row.width;
  if (has_reset) used += kSpace3 + reset_width;
  const bool has_bounds = used + kSpace2 + bounds_width <= row.width;
  if (has_bounds) used += kSpace2 + bounds_width;

  cut_left(row, std::max(0.0F, std::floor((row.width - used) / 2)));
  draw_text(panel, cut_left(row, name_width, kSpace2), kSmallText, palette.muted, name);
  const Rect field = cut_left(row, kUnitFieldWidth, has_bounds ? kSpace2 : kSpace3);
  use_small_field(panel, field_use, field);
  if (has_bounds) draw_text(panel, cut_left(row, bounds_width, kSpace3), kFigure, palette.muted, bounds);
  use_word(panel, sweep, row, Align::left);
  if (has_reset) use_word(panel, "reset", row, Align::left);
}

}  // namespace bottleneck
