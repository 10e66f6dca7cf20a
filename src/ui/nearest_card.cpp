#include "ui/nearest_card.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "lab/figures.h"
#include "texts.h"
#include "ui/widgets.h"

namespace bottleneck {
namespace {

constexpr float kBarsHeight = 80;  // at least; with the count above the bars
constexpr float kBarLabelHeight = 20;
constexpr float kVoteRowHeight = 20;  // of the lying bars
constexpr float kDigitWidth = 56;     // of the prediction, when it is a digit
constexpr float kNameHeight = 32;     // of the prediction, when it is a word
constexpr float kLargestTile = 136;
constexpr float kRoomyTile = 64;  // label and distance fit in one line below

// How the card is arranged for a model's classes at a width.
struct Arrangement {
  float padding;
  bool has_names;  // classes are words, not digits
  bool has_rows;   // bars lie, one below the other: names do not fit below standing ones
  int classes;
  int neighbours;
  int columns;        // of the neighbours' pictures
  float bars_height;  // kBarsHeight, or more where the card is higher than it need be
  float tile_gap;
  float tile;
};

Arrangement arrange(const Session& session, const Look& look, float width) {
  Arrangement a{};
  a.bars_height = kBarsHeight;
  a.padding = width < 500 ? kSpace3 : kSpace4;
  const float inner = width - 2 * a.padding;
  const LibraryEntry* entry = chosen_entry(session);
  a.classes = kClasses;
  if (entry && entry->card) {
    a.classes = static_cast<int>(entry->card->class_names.size());
    float widest = 0;
    for (const std::string& name : entry->card->class_names) {
      a.has_names = a.has_names || name.size() > 2;
      widest = std::max(widest, text_width(look, kTitle, name));
    }
    a.has_rows = a.has_names && inner / static_cast<float>(a.classes) < widest + kSpace1;
  }
  a.neighbours = session.choices.neighbours;
  a.tile_gap = inner < 480 ? kSpace1 : kSpace2;
  const auto tile_of = [&](int columns) {
    const auto count = static_cast<float>(columns);
    return std::min(std::floor((inner - (count - 1) * a.tile_gap) / count), kLargestTile);
  };
  // Names need room: two rows of pictures where one would cut the words short.
  const bool has_two_rows = a.has_rows && tile_of(a.neighbours) < kRoomyTile;
  a.columns = has_two_rows ? (a.neighbours + 1) / 2 : a.neighbours;
  a.tile = tile_of(a.columns);
  return a;
}

float votes_height(const Arrangement& a) {
  const float name = a.has_names ? kNameHeight + kSpace1 : 0;
  return name +
         (a.has_rows ? kVoteRowHeight * static_cast<float>(a.classes) : a.bars_height + kBarLabelHeight);
}

// Whether a picture's label and distance stand in two lines.
bool has_two_lines(const Arrangement& a) {
  return a.tile < kRoomyTile || a.columns < a.neighbours;
}

float neighbour_height(const Arrangement& a) {
  return a.tile + kSpace1 + (has_two_lines(a) ? 2 * kSpace4 : kLineHeight);
}

float neighbours_height(const Arrangement& a) {
  const auto rows = static_cast<float>((a.neighbours + a.columns - 1) / a.columns);
  return rows * neighbour_height(a) + (rows - 1) * kSpace2;
}

bool ships_without_codes(const LibraryEntry* entry) {
  return entry && entry->card && !entry->card->has_codes;
}

struct Votes {
  const Session& session;
  const Reading& reading;

  int of(int label) const {
    return reading.votes.empty() ? 0 : reading.votes[static_cast<std::size_t>(label)];
  }
  bool wins(int label) const { return reading.prediction == label; }
  float share(int label) const {
    return reading.neighbours.empty()
               ? 0
               : static_cast<float>(of(label)) / static_cast<float>(reading.neighbours.size());
  }
};

void draw_standing_bars(const Canvas& canvas, const Votes& votes, const Arrangement& a, const Rect& box) {
  const Palette& palette = canvas.palette();
  const float pitch = box.width / static_cast<float>(a.classes);
  const float gap = pitch >= 28 ? kSpace2 : kSpace1;
  const float foot = box.bottom() - kBarLabelHeight;
  const float highest = a.bars_height - kSpace4;
  for (int label = 0; label < a.classes; ++label) {
    const float x = box.x + pitch * static_cast<float>(label) + gap / 2;
    const float height = highest * votes.share(label);
    fill_rect(canvas, {x, foot - 2, pitch - gap, 2}, palette.soft, 1);
    if (height > 0) {
      fill_rect(canvas, {x, foot - height, pitch - gap, height}, palette.code, 3);
      draw_text(canvas, {x - gap, foot - height - kSpace4, pitch + gap, kSpace4}, kFigure, palette.muted,
                std::to_string(votes.of(label)), Align::centre);
    }
    const bool wins = votes.wins(label);
    draw_text(canvas, {x - gap / 2, foot, pitch, kBarLabelHeight},
              wins          ? kTitle
              : a.has_names ? kSmallText
                            : kFigure,
              wins ? palette.ink : palette.muted, class_name(votes.session, label), Align::centre);
  }
}

void draw_lying_bars(const Canvas& canvas, const Votes& votes, const Arrangement& a, Rect box) {
  const Palette& palette = canvas.palette();
  const float names = std::min(88.0F, box.width * 0.45F);
  for (int label = 0; label < a.classes; ++label) {
    Rect row = cut_top(box, kVoteRowHeight);
    const bool wins = votes.wins(label);
    draw_text(canvas, cut_left(row, names, kSpace2), wins ? kTitle : kSmallText,
              wins ? palette.ink : palette.muted, class_name(votes.session, label));
    const Rect number = cut_right(row, kSpace4, kSpace1);
    const Rect track{row.x, row.middle_y() - 5, row.width, 10};
    fill_rect(canvas, track, palette.soft, 3);
    if (votes.of(label) == 0) continue;
    fill_rect(canvas, {track.x, track.y, track.width * votes.share(label), track.height}, palette.code, 3);
    draw_text(canvas, number, kFigure, palette.muted, std::to_string(votes.of(label)), Align::right);
  }
}

void draw_votes(const Session& session, const Canvas& canvas, const Arrangement& a, Rect box) {
  const Palette& palette = canvas.palette();
  const Reading& reading = session.reading;
  const Votes votes{.session = session, .reading = reading};
  const std::string name = reading.prediction ? class_name(session, *reading.prediction) : "";
  if (a.has_names) {
    Rect line = cut_top(box, kNameHeight, kSpace1);
    if (reading.prediction) {
      const std::string count = fill(texts::kVotes, {std::to_string(votes.of(*reading.prediction)),
                                                     std::to_string(reading.neighbours.size())});
      draw_text(canvas, cut_right(line, std::ceil(text_width(*canvas.look, kSmallText, count)), kSpace2),
                kSmallText, palette.muted, count);
    }
    draw_text(canvas, line, kHeading, palette.code_text, name);
  } else {
    const Rect place = cut_left(box, kDigitWidth, kSpace2);
    // Its foot stands on the bars' foot.
    draw_text(canvas, {place.x, place.bottom() - kBarLabelHeight - 60, place.width, 60}, kPrediction,
              palette.code_text, name);
  }
  if (a.has_rows) {
    draw_lying_bars(canvas, votes, a, box);
  } else {
    draw_standing_bars(canvas, votes, a, box);
  }
}

void draw_neighbour(const Session& session, const Canvas& canvas, const Arrangement& a, const Rect& tile,
                    const NearCode& near) {
  const Palette& palette = canvas.palette();
  draw_image(canvas, tile, near.picture, Scaling::smooth);
  round_corners(canvas, tile, kSmallTileRadius, palette.card);
  const std::string name = class_name(session, near.label);
  const std::string distance = fixed(near.neighbour.distance, 1);
  const float y = tile.bottom() + kSpace1;
  const Colour ink = session.reading.prediction == near.label ? palette.ink : palette.muted;
  if (has_two_lines(a)) {
    draw_text(canvas, {tile.x - 1, y, tile.width + 2, kSpace4}, kTitle, ink, name, Align::centre);
    draw_text(canvas, {tile.x - 1, y + kSpace4, tile.width + 2, kSpace4}, kFigure, palette.muted, distance,
              Align::centre);
    return;
  }
  const float figures = text_width(*canvas.look, kFigure, distance);
  const float room = tile.width - figures - kSpace1;
  const float width = std::min(text_width(*canvas.look, kTitle, name), room);
  const float x = tile.x + (tile.width - width - kSpace1 - figures) / 2;
  draw_text(canvas, {x, y, std::ceil(width), kLineHeight}, kTitle, ink, name);
  draw_text(canvas, {x + width + kSpace1, y, figures + 1, kLineHeight}, kFigure, palette.muted, distance);
}

void draw_neighbours(const Session& session, const Canvas& canvas, const Arrangement& a, const Rect& box) {
  // From edge to edge, whatever rounding left over.
  const float pitch = a.columns > 1 ? (box.width - a.tile) / static_cast<float>(a.columns - 1) : 0;
  for (int i = 0; i < a.neighbours; ++i) {
    const float x = snap(*canvas.look, box.x + pitch * static_cast<float>(i % a.columns));
    const float y = box.y + (neighbour_height(a) + kSpace2) * static_cast<float>(i / a.columns);
    const Rect tile{x, y, a.tile, a.tile};
    const bool is_there = static_cast<std::size_t>(i) < session.reading.neighbours.size();
    fill_rect(canvas, tile, is_there ? canvas.palette().tile : canvas.palette().soft, kSmallTileRadius);
    if (is_there)
      draw_neighbour(session, canvas, a, tile, session.reading.neighbours[static_cast<std::size_t>(i)]);
  }
}

// On how many images the votes rest, and how long the search took here.
std::string search_facts(const Session& session, const LibraryEntry& entry, const Look& look, float width) {
  const std::string units = std::to_string(entry.model->architecture.latent);
  const std::string images = grouped(entry.codes->size());
  if (session.reading.neighbours.empty()) {
    return first_fitting(
        look, kSmallText, width,
        {fill(texts::kSearchable, {units, images}), fill(texts::kSearchableShort, {images}), ""});
  }
  const std::string ms = fixed(session.reading.neighbours_ms, 1);
  return first_fitting(
      look, kSmallText, width,
      {fill(texts::kSearched, {units, images, ms}), fill(texts::kSearchedShort, {images, ms}),
       fill(texts::kSearchableShort, {images}), ""});
}

void draw_title(const Session& session, const Canvas& canvas, Rect line) {
  const float title = std::ceil(text_width(*canvas.look, kTitle, texts::kNearestCodes));
  draw_text(canvas, cut_left(line, title, kSpace2), kTitle, canvas.palette().ink, texts::kNearestCodes);
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->is_usable() || !entry->codes) return;
  draw_text(canvas, line, kSmallText, canvas.palette().muted,
            search_facts(session, *entry, *canvas.look, line.width), Align::right);
}

void draw_message(const Canvas& canvas, const Rect& box, Colour ink, std::string_view text) {
  const float height = draw_paragraph({.list = nullptr, .look = canvas.look}, box, kText, ink, text);
  draw_paragraph(canvas, {box.x, std::floor(box.middle_y() - height / 2), box.width, height}, kText, ink,
                 text, Align::centre);
}

// Still loading, or the whole message of what failed.
void draw_missing_model(const Session& session, const Canvas& canvas, const Rect& body,
                        const LibraryEntry* entry) {
  const std::string& error = entry ? entry->error() : session.library.index_file.error;
  if (error.empty()) {
    draw_message(canvas, body, canvas.palette().muted, texts::kVotesNeedModel);
  } else {
    const char* advice = entry ? texts::kModelFailedAdvice : texts::kListFailedAdvice;
    draw_message(canvas, body, canvas.palette().alarm_text, fill(advice, {error}));
  }
}

// Where there are no codes to compare with: says why. True if so.
bool draw_absence(const Session& session, View& view, const Canvas& canvas, Rect body,
                  std::vector<Action>& actions) {
  const LibraryEntry* entry = chosen_entry(session);
  if (!entry || !entry->is_usable()) {
    draw_missing_model(session, canvas, body, entry);
    return true;
  }
  if (entry->codes) return false;
  const Palette& palette = canvas.palette();
  if (ships_without_codes(entry)) {
    draw_message(canvas, body, palette.muted, texts::kWithoutCodes);
  } else if (!entry->codes_file.error.empty()) {
    const Rect row = cut_top(body, kControlHeight, kSpace3);
    if (button(view, canvas, "retry",
               {row.x, row.y, std::ceil(button_width(*canvas.look, texts::kTryAgain)), row.height},
               texts::kTryAgain)) {
      actions.push_back(RetryLoading{});
    }
    draw_paragraph(canvas, body, kSmallText, palette.alarm_text,
                   fill(texts::kLoadingFailed, {entry->codes_file.error}));
  } else {
    draw_progress(canvas,
                  {body.x, std::floor(body.middle_y() - kProgressHeight / 2), body.width, kProgressHeight},
                  texts::kLoadingCodes, entry->codes_file);
  }
  return true;
}

}  // namespace

float nearest_card_height(const Session& session, const Look& look, float width) {
  const Arrangement a = arrange(session, look, width);
  constexpr float kMessageHeight = 96;
  if (ships_without_codes(chosen_entry(session)))
    return 2 * a.padding + kLineHeight + kSpace2 + kMessageHeight;
  return 2 * a.padding + kLineHeight + kSpace2 + votes_height(a) + kSpace3 + neighbours_height(a) + kSpace1 +
         kLineHeight;
}

void draw_nearest_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                       std::vector<Action>& actions) {
  Arrangement a = arrange(session, *canvas.look, card.width);
  a.bars_height += std::max(0.0F, card.height - nearest_card_height(session, *canvas.look, card.width));
  draw_card(canvas, card);
  Rect body = card.inset(a.padding);
  draw_title(session, canvas, cut_top(body, kLineHeight, kSpace2));
  if (draw_absence(session, view, canvas, body, actions)) return;

  const Rect votes = cut_top(body, votes_height(a), kSpace3);
  const Colour muted = canvas.palette().muted;
  if (session.reading.prediction) {
    draw_votes(session, canvas, a, votes);
  } else {
    draw_message(canvas, votes, muted,
                 fill(texts::kDrawToVote,
                      {std::to_string(a.neighbours), grouped(chosen_entry(session)->codes->size())}));
  }
  draw_neighbours(session, canvas, a, cut_top(body, neighbours_height(a), kSpace1));
  if (!session.reading.prediction) return;
  const std::string what =
      first_fitting(*canvas.look, kSmallText, body.width,
                    {texts::kDecodedPictures, texts::kDecodedPicturesShort, texts::kDecodedPicturesShortest});
  draw_text(canvas, cut_top(body, kLineHeight), kSmallText, muted, what);
}

}  // namespace bottleneck
