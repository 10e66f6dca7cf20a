// What the nearest neighbours say, as a picture: the prediction, the votes as bars, and who voted.
#pragma once

#include <string>
#include <vector>

#include "lab/models/inference.h"
#include "ui/paint/paint.h"

namespace bottleneck {

// Whose opinion it is, and in which colour.
struct Voters {
  const LibraryEntry* entry;  // for the names of the classes; may be null
  int neighbours;             // that vote
  Colour fill;
  Colour text;
};

// Of what the prediction and the votes are made.
inline constexpr float kBarLabelHeight = 20;  // below a standing bar
inline constexpr float kVoteRowHeight = 20;   // of the lying bars
inline constexpr float kNameHeight = 32;      // of the prediction, when it is a word

// How all of it is arranged for the classes and the number of neighbours at a width.
struct OpinionLayout {
  bool has_names;  // classes are words, not digits
  bool has_rows;   // bars lie, one below the other: names do not fit below standing ones
  int classes;
  int neighbours;
  int bar_columns;       // of lying bars
  int columns;           // of the neighbours' pictures
  bool has_small_names;  // below the pictures, in two lines
  float bars_height;     // more where the card is higher than it need be
  float tile_gap;
  float tile;
  // A prediction that is a word stands beside its bars, of the classes with votes alone.
  bool is_strip = false;

  int bar_rows() const;  // of lying bars
  float votes_height() const;
  float neighbour_height() const;
  float neighbours_height() const;
  float height() const;  // of all
};
OpinionLayout lay_out_opinion(const Voters& voters, const Look& look, float width);
// In a strip of that height: the neighbours in a row, as many of the nearest as have room there.
OpinionLayout lay_out_strip(const Voters& voters, const Look& look, float neighbours_width, float height);

// The bars and the prediction; the neighbours' tiles, which are empty where nobody has voted.
void draw_votes(const Canvas& canvas, const Voters& voters, const Opinion& opinion,
                const OpinionLayout& layout, Rect box);
void draw_neighbours(const Canvas& canvas, const Voters& voters, const Opinion& opinion,
                     const OpinionLayout& layout, const Rect& box);

}  // namespace bottleneck
