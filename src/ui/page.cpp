#include "ui/page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/figures.h"
#include "texts.h"
#include "ui/draw_pad.h"
#include "ui/header_bar.h"
#include "ui/nearest_cards.h"
#include "ui/notes.h"
#include "ui/pipeline_card.h"
#include "ui/samples_card.h"
#include "ui/tab_strip.h"

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
  const LibraryEntry* entry = chosen_entry(session);
  const std::string text = entry && entry->is_usable()
                               ? fill(texts::kAbout, {std::to_string(entry->model->architecture.latent)})
                               : std::string(texts::kAboutLoading);
  return draw_paragraph(canvas, place, kText, canvas.palette().muted, text);
}

// The cards that the reader may look at, in their order.
std::vector<Tab> visible_cards(const Session& session) {
  const Choices& choices = session.choices;
  std::vector<Tab> cards;
  if (!choices.is_hidden(Part::codes)) {
    cards.push_back(Tab::codes);
    if (!choices.other.empty()) cards.push_back(Tab::other_codes);
  }
  if (!choices.is_hidden(Part::pixels)) cards.push_back(Tab::pixels);
  if (!choices.is_hidden(Part::samples)) cards.push_back(Tab::samples);
  return cards;
}

PageContent content_of(const Session& session, const View& view) {
  const Canvas measure{.list = nullptr, .look = &view.look};
  PageContent content;
  content.has_header = !session.choices.is_hidden(Part::header);
  content.pipelines = session.choices.other.empty() ? 1 : 2;
  content.cards = visible_cards(session);
  content.tab = view.tab;
  content.has_about = !session.choices.is_hidden(Part::about);
  content.notes_height = [&, measure](float width) { return notes_height(session, measure, width); };
  content.pipeline_height = pipeline_card_height;
  content.card_height = [&](Tab card, float width) {
    return card == Tab::samples ? samples_card_height(width)
                                : nearest_card_height(session, view.look, card, width);
  };
  content.about_height = [&, measure](float width) { return draw_about(session, measure, {0, 0, width, 0}); };
  return content;
}

void draw_cards(const Session& session, View& view, const Canvas& canvas, const PageLayout& layout,
                std::vector<Action>& actions) {
  for (std::size_t i = 0; i < layout.pipelines.size(); ++i) {
    draw_pipeline_card(session, view, canvas, layout.pipelines[i], i == 0 ? Which::chosen : Which::other,
                       actions);
  }
  for (const CardPlace& card : layout.cards) {
    if (card.card == Tab::samples) {
      draw_samples_card(session, view, canvas, card.place, actions);
    } else {
      draw_nearest_card(session, view, canvas, card, actions);
    }
  }
}

}  // namespace

bool is_dark_shown(const Session& session, bool is_system_dark) {
  return session.choices.theme == Theme::system ? is_system_dark : session.choices.theme == Theme::dark;
}

DrawnPage draw_page(const Session& session, View& view, const PageSize& size, bool is_dark) {
  DrawnPage page;
  view.places.clear();
  view.field.reset();
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
  const PageContent content = content_of(session, view);
  const PageLayout layout = lay_out(size, content);
  view.is_tabbed = layout.tabs.width > 0;
  fill_rect(canvas, {0, 0, ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y},
            view.look.palette->paper);

  if (layout.header.height > 0) draw_header_bar(session, view, canvas, layout, is_dark, page.actions);
  if (layout.notes.height > 0) draw_notes(session, view, canvas, layout.notes, page.actions);
  draw_pad(session, view, canvas, layout, page.actions);
  if (view.is_tabbed) draw_tab_strip(view, canvas, layout, content.cards);
  draw_cards(session, view, canvas, layout, page.actions);
  if (layout.about.width > 0) draw_about(session, canvas, layout.about);

  view.is_popup_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  ImGui::End();
  view.close_popups = false;
  page.height = layout.height;
  return page;
}

}  // namespace bottleneck
