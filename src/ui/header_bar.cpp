#include "ui/header_bar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "texts.h"
#include "ui/model_list.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr const char* kMenuPopup = "menu-list";
constexpr float kMenuRowHeight = 40;
constexpr float kMenuPadding = 6;

// A round button with a sign in it. True when it was pressed.
template <class DrawSign>
bool sign_button(View& view, const Canvas& canvas, const char* name, const Rect& rect,
                 const DrawSign& draw_sign) {
  const Hit hit = hit_area(view, name, rect);
  if (hit.is_hovered) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    fill_rect(canvas, rect, canvas.palette().soft, kControlRadius);
  }
  draw_sign(ImVec2{rect.middle_x(), rect.middle_y()},
            colour(hit.is_hovered ? canvas.palette().ink : canvas.palette().muted));
  return hit.is_clicked;
}

// A disc, half of it filled: light and dark.
void draw_disc(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  constexpr float kRadius = 6;
  constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2;
  canvas.list->PathArcTo(middle, kRadius, -kQuarterTurn, kQuarterTurn);
  canvas.list->PathFillConvex(ink);
  canvas.list->AddCircle(middle, kRadius, ink, 0, 1.5F);
}

// Two links of a chain, as far as a line can say it.
void draw_chain(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  const auto oval = [&](float x) {
    canvas.list->AddRect({x - 5, middle.y - 3.5F}, {x + 5, middle.y + 3.5F}, ink, 3.5F, 0, 1.5F);
  };
  oval(middle.x - 3);
  oval(middle.x + 3);
}

void draw_question_mark(const Canvas& canvas, ImVec2 middle, Colour ink) {
  draw_text(canvas, {middle.x - 8, middle.y - 10, 16, 20}, kSelectedText, ink, "?", Align::centre);
}

void draw_dots(const Canvas& canvas, ImVec2 middle, ImU32 ink) {
  for (const float x : {-5.0F, 0.0F, 5.0F})
    canvas.list->AddCircleFilled({middle.x + x, middle.y}, 1.75F, ink);
}

Action switched_theme(bool is_dark) {
  return ChooseTheme{is_dark ? Theme::light : Theme::dark};
}

// On a wide page all stand in the bar.
void draw_signs(View& view, const Canvas& canvas, Rect& row, bool is_dark, std::vector<Action>& actions) {
  const auto next = [&] { return cut_right(row, kControlHeight, kSpace1); };
  if (sign_button(view, canvas, "help", next(), [&](ImVec2 middle, ImU32 /*ink*/) {
        draw_question_mark(canvas, middle, canvas.palette().muted);
      }))
    actions.push_back(ShowDialog{Dialog::help});
  if (sign_button(view, canvas, "link", next(),
                  [&](ImVec2 middle, ImU32 ink) { draw_chain(canvas, middle, ink); }))
    actions.push_back(ShowDialog{Dialog::link});
  if (sign_button(view, canvas, "theme", next(),
                  [&](ImVec2 middle, ImU32 ink) { draw_disc(canvas, middle, ink); }))
    actions.push_back(switched_theme(is_dark));
}

// On a narrow one they are a menu.
void draw_menu(View& view, const Canvas& canvas, Rect& row, bool is_dark, std::vector<Action>& actions) {
  const Rect place = cut_right(row, kControlHeight, kSpace1);
  if (sign_button(view, canvas, "menu", place,
                  [&](ImVec2 middle, ImU32 ink) { draw_dots(canvas, middle, ink); }))
    ImGui::OpenPopup(kMenuPopup);
  if (!ImGui::IsPopupOpen(kMenuPopup)) return;
  struct Entry {
    const char* name;
    const char* label;
    Action action;
  };
  const std::array entries{Entry{"theme", texts::kTheme, switched_theme(is_dark)},
                           Entry{"link", texts::kLink, ShowDialog{Dialog::link}},
                           Entry{"help", texts::kHelp, ShowDialog{Dialog::help}}};
  float width = 0;
  for (const Entry& entry : entries) width = std::max(width, text_width(*canvas.look, kText, entry.label));
  width = std::ceil(width) + 2 * (kMenuPadding + kSpace3);
  const Rect list{place.right() - width, place.bottom() + kSpace1, width,
                  kMenuRowHeight * static_cast<float>(entries.size()) + 2 * kMenuPadding};
  ImGui::SetNextWindowPos({list.x, list.y});
  ImGui::SetNextWindowSize({list.width, list.height});
  if (!ImGui::BeginPopup(kMenuPopup, kPopupFlags)) return;
  if (view.close_popups) ImGui::CloseCurrentPopup();
  const auto places_before = view.places;
  const Canvas on_list = window_canvas(view.look);
  Rect area = list.inset(kMenuPadding);
  for (const Entry& entry : entries) {
    const Rect box = cut_top(area, kMenuRowHeight);
    const Hit hit = hit_area(view, entry.name, box);
    if (hit.is_hovered) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      fill_rect(on_list, box, canvas.palette().soft, kControlRadius);
    }
    draw_text(on_list, {box.x + kSpace3, box.y, box.width - 2 * kSpace3, box.height}, kText,
              canvas.palette().ink, entry.label);
    if (!hit.is_clicked) continue;
    actions.push_back(entry.action);
    ImGui::CloseCurrentPopup();
  }
  if (ImGui::IsWindowAppearing()) view.places = places_before;
  ImGui::EndPopup();
}

// Where the page is. The other stations will stand beside it.
void draw_station(const Canvas& canvas, Rect box) {
  box = {box.x, std::floor(box.middle_y() - kControlHeight / 2),
         std::ceil(text_width(*canvas.look, kSelectedText, texts::kDrawStation)) + 2 * kSpace3,
         kControlHeight};
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
  const bool is_narrow = layout.shape == Shape::narrow;
  const float wordmark = text_width(*canvas.look, kWordmark, texts::kWordmark);
  draw_text(canvas, cut_left(row, std::ceil(wordmark), kSpace3), kWordmark, palette.ink, texts::kWordmark);
  if (!is_narrow) draw_station(canvas, {row.x + kSpace3, row.y, 0, row.height});
  if (is_narrow) {
    draw_menu(view, canvas, row, is_dark, actions);
  } else {
    draw_signs(view, canvas, row, is_dark, actions);
  }
  if (session.choices.is_hidden(Part::models)) return;
  cut_right(row, kSpace1);
  draw_model_chooser(session, view, canvas, row, actions);
}

}  // namespace bottleneck
