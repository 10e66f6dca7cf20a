#include "ui/header_bar.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/model_chooser.h"
#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

// A disc, half of it filled: light and dark.
void draw_theme_switch(View& view, const Canvas& canvas, const Rect& rect, bool is_dark,
                       std::vector<Action>& actions) {
  const Hit hit = hit_area(view, "theme", rect);
  if (hit.is_hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    fill_rect(canvas, rect, canvas.palette().soft, kControlRadius);
  }
  constexpr float kRadius = 6;
  constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2;
  const ImVec2 middle{rect.middle_x(), rect.middle_y()};
  const ImU32 ink = colour(canvas.palette().muted);
  canvas.list->PathArcTo(middle, kRadius, -kQuarterTurn, kQuarterTurn);
  canvas.list->PathFillConvex(ink);
  canvas.list->AddCircle(middle, kRadius, ink, 0, 1.5F);
  if (hit.is_clicked) actions.push_back(ChooseTheme{is_dark ? Theme::light : Theme::dark});
}

// Where the page is. The other stations will stand beside it.
void draw_station(const Canvas& canvas, Rect box) {
  box = {box.x, std::floor(box.middle_y() - kControlHeight / 2),
         text_width(*canvas.look, kSelectedText, texts::kDrawStation) + 2 * kSpace3, kControlHeight};
  fill_rect(canvas, box, canvas.palette().soft, kControlRadius);
  draw_text(canvas, box, kSelectedText, canvas.palette().ink, texts::kDrawStation, Align::centre);
}

}  // namespace

void draw_header_bar(const Session& session, View& view, const Canvas& canvas, const PageLayout& layout,
                     bool is_dark, std::vector<Action>& actions) {
  const Palette& palette = canvas.palette();
  fill_rect(canvas, layout.header, palette.card);
  fill_rect(canvas, {0, layout.header.bottom() - 1, layout.header.width, 1}, palette.hairline);

  Rect row = layout.header_content;
  row.y = std::floor(row.middle_y() - kControlHeight / 2);
  row.height = kControlHeight;
  const float wordmark = text_width(*canvas.look, kWordmark, texts::kWordmark);
  draw_text(canvas, cut_left(row, std::ceil(wordmark), kSpace3), kWordmark, palette.ink, texts::kWordmark);
  if (layout.shape != Shape::narrow) draw_station(canvas, {row.x + kSpace3, row.y, 0, row.height});
  draw_theme_switch(view, canvas, cut_right(row, kControlHeight, kSpace2), is_dark, actions);
  draw_model_chooser(session, view, canvas, row, actions);
}

}  // namespace bottleneck
