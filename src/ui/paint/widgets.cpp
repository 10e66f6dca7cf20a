#include "ui/paint/widgets.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

constexpr float kThumbRadius = 7;
constexpr float kTrackHeight = 4;
constexpr float kBox = 16;  // of a checkbox

void draw_tick(const Canvas& canvas, const Rect& box) {
  if (!canvas.list) return;
  const ImU32 ink = colour(canvas.palette().card);
  canvas.list->PathLineTo({box.x + 4, box.middle_y()});
  canvas.list->PathLineTo({box.x + 7, box.middle_y() + 3});
  canvas.list->PathLineTo({box.x + 12, box.middle_y() - 3});
  canvas.list->PathStroke(ink, 0, 1.8F);
}

}  // namespace

Hit hit_area(const Panel& panel, const std::string& name, const Rect& rect) {
  if (!panel.list) return {};
  Keyboard& keys = panel.view.keys;
  panel.view.places[name] = {rect.x, rect.y, rect.width, rect.height};
  (keys.is_in_list ? keys.drawn_in_list : keys.drawn).push_back(name);
  ImGui::SetCursorScreenPos({rect.x, rect.y});
  Hit hit;
  hit.is_clicked =
      ImGui::InvisibleButton(name.c_str(), {std::max(rect.width, 1.0F), std::max(rect.height, 1.0F)}) ||
      keys.pressed == name;
  hit.is_hovered = ImGui::IsItemHovered() || (keys.is_in_list && keys.line == name);
  hit.is_held = ImGui::IsItemActive();
  hit.is_double_clicked = hit.is_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  return hit;
}

float button_width(const Look& look, std::string_view label) {
  return std::ceil(text_width(look, kText, label)) + 2 * kSpace3;
}

bool button(const Panel& panel, const std::string& name, const Rect& rect, std::string_view label,
            bool is_enabled) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, name, rect);
  const bool is_live = is_enabled && (hit.is_hovered || hit.is_held);
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  fill_rect(panel, rect, is_live ? palette.soft : palette.card, kControlRadius);
  outline_rect(panel, rect, palette.hairline, kControlRadius);
  draw_text(panel, rect.inset(1), kText, is_enabled ? palette.ink : palette.disabled, label, Align::centre);
  return is_enabled && hit.is_clicked;
}

bool main_button(const Panel& panel, const std::string& name, const Rect& rect, std::string_view label,
                 bool is_enabled) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, name, rect);
  const bool is_live = is_enabled && (hit.is_hovered || hit.is_held);
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  fill_rect(panel, rect, is_enabled ? palette.code : palette.soft, kControlRadius, is_live ? 0.85F : 1);
  draw_text(panel, rect.inset(1), kSelectedText, is_enabled ? palette.on_code : palette.disabled, label,
            Align::centre);
  return is_enabled && hit.is_clicked;
}

bool value_field(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, name, rect);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  fill_rect(panel, rect, hit.is_hovered ? palette.soft : palette.card, kControlRadius);
  // Its edge alone says that it is a field: it has to be seen.
  outline_rect(panel, rect, palette.edge, kControlRadius);
  draw_text(panel, rect.inset(kSpace3, 0), kText, palette.ink, value);
  return hit.is_clicked;
}

bool unfold_field(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value,
                  bool is_open, bool is_enabled, const TextStyle& style) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, name, rect);
  const bool is_live = is_enabled && hit.is_hovered;
  const Colour ink = is_enabled ? palette.ink : palette.disabled;
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  fill_rect(panel, rect, is_live || is_open ? palette.soft : palette.card, kControlRadius);
  outline_rect(panel, rect, palette.hairline, kControlRadius);
  draw_text(panel, {rect.x + kSpace3, rect.y, rect.width - kSpace3 - kUnfoldMarkRoom + 1, rect.height}, style,
            ink, value);
  draw_unfold_mark(panel, rect.right() - kUnfoldMarkRoom / 2 - 1, rect.middle_y(), ink);
  return is_enabled && hit.is_clicked;
}

bool word_button(const Panel& panel, const std::string& name, Rect& row, std::string_view label, Align side) {
  const float width = std::ceil(text_width(*panel.look, kSmallText, label));
  if (width > row.width) return false;
  const Rect text = side == Align::right ? cut_right(row, width, kSpace3) : cut_left(row, width, kSpace3);
  // Easy to hit: as high as a finger wants it.
  constexpr float kHitHeight = 24;
  const Hit hit =
      hit_area(panel, name, {text.x - 2, text.middle_y() - kHitHeight / 2, width + 4, kHitHeight});
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const Colour ink = hit.is_hovered ? panel.palette().ink : panel.palette().muted;
  draw_text(panel, text, kSmallText, ink, label);
  const float line = snap(*panel.look, text.middle_y() + 8);
  fill_rect(panel, {text.x, line, width, panel.look->pixel}, ink);
  return hit.is_clicked;
}

float checkbox_width(float label_width) {
  return kBox + kSpace2 + label_width + 1;
}

bool checkbox(const Panel& panel, const std::string& name, const Rect& rect, bool is_ticked,
              std::string_view label, bool is_enabled) {
  const Palette& palette = panel.palette();
  const Hit hit = hit_area(panel, name, rect);
  const bool is_live = hit.is_hovered && is_enabled;
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const Colour edge = is_enabled ? palette.muted : palette.hairline;
  const Rect box{rect.x, std::floor(rect.middle_y() - kBox / 2), kBox, kBox};
  fill_rect(panel, box, is_ticked ? is_enabled ? palette.image : palette.hairline : palette.card, 4);
  outline_rect(panel, box, is_ticked && is_enabled ? palette.image : edge, 4);
  if (is_ticked) draw_tick(panel, box);
  draw_text(panel, {rect.x + kBox + kSpace2, rect.y, rect.width - kBox - kSpace2, rect.height}, kSmallText,
            is_live      ? palette.ink
            : is_enabled ? palette.muted
                         : palette.disabled,
            label);
  return hit.is_clicked && is_enabled;
}

float segments_width(const Look& look, std::span<const Segment> choices) {
  float width = 0;
  for (const Segment& choice : choices)
    width += std::ceil(text_width(look, kSelectedText, choice.label)) + 2 * kSpace3;
  return width;
}

std::optional<std::size_t> segments(const Panel& panel, const Rect& rect, std::span<const Segment> choices,
                                    std::size_t chosen) {
  const Palette& palette = panel.palette();
  fill_rect(panel, rect, palette.card, kControlRadius);
  const float natural = segments_width(*panel.look, choices);
  const float extra = (rect.width - natural) / static_cast<float>(choices.size());
  std::optional<std::size_t> pressed;
  Rect row = rect;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const float own =
        std::ceil(text_width(*panel.look, kSelectedText, choices[i].label)) + 2 * kSpace3 + extra;
    const Rect part = i + 1 == choices.size() ? row : cut_left(row, std::floor(own));
    const Hit hit = hit_area(panel, choices[i].name, part);
    const bool is_chosen = i == chosen;
    if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (is_chosen) fill_rect(panel, part, palette.soft, kControlRadius);
    draw_text(panel, part.inset(1), is_chosen ? kSelectedText : kText,
              is_chosen || hit.is_hovered ? palette.ink : palette.muted, choices[i].label, Align::centre);
    if (hit.is_clicked) pressed = i;
  }
  outline_rect(panel, rect, palette.hairline, kControlRadius);
  return pressed;
}

std::optional<float> slider(const Panel& panel, const std::string& name, const Rect& rect, float value,
                            float low, float high) {
  if (!panel.list) return std::nullopt;
  const Hit hit = hit_area(panel, name, rect);
  if (hit.is_hovered || hit.is_held) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const float left = rect.x + kThumbRadius;
  const float length = rect.width - 2 * kThumbRadius;
  std::optional<float> moved;
  if (hit.is_held) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - left) / length, 0.0F, 1.0F);
    moved = value = low + share * (high - low);
  }
  fill_rect(panel, {rect.x, rect.middle_y() - kTrackHeight / 2, rect.width, kTrackHeight},
            panel.palette().edge, kTrackHeight / 2);
  const float thumb = left + length * std::clamp((value - low) / (high - low), 0.0F, 1.0F);
  panel.list->AddCircleFilled({thumb, rect.middle_y()}, kThumbRadius, colour(panel.palette().image));
  return moved;
}

float stepper_width(float height, float value_width) {
  return std::ceil(value_width) + 2 * (height + kSpace1);
}

int stepper(const Panel& panel, const std::string& name, const Rect& rect, std::string_view value,
            bool can_less, bool can_more) {
  const Palette& palette = panel.palette();
  const float side = rect.height;
  int step = 0;
  const auto end = [&](const char* what, float x, bool is_plus, bool is_enabled) {
    const Rect box{x, rect.y, side, side};
    const Hit hit = hit_area(panel, name + what, box);
    if (hit.is_hovered && is_enabled) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      fill_rect(panel, box, palette.soft, side / 2);
    }
    const Colour ink = is_enabled ? palette.ink : palette.disabled;
    const float x0 = snap(*panel.look, box.middle_x() - 4);
    fill_rect(panel, {x0, snap(*panel.look, box.middle_y() - 0.75F), 8, 1.5F}, ink);
    if (is_plus)
      fill_rect(panel, {snap(*panel.look, box.middle_x() - 0.75F), box.middle_y() - 4, 1.5F, 8}, ink);
    return hit.is_clicked && is_enabled;
  };
  if (end(":less", rect.x, false, can_less)) step = -1;
  if (end(":more", rect.right() - side, true, can_more)) step = 1;
  draw_text(panel, {rect.x + side, rect.y, rect.width - 2 * side, rect.height}, kFigure, palette.ink, value,
            Align::centre);
  return step;
}

void draw_progress(const Canvas& canvas, const Rect& rect, const ProgressWords& progress) {
  const Palette& palette = canvas.palette();
  Rect line{rect.x, rect.y, rect.width, kLineHeight};
  const float amount = std::ceil(text_width(*canvas.look, kFigure, progress.amount));
  draw_text(canvas, cut_right(line, amount, amount > 0 ? kSpace2 : 0), kFigure, palette.muted,
            progress.amount, Align::right);
  draw_text(canvas, line, kSmallText, palette.muted,
            first_fitting(*canvas.look, kSmallText, line.width, {progress.what, progress.what_short}));
  const Rect track{rect.x, rect.y + kLineHeight + kSpace1, rect.width, kTrackHeight};
  fill_rect(canvas, track, palette.soft, kTrackHeight / 2);
  if (progress.share > 0) {
    fill_rect(canvas, {track.x, track.y, track.width * std::min(progress.share, 1.0F), track.height},
              palette.code, kTrackHeight / 2);
  }
}

void draw_unfold_mark(const Canvas& canvas, float middle_x, float middle_y, Colour ink) {
  if (!canvas.list) return;
  constexpr float kHalf = 4;
  canvas.list->AddTriangleFilled({middle_x - kHalf, middle_y - kHalf / 2},
                                 {middle_x + kHalf, middle_y - kHalf / 2},
                                 {middle_x, middle_y + kHalf / 2 + 1}, colour(ink));
}

}  // namespace bottleneck
