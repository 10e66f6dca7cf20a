#include <algorithm>
#include <string>
#include <vector>

#include "lab/base/figures.h"
#include "lab/session/exercises.h"
#include "lab/shown/exercise_words.h"
#include "texts/exercises.h"
#include "ui/exercises/cards.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kExerciseButtonHeight = 36;
constexpr float kNumberSide = 28;
constexpr float kChoiceHeight = 32;

// In a circle of the code's colour, before the title.
void draw_number(const Canvas& canvas, const Rect& box, int number) {
  fill_rect(canvas, box, canvas.palette().soft, kNumberSide / 2);
  draw_text(canvas, box, kSelectedText, canvas.palette().code_text, std::to_string(number), Align::centre);
}

// Side by side where they fit, else one under the other.
void draw_choices(const Panel& panel, Rect& area, int number) {
  const std::string id = "exercise:" + std::to_string(number) + ":answer";
  if (!panel.offers.find(id)) return;
  if (segments_width(panel, id) <= area.width) {
    Rect row = cut_top(area, kChoiceHeight, kSpace2);
    use_segments(panel, id, cut_left(row, segments_width(panel, id)));
    return;
  }
  for (const std::string_view choice : exercise(number).choices) {
    const Use use(id, std::string(choice), id + ":" + std::string(choice));
    const Rect box = cut_top(area, kChoiceHeight, kSpace1);
    use_button(panel, use, box);
    if (is_chosen(panel, use)) outline_rect(panel, box, panel.palette().code, kControlRadius, 2);
  }
  cut_top(area, kSpace2);
}

// The main thing to do first; in as many rows as they need.
void draw_exercise_buttons(const Panel& panel, Rect& area, int number) {
  const std::string id = "exercise:" + std::to_string(number);
  std::vector<std::string> buttons;
  for (const std::string& one : {id + ":ready", id, id + ":files"}) {
    if (panel.offers.find(one)) buttons.push_back(one);
  }
  Rect row = cut_top(area, kExerciseButtonHeight);
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const float wanted = button_width(panel, buttons[i]) + kSpace2;
    if (i > 0 && wanted > row.width) {
      cut_top(area, kSpace2);
      row = cut_top(area, kExerciseButtonHeight);
    }
    const Rect box = cut_left(row, std::min(wanted, row.width), kSpace2);
    if (i == 0) {
      use_main_button(panel, buttons[i], box);
    } else {
      use_button(panel, buttons[i], box);
    }
  }
}

}  // namespace

float draw_exercise_card(const Panel& panel, const Rect& card, int number) {
  const Palette& palette = panel.palette();
  const ExerciseWords words = exercise_words(number);
  draw_card(panel, card, "card:exercise-" + std::to_string(number));
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  Rect head{area.x, area.y, area.width, 0};
  draw_number(panel, {head.x, head.y, kNumberSide, kNumberSide}, number);
  cut_left(head, kNumberSide, kSpace2);
  head.y += (kNumberSide - kLineHeight) / 2;
  const float title = draw_paragraph(panel, head, kSelectedText, palette.ink, words.title);
  cut_top(area, std::max(kNumberSide, head.y - area.y + title), kSpace2);
  cut_top(area, draw_paragraph(panel, area, kText, palette.muted, words.question), kSpace2);
  cut_top(area, draw_paragraph(panel, area, kSelectedText, palette.ink, words.think), kSpace2);
  draw_choices(panel, area, number);
  // What is to be done stands at the card's end.
  Rect rest = area;
  float below = 0;
  {
    Rect measured{area.x, 0, area.width, 0};
    draw_exercise_buttons(panel.measuring(), measured, number);
    for (const std::string& line : exercise_state(panel.session, number))
      cut_top(measured, draw_paragraph(panel.measuring(), measured, kSmallText, palette.muted, line),
              kSpace1);
    cut_top(measured, draw_paragraph(panel.measuring(), measured, kSmallText, palette.muted, words.answer));
    below = measured.y + kSpace2;  // that below the buttons
  }
  const float height = area.y + below + kCardPadding - card.y;
  rest.y = std::max(area.y, card.bottom() - kCardPadding - below);
  draw_exercise_buttons(panel, rest, number);
  cut_top(rest, kSpace2);
  for (const std::string& line : exercise_state(panel.session, number))
    cut_top(rest, draw_paragraph(panel, rest, kSmallText, palette.ink, line), kSpace1);
  draw_paragraph(panel, rest, kSmallText, palette.muted, words.answer);
  return height;
}

}  // namespace bottleneck
