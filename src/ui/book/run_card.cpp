#include <algorithm>
#include <string>

#include "lab/shown/book_run_words.h"
#include "texts/book.h"
#include "ui/book/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kBookBarHeight = 8;
constexpr float kBookButtonHeight = 36;
constexpr float kBookToggleHeight = 28;

void draw_book_share(const Canvas& canvas, const Rect& track, double share) {
  fill_rect(canvas, track, canvas.palette().soft, kBookBarHeight / 2);
  if (share <= 0) return;
  const float width = std::max(track.width * static_cast<float>(share), kBookBarHeight);
  fill_rect(canvas, {track.x, track.y, width, track.height}, canvas.palette().code, kBookBarHeight / 2);
}

// What is to be done, or what is done now and how far it is.
void draw_book_state(const Panel& panel, Rect& area) {
  const Colour muted = panel.palette().muted;
  const auto say = [&](const std::string& text, const TextStyle& style) {
    cut_top(area, draw_paragraph(panel, area, style, muted, text), kSpace2);
  };
  if (panel.session.book.wanted.empty()) return say(book_to_do_in_words(panel.session), kText);
  draw_book_share(panel, cut_top(area, kBookBarHeight, kSpace1), book_share(panel.session));
  draw_text(panel, cut_top(area, kLineHeight, kSpace1), kFigure, muted,
            book_progress_in_words(panel.session));
  say(book_now_in_words(panel.session), kSmallText);
}

void draw_book_buttons(const Panel& panel, Rect row) {
  for (const char* main : {"book:run-all", "book:pause", "book:resume"}) {
    if (!panel.offers.find(main)) continue;
    const bool is_alone = !panel.offers.find("book:stop");
    use_main_button(panel, main,
                    is_alone ? row : cut_left(row, button_width(panel, main) + kSpace4, kSpace2));
  }
  if (panel.offers.find("book:stop"))
    use_button(panel, "book:stop", cut_left(row, button_width(panel, "book:stop")));
}

}  // namespace

float draw_book_run_card(const Panel& panel, const Rect& card) {
  const Palette& palette = panel.palette();
  draw_card(panel, card, "card:book-run");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  draw_text(panel, cut_top(area, kLineHeight, kSpace2), kTitle, palette.ink, texts::kBookRunTitle);
  draw_book_state(panel, area);
  for (const std::string& problem : book_problems(panel.session))
    cut_top(area, draw_paragraph(panel, area, kSmallText, palette.alarm_text, problem), kSpace2);
  for (const std::string& line : book_images_in_words(panel.session))
    cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, line), kSpace2);
  if (panel.offers.find("book:quick")) {
    draw_book_buttons(panel, cut_top(area, kBookButtonHeight, kSpace2));
    use_toggle(panel, "book:quick", cut_top(area, kBookToggleHeight));
    use_toggle(panel, "book:all-figures", cut_top(area, kBookToggleHeight));
  }
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
