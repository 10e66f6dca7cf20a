// Where the parts of the pipeline's card stand (ui/draw/cards.h).
#pragma once

#include "ui/paint/geometry.h"

namespace bottleneck {

struct PipelineLayout {
  bool is_roomy;  // long labels, and names on the funnels
  Rect title;
  Rect image;
  Rect encoder;
  Rect code;
  Rect decoder;
  Rect reconstruction;
  Rect code_column;  // what is written above and below the code may reach over the funnels
  float label_y;
  float caption_y;
  Rect extras;

  // Where the columns are narrow: from the card's left to where the words about the error may begin.
  float room_below() const { return code.right() - title.x; }
};

// has_image: of two cards one shows what goes into both; the other has more room for the code. The height of
// `card` is of no account.
PipelineLayout lay_out_pipeline(const Rect& card, bool has_image = true);

}  // namespace bottleneck
