#include <algorithm>
#include <cmath>
#include <string>

#include "lab/shown/book_words.h"
#include "texts/book.h"
#include "ui/book/cards.h"
#include "ui/paint/guide.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kBookRowHeight = 34;
constexpr float kBookGuessHeight = 26;
constexpr float kBookRunHeight = 28;
constexpr float kBookGuessWidth = 84;
constexpr float kBookNumberWidth = 92;
constexpr float kBookTitleWidth = 236;
constexpr float kBookFromWidth = 164;
constexpr float kBookOneLineFrom = 860;  // narrower: the experiment stands over its rows
constexpr float kBookOneRowFrom = 500;   // narrower: the figure stands over its numbers
constexpr float kBookLabelHeight = 22;
constexpr float kBookMarkWidth = 12;
constexpr float kBookBetween = kSpace3;

enum class BookForm : std::uint8_t { one_line, under_title, under_label };
BookForm book_form_of(float width) {
  return width >= kBookOneLineFrom  ? BookForm::one_line
         : width >= kBookOneRowFrom ? BookForm::under_title
                                    : BookForm::under_label;
}

struct BookColumns {
  Rect title;  // empty where it stands above
  Rect figure;
  Rect guess;
  Rect book;
  Rect here;
  Rect from;  // empty where it stands above
};

BookColumns book_columns_of(Rect row, BookForm form) {
  BookColumns columns;
  if (form == BookForm::one_line) {
    columns.title = cut_left(row, kBookTitleWidth, kBookBetween);
    columns.from = cut_right(row, kBookFromWidth, kBookBetween);
  }
  if (form == BookForm::under_label) {
    const float third = std::floor((row.width - 2 * kSpace2) / 3);
    columns.guess = cut_left(row, third, kSpace2);
    columns.book = cut_left(row, third, kSpace2);
    columns.here = row;
    return columns;
  }
  columns.here = cut_right(row, kBookNumberWidth, kBookBetween);
  columns.book = cut_right(row, kBookNumberWidth, kBookBetween);
  columns.guess = cut_right(row, kBookGuessWidth, kBookBetween);
  columns.figure = row;
  return columns;
}

Rect in_middle_of(const Rect& row, float height) {
  return {row.x, std::round(row.middle_y() - height / 2), row.width, height};
}

void draw_book_heads(const Canvas& canvas, const Rect& row, BookForm form) {
  const BookColumns columns = book_columns_of(row, form);
  const auto head = [&](const Rect& box, const char* text) {
    if (box.width > 0) draw_text(canvas, box, kSmallText, canvas.palette().muted, text);
  };
  head(columns.title, texts::kBookColumnExperiment);
  head(columns.figure, texts::kBookColumnFigure);
  Rect guess = columns.guess;
  cut_left(guess, kSpace2);
  head(guess, texts::kBookColumnGuess);
  head(columns.book, texts::kBookColumnBook);
  head(columns.here, texts::kBookColumnHere);
  head(columns.from, texts::kBookColumnFrom);
}

// What can be done about it; that it is on its way; where the figures that are there come from.
void draw_provenance(const Panel& panel, Rect box, const Experiment& experiment, Align side) {
  const Session& session = panel.session;
  const Palette& palette = panel.palette();
  const std::string run = "book:run:" + experiment.id;
  if (panel.offers.find(run)) {
    const float width = button_width(panel, run);
    const Rect button = side == Align::right ? cut_right(box, width, kSpace2) : cut_left(box, width, kSpace2);
    use_button(panel, run, in_middle_of(button, kBookRunHeight));
  }
  const bool is_now = experiment_now(session) == &experiment;
  if (is_now || is_wanted(session.book, experiment)) {
    draw_text(panel, box, kSmallText, is_now ? palette.code_text : palette.muted,
              is_now ? texts::kBookUnderWay : texts::kBookNext, side);
    return;
  }
  const auto from = experiment_provenance(session, experiment);
  if (!from) return;
  draw_text(panel, box, kSmallText, palette.muted,
            first_fitting(*panel.look, kSmallText, box.width,
                          {provenance_short(session, experiment, *from),
                           provenance_shortest(session, experiment, *from), ""}),
            side);
}

float provenance_width(const Panel& panel, const Experiment& experiment) {
  const std::string run = "book:run:" + experiment.id;
  const auto width_of = [&](const std::string& words) {
    return std::ceil(text_width(*panel.look, kSmallText, words)) + kSpace3;
  };
  if (!panel.offers.find(run)) return width_of(texts::kBookNext);
  const auto from = experiment_provenance(panel.session, experiment);
  return button_width(panel, run) +
         (from ? width_of(provenance_shortest(panel.session, experiment, *from)) : 0);
}

void draw_experiment_title(const Panel& panel, const Rect& box, const Experiment& experiment) {
  const Session& session = panel.session;
  draw_text(panel, box, kSelectedText, panel.palette().ink,
            first_fitting(*panel.look, kSelectedText, box.width,
                          {experiment_title(session, experiment), experiment_title_short(session, experiment),
                           experiment_title_shortest(session, experiment)}));
}

void draw_book_numbers(const Panel& panel, const BookColumns& columns, const Experiment& experiment,
                       const BookRow& row) {
  const Palette& palette = panel.palette();
  const std::string guess = guess_in_words(panel.session, experiment, row);
  const std::string offer = "guess:" + row_id(experiment, row);
  if (panel.offers.find(offer)) {
    use_small_field(panel, offer, in_middle_of(columns.guess, kBookGuessHeight),
                    guess.empty() ? label_of(panel, offer) : guess);
  } else {
    draw_text(panel, columns.guess.inset(kSpace2, 0), kFigure, palette.muted, guess);
  }
  draw_text(panel, columns.book, kFigure, palette.ink, book_in_words(panel.session, experiment, row));
  draw_text(panel, columns.here, kFigure, palette.code_text, here_in_words(panel.session, experiment, row));
}

// Where the figure stands over its numbers, one experiment at a time is unfolded: the table would be higher
// than a canvas can be.
bool is_open(const Panel& panel, const Experiment& experiment, BookForm form) {
  if (form != BookForm::under_label) return true;
  const std::string& opened = panel.view.open_experiment;
  return (opened.empty() ? panel.session.book.experiments.front().id : opened) == experiment.id;
}

// The mark that it unfolds, and the place to press.
void draw_fold(const Panel& panel, Rect& head, const Experiment& experiment, bool is_unfolded) {
  const Hit hit = hit_area(panel, "experiment:" + experiment.id, head);
  if (hit.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hit.is_clicked) panel.view.open_experiment = is_unfolded ? "none" : experiment.id;
  const Rect mark = cut_left(head, kBookMarkWidth, kSpace1);
  const ImVec2 m{mark.middle_x(), mark.middle_y()};
  const Colour ink = panel.palette().muted;
  if (is_unfolded) {
    draw_unfold_mark(panel, m.x, m.y, ink);
  } else if (panel.list) {
    panel.list->AddTriangleFilled({m.x - 2, m.y - 4}, {m.x + 3, m.y}, {m.x - 2, m.y + 4}, colour(ink));
  }
}

// One experiment: its rows, and above or beside them what it is.
void draw_experiment(const Panel& panel, Rect& area, const Experiment& experiment, BookForm form) {
  const Palette& palette = panel.palette();
  fill_rect(panel, {area.x, snap(*panel.look, area.y), area.width, panel.look->pixel}, palette.hairline);
  cut_top(area, kSpace1);
  const bool is_unfolded = is_open(panel, experiment, form);
  if (form != BookForm::one_line) {
    Rect head = cut_top(area, kBookRowHeight);
    const float provenance = provenance_width(panel, experiment);
    const float title =
        std::ceil(text_width(*panel.look, kSelectedText, experiment_title(panel.session, experiment))) + 1 +
        (form == BookForm::under_label ? kBookMarkWidth + kSpace1 : 0);
    const float from = std::max(provenance, head.width - title - kSpace2);
    draw_provenance(panel, cut_right(head, std::min(from, head.width / 2), kSpace2), experiment,
                    Align::right);
    if (form == BookForm::under_label) draw_fold(panel, head, experiment, is_unfolded);
    draw_experiment_title(panel, head, experiment);
  }
  if (!is_unfolded) return void(cut_top(area, kSpace1));
  bool is_first = true;
  for (const BookRow* row : rows_shown(panel.session, experiment)) {
    const std::string figure = figure_in_words(panel.session, experiment, *row);
    if (form == BookForm::under_label)
      draw_text(panel, cut_top(area, kBookLabelHeight), kSmallText, palette.muted, figure);
    const BookColumns columns = book_columns_of(cut_top(area, kBookRowHeight), form);
    if (columns.title.width > 0 && is_first) {
      draw_experiment_title(panel, columns.title, experiment);
      draw_provenance(panel, columns.from, experiment, Align::left);
    }
    if (columns.figure.width > 0) draw_text(panel, columns.figure, kSmallText, palette.muted, figure);
    draw_book_numbers(panel, columns, experiment, *row);
    is_first = false;
  }
  cut_top(area, kSpace1);
}

void draw_table_title(const Panel& panel, Rect row, const Rect& card) {
  use_word(panel, "markdown", row, Align::right);
  draw_exports(panel, row, card);
  draw_text(panel, row, kTitle, panel.palette().ink,
            first_fitting(*panel.look, kTitle, row.width,
                          {texts::kBookTitle, texts::kBookTitleShort, texts::kBookTitleShortest}));
}

// Whether all of it is kept, and the way to forget it.
void draw_book_keeping(const Panel& panel, Rect& area) {
  const Palette& palette = panel.palette();
  cut_top(area, draw_paragraph(panel, area, kSmallText, palette.muted, book_keeping_in_words(panel.session)),
          kSpace1);
  if (!panel.offers.find("book:forget") && !panel.offers.find("book:restore")) return;
  Rect row = cut_top(area, kControlHeight);
  use_word(panel, "book:forget", row, Align::left);
  use_word(panel, "book:restore", row, Align::left);
}

}  // namespace

float draw_book_table_card(const Panel& panel, const Rect& card) {
  draw_card(panel, card, "card:book-table");
  Rect area = card.inset(card_padding(card.width), kCardPadding);
  const BookForm form = book_form_of(area.width);
  draw_table_title(panel, cut_top(area, kCardTitleHeight, kSpace2), card);
  draw_book_heads(panel, cut_top(area, kLineHeight, kSpace1), form);
  for (const Experiment& experiment : panel.session.book.experiments)
    draw_experiment(panel, area, experiment, form);
  fill_rect(panel, {area.x, snap(*panel.look, area.y), area.width, panel.look->pixel},
            panel.palette().hairline);
  cut_top(area, kSpace3);
  draw_book_keeping(panel, area);
  return area.y + kCardPadding - card.y;
}

}  // namespace bottleneck
