// The session as the part of a web address behind the "#", so that a link, the back button and a bookmark
// bring it back:
//
//   #v=1&model=mnist-8&k=5&theme=dark&hide=samples,pixels&draw=…
//
//   v        1                           hide     parts left out, with commas between (kPartWords)
//   station  draw, train, …              links    off: nothing leads out of the page
//   model    a model's name              theme    light, dark, projector, system
//   with     the name of a second one    data     1: the training images are wanted
//   k        neighbours, 1 to 15         samples  test: the dataset's test images; synthetic
//   pen      its width, 1.5 to 5         page     which ten of them, 0 to 999
//   norm     0: not normalised           test     the number of a test image on the pad, from 0
//   own      0: the reader's drawings do not vote
//   view     difference, reconstruction  draw     the strokes on it, as in lab/drawing/stroke_text.h
//                                        code     units of its code that were set: lab/session/unit_values.h
//
// and of the training plan (lab/session/choices.h): on (a dataset's name), images, latent, hidden (widths
// with commas between), loss (bce, mse), epochs, batch, rate, seed; curve (epoch, batch) and log (0, 1) of
// the loss curve.
//
// of what is looked at among the data: see (a dataset's name), half (train, test), class (from 0), at (an
// image's index); and of the synthetic digits: digits (how many to train on), digitseed.
//
// Only what differs from the default is written, and "v" and "pen" wherever anything is: a link that does not
// tell the pen was made when its usual width was another one (lab/session/settings.h, Rules::untold).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/drawing/drawing.h"
#include "lab/drawing/stroke_text.h"
#include "lab/session/choices.h"
#include "lab/session/settings.h"
#include "lab/session/unit_values.h"

namespace bottleneck {

// What an address says.
struct Address {
  Choices choices{};
  Strokes strokes{};                 // none: nothing is drawn
  std::optional<int> test_image{};   // the number of a test image on the pad, under the strokes
  UnitValues units{};                // of the code, that the reader has set
  std::vector<std::string> notes{};  // for the reader: what was not understood, and what is shown instead
};

inline constexpr int kMaxTestImage = 999'999;  // an image of a larger number is not written, nor read

// Without the "#"; empty when everything is as by default. Letters, digits and - _ . , = & % are all that
// is in it.
// choices        Within the ranges above. The pen's width is written with one digit after the point.
// sheet          Its strokes are left out where write_stroke_text() has no text for them: a drawing that is
//                too long.
// units          Of the code of what lies on the pad, written to a hundredth.
// default_model  What `choices.model` is by itself; it is not written.
// read_address() gives the same choices, if the pen's width is a multiple of a tenth and the model not the
// default (which becomes an empty name).
std::string write_address(const Choices& choices, const Sheet& sheet, std::string_view default_model,
                          const UnitValues& units = {});

// Never fails, whatever the text: what is unknown or damaged becomes the default, a number out of range the
// nearest one, and of what stands there twice the first counts; each with a note. A leading "#" is passed
// over. Model names are any UTF-8: only the library knows whether there is such a model.
Address read_address(std::string_view text);

}  // namespace bottleneck
