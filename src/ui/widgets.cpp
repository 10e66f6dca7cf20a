#include "ui/widgets.h"

#include <algorithm>

#include "lab/figures.h"
#include "texts.h"

namespace bottleneck {
namespace {

constexpr float kThumbRadius = 7;
constexpr float kTrackHeight = 4;

}  // namespace

Hit hit_area(View& view, const std::string& name, const Rect& rect) {
  view.places[name] = {rect.x, rect.y, rect.width, rect.height};
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  Hit hit;
  hit.is_clicked =
      ImGui::InvisibleButton(name.c_str(), {std::max(rect.width, 1.0F), std::max(rect.height, 1.0F)});
  hit.is_hovered = ImGui::IsItemHovered();
  hit.is_held = ImGui::IsItemActive();
  return hit;
}

float button_width(const Look& look, std::string_view label) {
  return text_width(look, kText, label) + 2 * kSpace3;
}

bool button(View& view, const Canvas& canvas, const std::string& name, const Rect& rect,
            std::string_view label, bool is_enabled) {
  const Palette& palette = canvas.palette();
  const Hit hit = hit_area(view, name, rect);
  const bool is_live = is_enabled && (hit.is_hovered || hit.is_held);
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  fill_rect(canvas, rect, is_live ? palette.soft : palette.card, kControlRadius);
  outline_rect(canvas, rect, palette.hairline, kControlRadius);
  draw_text(canvas, rect.inset(1), kText, is_enabled ? palette.ink : palette.muted, label, Align::centre);
  return is_enabled && hit.is_clicked;
}

std::optional<float> slider(View& view, const Canvas& canvas, const std::string& name, const Rect& rect,
                            float value, float low, float high) {
  const Hit hit = hit_area(view, name, rect);
  if (hit.is_hovered || hit.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const float left = rect.x + kThumbRadius;
  const float length = rect.width - 2 * kThumbRadius;
  std::optional<float> moved;
  if (hit.is_held) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - left) / length, 0.0F, 1.0F);
    moved = value = low + share * (high - low);
  }
  fill_rect(canvas, {rect.x, rect.middle_y() - kTrackHeight / 2, rect.width, kTrackHeight},
            canvas.palette().hairline, kTrackHeight / 2);
  const float thumb = left + length * std::clamp((value - low) / (high - low), 0.0F, 1.0F);
  canvas.list->AddCircleFilled({thumb, rect.middle_y()}, kThumbRadius, colour(canvas.palette().image));
  return moved;
}

void draw_progress(const Canvas& canvas, const Rect& rect, std::string_view what, const Download& file) {
  const Palette& palette = canvas.palette();
  constexpr std::int64_t kKilobyte = 1000;
  const std::string so_far = grouped(file.bytes / kKilobyte);
  const std::string amount = file.total > 0
                                 ? fill(texts::kLoadedOf, {so_far, grouped(file.total / kKilobyte)})
                                 : fill(texts::kLoadedSoFar, {so_far});
  Rect line{rect.x, rect.y, rect.width, kLineHeight};
  if (file.bytes > 0) {
    const float width = text_width(*canvas.look, kFigure, amount);
    draw_text(canvas, cut_right(line, width, kSpace2), kFigure, palette.muted, amount, Align::right);
  }
  draw_text(canvas, line, kSmallText, palette.muted, what);

  const Rect track{rect.x, rect.y + kLineHeight + kSpace1, rect.width, kTrackHeight};
  fill_rect(canvas, track, palette.soft, kTrackHeight / 2);
  if (file.total > 0) {
    const float share =
        std::clamp(static_cast<float>(file.bytes) / static_cast<float>(file.total), 0.0F, 1.0F);
    fill_rect(canvas, {track.x, track.y, track.width * share, track.height}, palette.code, kTrackHeight / 2);
  }
}

void draw_unfold_mark(const Canvas& canvas, float middle_x, float middle_y, Colour ink) {
  constexpr float kHalf = 4;
  canvas.list->AddTriangleFilled({middle_x - kHalf, middle_y - kHalf / 2},
                                 {middle_x + kHalf, middle_y - kHalf / 2},
                                 {middle_x, middle_y + kHalf / 2 + 1}, colour(ink));
}

}  // namespace bottleneck
