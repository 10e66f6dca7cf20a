#include "ui/draw/nearest_cards.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "texts/drawings.h"
#include "texts/panels.h"
#include "texts/results.h"
#include "ui/draw/opinion.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr float kMessageHeight = 120;

// What a card is about.
struct Subject {
  Tab card;
  const LibraryEntry* entry;
  const Opinion& opinion;
  Voters voters;
  bool is_pixels;
};

Subject subject_of(const Session& session, const Palette& palette, Tab card) {
  const bool is_pixels = card == Tab::pixels;
  const bool is_other = card == Tab::other_codes;
  const LibraryEntry* entry = is_other ? other_entry(session) : chosen_entry(session);
  return {.card = card,
          .entry = entry,
          .opinion = is_pixels  ? session.pixels.opinion
                     : is_other ? session.other.codes
                                : session.reading.codes,
          .voters = {.entry = entry,
                     .neighbours = session.choices.neighbours,
                     .fill = is_pixels ? palette.image : palette.code,
                     .text = is_pixels ? palette.image_text : palette.code_text},
          .is_pixels = is_pixels};
}

int training_images(const Session& session, const Subject& subject) {
  if (!subject.is_pixels) return subject.entry && subject.entry->codes ? subject.entry->codes->size() : 0;
  const DatasetEntry* dataset = dataset_of(session, subject.entry);
  return dataset && dataset->train.images ? dataset->train.images->size() : 0;
}

// How many can be compared with, the reader's drawings among them; 0: none yet.
int references(const Session& session, const Subject& subject) {
  const int images = training_images(session, subject);
  const auto drawings = voting_drawings(session, subject.entry);
  return images > 0 && drawings ? images + drawings->size() : images;
}

// On how many images the votes rest, and how long the search took here.
std::string search_facts(const Session& session, const Subject& subject, const Look& look, float width) {
  const int count = references(session, subject);
  if (count == 0) return "";
  const std::string images = grouped(count);
  const std::string units =
      std::to_string(subject.is_pixels ? kPixels : subject.entry->model->architecture.latent);
  if (subject.opinion.neighbours.empty()) {
    return first_fitting(
        look, kSmallText, width,
        {fill(texts::kSearchable, {units, images}), fill(texts::kSearchableShort, {images}), ""});
  }
  // A browser's clock ticks in tenths.
  const std::string ms = subject.opinion.ms < 0.05 ? texts::kUnderATenth : fixed(subject.opinion.ms, 1);
  return first_fitting(
      look, kSmallText, width,
      {fill(texts::kSearched, {units, images, ms}), fill(texts::kSearchedShort, {images, ms}),
       fill(texts::kSearchableShort, {images}), ""});
}

// k can be changed in the first card; it holds for all.
void draw_k(const Session& session, View& view, const Canvas& canvas, Rect& line,
            std::vector<Action>& actions) {
  const int k = session.choices.neighbours;
  const Rect box = cut_left(line, kStepperWidth, kSpace3);
  const std::string value = std::string(texts::kNearestNumber) + " " + std::to_string(k);
  const int step = stepper(view, canvas, "k", box, value, k > 1, k < kMostNeighbours);
  if (step != 0) actions.push_back(Set{"k", std::to_string(k + step)});
}

void draw_title(const Session& session, View& view, const Canvas& canvas, const Subject& subject, Rect line,
                std::vector<Action>& actions) {
  const Look& look = *canvas.look;
  std::string title = subject.is_pixels ? texts::kNearestPixels : texts::kNearestCodes;
  if (!subject.is_pixels && !session.choices.other.empty() && subject.entry) {
    title = first_fitting(look, kTitle, line.width * 0.6F,
                          {fill(texts::kNearestCodesOf, {subject.entry->title}), subject.entry->title});
  }
  const float width = std::min(line.width, std::ceil(text_width(look, kTitle, title)));
  draw_text(canvas, cut_left(line, width, kSpace3), kTitle, canvas.palette().ink, title);
  if (subject.card != Tab::other_codes && references(session, subject) > 0 && line.width >= kStepperWidth &&
      (subject.card == Tab::codes || session.choices.is_hidden(Part::codes) || view.is_tabbed))
    draw_k(session, view, canvas, line, actions);
  draw_text(canvas, line, kSmallText, canvas.palette().muted,
            search_facts(session, subject, look, line.width), Align::right);
}

void draw_message(const Canvas& canvas, const Rect& box, std::string_view text) {
  const Colour ink = canvas.palette().muted;
  const float height = draw_paragraph({.list = nullptr, .look = canvas.look}, box, kText, ink, text);
  draw_paragraph(canvas, {box.x, std::floor(box.middle_y() - height / 2), box.width, height}, kText, ink,
                 text, Align::centre);
}

// Below the pictures: which are the reader's own, a doubt, or what they are.
void draw_note(const Canvas& canvas, const Subject& subject, Rect line) {
  const Opinion& opinion = subject.opinion;
  if (std::ranges::any_of(opinion.neighbours, &Near::is_own)) {
    const float width = std::ceil(text_width(*canvas.look, kSmallText, texts::kDrawingsYoursNote));
    draw_text(canvas, cut_left(line, width + 1, kSpace2), kSmallText, subject.voters.text,
              texts::kDrawingsYoursNote);
  }
  const Look& look = *canvas.look;
  if (opinion.doubt != Doubt::none) {
    const bool is_far = opinion.doubt == Doubt::far;
    draw_text(canvas, line, kSmallText, canvas.palette().alarm_text,
              first_fitting(look, kSmallText, line.width,
                            {is_far ? texts::kDoubtFar : texts::kDoubtSplit,
                             is_far ? texts::kDoubtFarShort : texts::kDoubtSplitShort}));
    return;
  }
  const bool is_decoded = has_decoded(opinion);
  draw_text(canvas, line, kSmallText, canvas.palette().muted,
            first_fitting(look, kSmallText, line.width,
                          {is_decoded ? texts::kDecoded : texts::kRealImages,
                           is_decoded ? texts::kDecodedShort : texts::kRealImagesShort}));
}

}  // namespace

float nearest_card_height(const Session& session, const Look& look, Tab card, float width) {
  const Subject subject = subject_of(session, *look.palette, card);
  const float padding = card_padding(width);
  const float frame = 2 * padding + kCardTitleHeight + kSpace2;
  if (const auto absence = absence_of(session, card))
    return frame + std::max(kMessageHeight, absence_height(look, *absence, width - 2 * padding));
  return frame + lay_out_opinion(subject.voters, look, width - 2 * padding).height() + kSpace1 + kLineHeight;
}

void draw_nearest_card(const Session& session, View& view, const Canvas& canvas, const CardPlace& card,
                       std::vector<Action>& actions) {
  const Subject subject = subject_of(session, canvas.palette(), card.card);
  draw_card(canvas, card.place);
  Rect body = card.place.inset(card_padding(card.place.width));
  draw_title(session, view, canvas, subject, cut_top(body, kCardTitleHeight, kSpace2), actions);
  if (const auto absence = absence_of(session, card.card)) {
    draw_absence(view, canvas, body, *absence, actions);
    return;
  }

  OpinionLayout layout = lay_out_opinion(subject.voters, *canvas.look, body.width);
  layout.bars_height += std::max(0.0F, body.height - layout.height() - kSpace1 - kLineHeight);
  const Rect votes = cut_top(body, layout.votes_height(), kSpace3);
  if (subject.opinion.prediction) {
    draw_votes(canvas, subject.voters, subject.opinion, layout, votes);
  } else {
    const char* hint = subject.is_pixels ? texts::kDrawToVotePixels : texts::kDrawToVote;
    draw_message(
        canvas, votes,
        fill(hint, {std::to_string(session.choices.neighbours), grouped(references(session, subject))}));
  }
  draw_neighbours(canvas, subject.voters, subject.opinion, layout,
                  cut_top(body, layout.neighbours_height(), kSpace1));
  if (subject.opinion.prediction) draw_note(canvas, subject, cut_top(body, kLineHeight));
}

}  // namespace bottleneck
