#include "ui/page.h"

#include <algorithm>
#include <string>

#include "lab/figures.h"
#include "ui/draw_pad.h"
#include "ui/header_bar.h"
#include "ui/nearest_card.h"
#include "ui/pipeline_card.h"
#include "texts.h"

namespace bottleneck {
namespace {

constexpr ImGuiWindowFlags kBareWindow = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                         ImGuiWindowFlags_NoScrollWithMouse;

ImVec4 as_vector(Colour c) {
  return ImGui::ColorConvertU32ToFloat4(colour(c));
}

void colour_style(const Palette& palette) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.Colors[ImGuiCol_PopupBg] = as_vector(palette.card);
  style.Colors[ImGuiCol_Border] = as_vector(palette.hairline);
  style.Colors[ImGuiCol_Text] = as_vector(palette.ink);
}

float draw_about(const Session& session, const Canvas& canvas, const Rect& place) {
  if (place.width <= 0) return 0;
  const LibraryEntry* entry = chosen_entry(session);
  const std::string text = entry && entry->is_usable()
                               ? fill(texts::kAbout, {std::to_string(entry->model->architecture.latent)})
                               : std::string(texts::kAboutLoading);
  return draw_paragraph(canvas, place, kText, canvas.palette().muted, text);
}

}  // namespace

bool is_dark_shown(const Session& session, bool is_system_dark) {
  return session.choices.theme == Theme::system ? is_system_dark : session.choices.theme == Theme::dark;
}

DrawnPage draw_page(const Session& session, View& view, const PageSize& size, bool is_dark) {
  DrawnPage page;
  view.places.clear();
  view.look.palette = is_dark ? &kDark : &kLight;
  view.look.pixel = 1 / ImGui::GetIO().DisplayFramebufferScale.x;
  // Dear ImGui does this for the font of its style alone; the others would be drawn for ratio 1 and
  // magnified.
  for (ImFont* font : view.look.fonts)
    font->CurrentRasterizerDensity = ImGui::GetIO().DisplayFramebufferScale.x;
  colour_style(*view.look.palette);

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("page", nullptr, kBareWindow);
  const Canvas canvas = window_canvas(view.look);
  const PageLayout layout = lay_out(size, pipeline_card_height, [&](float width) {
    return nearest_card_height(session, view.look, width);
  });
  fill_rect(canvas, {0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y},
            view.look.palette->paper);

  draw_header_bar(session, view, canvas, layout, is_dark, page.actions);
  draw_pad(session, view, canvas, layout, page.actions);
  const float about = draw_about(session, canvas, layout.about);
  draw_pipeline_card(session, view, canvas, layout.pipeline, page.actions);
  draw_nearest_card(session, view, canvas, layout.nearest, page.actions);

  ImGui::End();
  view.close_chooser = false;
  page.height = layout.height;
  if (about > 0) page.height = std::max(page.height, layout.about.y + about + kSpace5);
  return page;
}

}  // namespace bottleneck
