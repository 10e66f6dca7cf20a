// The parts of the draw station, each in its own file. What returns a float returns the height that it wants,
// at the width that it is given.
#pragma once

#include <vector>

#include "formats/model_card.h"
#include "ui/draw/draw_layout.h"
#include "ui/paint/paint.h"
#include "ui/paint/panel.h"

namespace bottleneck {

// The list of all models that unfolds under `anchor` while the popup of that name is open: to choose the
// page's model, or one to compare it with. Its entries are found as model:NAME, or other:NAME.
enum class ListFor : std::uint8_t { chosen, compared };
void draw_model_list(const Panel& panel, const char* popup, const Rect& anchor, ListFor purpose);
// The button that shows the chosen model and unfolds the list. Takes the right end of `row`, as wide as the
// name needs and there is room; and how wide it is with the shortest form of the name.
void draw_model_chooser(const Panel& panel, const Rect& row);
float least_chooser_width(const Panel& panel);

// Below the pad: keeps the drawing with its label, or says as what it is kept.
void draw_keep_row(const Panel& panel, Rect row);

// On small screens: which card is shown.
void draw_tab_strip(const Panel& panel, const DrawLayout& layout, const std::vector<Tab>& cards);

// The idea as a picture, left to right: image, encoder, latent code, decoder, reconstruction; wide, narrow,
// wide. Of the chosen model, or of the one beside it.
enum class Which : std::uint8_t { chosen, other };
float pipeline_card_height(float width);
void draw_pipeline_card(const Panel& panel, const Rect& card, Which which);

// The same of the chosen model in small, and its answer, where the picture itself lies below the fold. A card
// may be higher than it wants.
float overview_height(float width);
void draw_overview_card(const Panel& panel, const Rect& card);
// The answer in short: on codes, or on pixels where nobody votes on codes.
const Opinion& shown_opinion(const Session& session);

// The nearest neighbours: on codes, in orange, for each model; and on pixels, in blue. card: codes,
// other_codes or pixels.
float draw_nearest_card(const Panel& panel, const CardPlace& card);

// Ready-made inputs to put on the pad.
float draw_samples_card(const Panel& panel, const Rect& card);

// How unusual a reconstruction's error is: a small histogram of the errors of all training images, with this
// one's place in it.
inline constexpr float kErrorStripHeight = 52;  // the histogram, and below it the share in words

// relative_error: of the drawing's reconstruction (core/metrics.h). Draws nothing where the card tells no
// errors. caption: the box for the words, which may be wider than the histogram.
void draw_error_strip(const Canvas& canvas, const Rect& histogram, const Rect& caption, const ModelCard& card,
                      double relative_error, Align align);

}  // namespace bottleneck
