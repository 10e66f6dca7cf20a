// The idea as a picture, left to right: image, encoder, latent code, decoder, reconstruction; wide, narrow,
// wide.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/paint.h"
#include "ui/paint/view.h"

namespace bottleneck {

float pipeline_card_height(float width);

// Of the chosen model, or of the one beside it.
enum class Which : std::uint8_t { chosen, other };
void draw_pipeline_card(const Session& session, View& view, const Canvas& canvas, const Rect& card,
                        Which which, std::vector<Action>& actions);

}  // namespace bottleneck
