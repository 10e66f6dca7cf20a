#include "ui/paint/choice_field.h"

#include <algorithm>
#include <cmath>

#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

bool draw_option(View& view, const Canvas& canvas, const Rect& box, const FieldOption& option,
                 bool is_chosen) {
  const Palette& palette = canvas.palette();
  const Hit hit = hit_area(view, option.name, box);
  const bool is_live = hit.is_hovered && option.is_enabled;
  if (is_live) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (is_live || is_chosen) fill_rect(canvas, box, palette.soft, kControlRadius);
  draw_text(canvas, {box.x + kSpace3, box.y, box.width - 2 * kSpace3, box.height},
            is_chosen ? kSelectedText : kText, option.is_enabled ? palette.ink : palette.muted, option.label);
  if (!hit.is_clicked || !option.is_enabled) return false;
  ImGui::CloseCurrentPopup();
  return true;
}

// Below the box, or above it where there is more room; as wide as its longest line. One that is higher than
// the window is cut off: lists are short (the longest has fifteen lines).
Rect place_list(const View& view, const Rect& anchor, std::span<const FieldOption> options) {
  float width = anchor.width;
  for (const FieldOption& option : options)
    width = std::max(width, std::ceil(text_width(view.look, kSelectedText, option.label)) + 2 * kSpace3 +
                                2 * kListPadding);
  const ImVec2 page = ImGui::GetIO().DisplaySize;
  width = std::min(width, page.x - 2 * kSpace2);
  const float wanted = kListRowHeight * static_cast<float>(options.size()) + 2 * kListPadding;
  const float below = page.y - anchor.bottom() - kSpace1 - kSpace2;
  const float above = anchor.y - kSpace1 - kSpace2;
  const bool is_below = wanted <= below || below >= above;
  const float height = std::min(wanted, is_below ? below : above);
  const float y = is_below ? anchor.bottom() + kSpace1 : anchor.y - kSpace1 - height;
  return {std::clamp(anchor.right() - width, kSpace2, page.x - width - kSpace2), y, width, height};
}

}  // namespace

std::optional<std::size_t> choice_field(View& view, const Canvas& canvas, const std::string& name,
                                        const Rect& rect, const std::string& value,
                                        std::span<const FieldOption> options, std::size_t chosen) {
  const std::string popup = name + ":list";
  if (unfold_field(view, canvas, name, rect, value, ImGui::IsPopupOpen(popup.c_str())))
    ImGui::OpenPopup(popup.c_str());
  if (!ImGui::IsPopupOpen(popup.c_str())) return std::nullopt;
  const Rect list = place_list(view, rect, options);
  std::optional<std::size_t> pressed;
  draw_popup(view, popup.c_str(), list, [&](const Canvas& inner) {
    Rect area = list.inset(kListPadding);
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (draw_option(view, inner, cut_top(area, kListRowHeight), options[i], i == chosen)) pressed = i;
    }
  });
  return pressed;
}

}  // namespace bottleneck
