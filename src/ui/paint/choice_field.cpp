#include "ui/paint/choice_field.h"

#include <algorithm>
#include <cmath>

namespace bottleneck {
namespace {

void draw_option(const Panel& panel, const Rect& box, const FieldOption& option, bool is_chosen) {
  const Palette& palette = panel.palette();
  const Hit hit = use_area(panel, option.use, box);
  if (hit.is_hovered || is_chosen) fill_rect(panel, box, palette.soft, kControlRadius);
  draw_text(panel, {box.x + kSpace3, box.y, box.width - 2 * kSpace3, box.height},
            is_chosen ? kSelectedText : kText, can_use(panel, option.use) ? palette.ink : palette.disabled,
            option.label);
  if (hit.is_clicked) ImGui::CloseCurrentPopup();
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

void choice_field(const Panel& panel, const std::string& name, const Rect& rect, const std::string& value,
                  std::span<const FieldOption> options, std::size_t chosen) {
  const std::string popup = name + ":list";
  if (unfold_field(panel, name, rect, value, ImGui::IsPopupOpen(popup.c_str())))
    ImGui::OpenPopup(popup.c_str());
  if (!ImGui::IsPopupOpen(popup.c_str())) return;
  const Rect list = place_list(panel.view, rect, options);
  draw_popup(panel, popup.c_str(), list, [&](const Panel& inner) {
    Rect area = list.inset(kListPadding);
    for (std::size_t i = 0; i < options.size(); ++i)
      draw_option(inner, cut_top(area, kListRowHeight), options[i], i == chosen);
  });
}

}  // namespace bottleneck
