// The cards of the station of the data, each in its own file. What returns a float returns the height that it
// wants, at the width that it is given.
#pragma once

#include "ui/paint/panel.h"

namespace bottleneck {

// All datasets, and how far each is loaded.
float draw_datasets_card(const Panel& panel, const Rect& card);
// The images of the dataset, half and class that are looked at.
void draw_images_card(const Panel& panel, const Rect& card);
// The reader's own pictures: take some in, see what came of it, remove them.
float draw_pictures_card(const Panel& panel, const Rect& card);
// The reader's own drawings: how many of each label, the newest of them, and what can be done with them.
float draw_drawings_card(const Panel& panel, const Rect& card);

}  // namespace bottleneck
