#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "lab/shown/missing.h"
#include "texts/drawings.h"
#include "texts/panels.h"
#include "texts/results.h"
#include "ui/draw/cards.h"
#include "ui/draw/opinion.h"
#include "ui/paint/absence.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kMessageHeight = 120;
constexpr float kStripHeight = 84;  // of what stands in a strip: a title and three lines
constexpr float kStripPadding = kSpace2;
constexpr float kStripTitleWidth = 188;
constexpr float kStripVotesWidth = 280;

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
                                : session.inference.codes,
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
void draw_k(const Panel& panel, Rect& line, float facts) {
  const std::string k = value_of(panel, "k");
  const std::string words = k == "1" ? texts::kNeighboursShownOne : fill(texts::kNeighboursShown, {k});
  // As wide for every number: the ends stay where they are.
  const float widest = text_width(*panel.look, kFigure, fill(texts::kNeighboursShown, {"15"}));
  const float width = stepper_width(line.height, widest);
  const bool has_words = width + kSpace3 + facts <= line.width;
  use_stepper(panel, "k", cut_left(line, has_words ? width : kStepperWidth, kSpace3),
              has_words ? words : fill(texts::kNeighboursShownShort, {k}));
}

// Whether it is this card that k is changed in.
bool has_k(const Panel& panel, const Subject& subject) {
  return panel.offers.find("k") && subject.card != Tab::other_codes &&
         references(panel.session, subject) > 0 &&
         (subject.card == Tab::codes || panel.session.choices.is_hidden(Part::codes) || panel.view.is_tabbed);
}

void draw_nearest_title(const Panel& panel, const Subject& subject, Rect line) {
  const Look& look = *panel.look;
  std::string title = subject.is_pixels ? texts::kNearestPixels : texts::kNearestCodes;
  if (!subject.is_pixels && !panel.session.choices.other.empty() && subject.entry) {
    title = first_fitting(look, kTitle, line.width * 0.6F,
                          {fill(texts::kNearestCodesOf, {subject.entry->title}), subject.entry->title});
  }
  const float width = std::min(line.width, std::ceil(text_width(look, kTitle, title)));
  draw_text(panel, cut_left(line, width, kSpace3), kTitle, panel.palette().ink, title);
  if (has_k(panel, subject) && line.width >= kStepperWidth)
    draw_k(panel, line,
           text_width(look, kSmallText,
                      fill(texts::kSearchableShort, {grouped(references(panel.session, subject))})));
  draw_text(panel, line, kSmallText, panel.palette().muted,
            search_facts(panel.session, subject, look, line.width), Align::right);
}

void draw_message(const Canvas& canvas, const Rect& box, std::string_view text) {
  const Colour ink = canvas.palette().muted;
  const float height = draw_paragraph({.list = nullptr, .look = canvas.look}, box, kText, ink, text);
  draw_paragraph(canvas, {box.x, std::floor(box.middle_y() - height / 2), box.width, height}, kText, ink,
                 text, Align::centre);
}

// Below the pictures: which are the reader's own, and what they and the numbers are.
void draw_note(const Canvas& canvas, const Subject& subject, Rect line) {
  const Opinion& opinion = subject.opinion;
  const Look& look = *canvas.look;
  const auto [text, shorter] = has_decoded(opinion) ? std::pair{texts::kDecoded, texts::kDecodedShort}
                                                    : std::pair{texts::kRealImages, texts::kRealImagesShort};
  // Which are the reader's own is told by their frames, too.
  const float own = std::ceil(text_width(look, kSmallText, texts::kDrawingsYoursNote)) + 1;
  if (std::ranges::any_of(opinion.neighbours, &Near::is_own) &&
      own + kSpace2 + text_width(look, kSmallText, shorter) <= line.width)
    draw_text(canvas, cut_left(line, own, kSpace2), kSmallText, subject.voters.text,
              texts::kDrawingsYoursNote);
  draw_text(canvas, line, kSmallText, canvas.palette().muted,
            first_fitting(look, kSmallText, line.width, {text, shorter}));
}

// What stands in the card where there is nobody to vote: still loading, failed, or an offer to load or to
// compute. Nothing where somebody votes.
std::optional<Missing> missing_votes(const Session& session, Tab card) {
  if (card == Tab::pixels) return missing_pixels(session);
  return missing_codes(session, card == Tab::other_codes ? other_entry(session) : chosen_entry(session));
}

const char* part_of(Tab card) {
  return card == Tab::pixels ? "card:pixels" : card == Tab::codes ? "card:codes" : "card:other-codes";
}

// Several cards may have a button for the same offer.
std::string button_name(Tab card, bool is_alarm, const std::string& offer) {
  if (card == Tab::codes) return offer == "cancel-training" ? "codes:cancel" : offer;
  if (card == Tab::other_codes) return "other-" + offer;
  const bool is_retry = offer == "retry" || (offer == "load-training" && is_alarm);
  return is_retry ? "pixels-retry" : offer;
}

// Draws nothing where somebody votes.
std::optional<float> draw_missing_votes(const Panel& panel, Tab card, const Rect& body) {
  const auto missing = missing_votes(panel.session, card);
  if (!missing) return {};
  const auto name = [&](const std::string& offer) { return button_name(card, missing->is_alarm, offer); };
  return draw_absence(panel, body, *missing, name);
}

void draw_votes_or_hint(const Panel& panel, const Subject& subject, const OpinionLayout& layout,
                        const Rect& box) {
  if (subject.opinion.prediction) return draw_votes(panel, subject.voters, subject.opinion, layout, box);
  const char* hint = subject.is_pixels ? texts::kDrawToVotePixels : texts::kDrawToVote;
  draw_message(panel, box,
               fill(hint, {std::to_string(panel.session.choices.neighbours),
                           grouped(references(panel.session, subject))}));
}

// Who votes: a title, the model, on how many images, and what the neighbours' numbers are.
void draw_strip_title(const Panel& panel, const Subject& subject, Rect column) {
  const Look& look = *panel.look;
  Rect line = cut_top(column, kCardTitleHeight);
  const char* title = subject.is_pixels ? texts::kNearestPixels : texts::kNearestCodes;
  draw_text(panel, cut_left(line, std::ceil(text_width(look, kTitle, title)), kSpace2), kTitle,
            panel.palette().ink, title);
  if (has_k(panel, subject)) draw_k(panel, line, line.width);
  if (!subject.is_pixels && subject.entry)
    draw_text(panel, cut_top(column, kLineHeight), kSmallText, panel.palette().ink, subject.entry->title);
  draw_text(panel, cut_top(column, kLineHeight), kSmallText, panel.palette().muted,
            search_facts(panel.session, subject, look, column.width));
  if (subject.opinion.prediction) draw_note(panel, subject, cut_top(column, kLineHeight));
}

float draw_strip(const Panel& panel, const Subject& subject, const Rect& card) {
  Rect body = card.inset(kCardPadding, kStripPadding);
  draw_strip_title(panel, subject, cut_left(body, kStripTitleWidth, kSpace4));
  if (const auto height = draw_missing_votes(panel, subject.card, body))
    return 2 * kStripPadding + std::max(kStripHeight, *height);
  body.height = kStripHeight;
  const Rect votes = cut_left(body, kStripVotesWidth, kSpace4);
  const OpinionLayout layout = lay_out_strip(subject.voters, *panel.look, body.width, kStripHeight);
  draw_votes_or_hint(panel, subject, layout, votes);
  draw_neighbours(panel, subject.voters, subject.opinion, layout, body.inset(layout.tile_gap / 2, 0));
  return 2 * kStripPadding + kStripHeight;
}

}  // namespace

float draw_nearest_card(const Panel& panel, const CardPlace& card) {
  const Subject subject = subject_of(panel.session, panel.palette(), card.card);
  draw_card(panel, card.place, part_of(card.card));
  if (card.is_strip) return draw_strip(panel, subject, card.place);
  const float padding = card_padding(card.place.width);
  Rect body = card.place.inset(padding);
  draw_nearest_title(panel, subject, cut_top(body, kCardTitleHeight, kSpace2));
  const float frame = 2 * padding + kCardTitleHeight + kSpace2;
  if (const auto height = draw_missing_votes(panel, card.card, body))
    return frame + std::max(kMessageHeight, *height);

  OpinionLayout layout = lay_out_opinion(subject.voters, *panel.look, body.width);
  const float height = frame + layout.height() + kSpace1 + kLineHeight;
  layout.bars_height += std::max(0.0F, card.place.height - height);
  draw_votes_or_hint(panel, subject, layout, cut_top(body, layout.votes_height(), kSpace3));
  draw_neighbours(panel, subject.voters, subject.opinion, layout,
                  cut_top(body, layout.neighbours_height(), kSpace1));
  if (subject.opinion.prediction) draw_note(panel, subject, cut_top(body, kLineHeight));
  return height;
}

}  // namespace bottleneck
