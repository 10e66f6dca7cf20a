// The session as JSON, for tests and for those who build on the page: window.bottleneck.state().
#pragma once

#include <map>
#include <optional>
#include <string>

#include "lab/session/session.h"

namespace bottleneck {

// A rectangle on the page, in CSS pixels from the canvas's upper left corner.
struct PlaceOnPage {
  float x;
  float y;
  float width;
  float height;
};

// What only the page itself knows.
struct PageFacts {
  std::int64_t frames_drawn = 0;
  double pixel_ratio = 1;                      // device pixels per CSS pixel
  float canvas_width = 0;                      // CSS pixels, as last drawn
  bool is_dark = false;                        // the colours shown
  double page_memory = 0;                      // bytes, of the WebAssembly program; it never becomes smaller
  double worker_memory = 0;                    // likewise; 0: there is no worker
  bool is_input_waiting = false;               // pointer events have come that no frame has taken yet
  std::string address;                         // what the page's address says behind "#", or is about to
  std::map<std::string, PlaceOnPage> parts{};  // cards, by the names that the program in Python has for them
  std::string lit{};                           // the part that it points at
  std::map<std::string, PlaceOnPage> places;   // of the things that can be used: "pad", "undo", …
  std::optional<PlaceOnPage> focus{};  // of the one that the keyboard is at, while it has a ring around it
};

// clang-format off
// Keys:
//   ready             the chosen model can be used; codesReady: and its codes have arrived, or it has none
//   errors            what has failed, as sentences;  notes: what the reader should know
//   models            [{name, title, own}];  model: the chosen one's name or null
//   storage           "opening", "allowed" or "refused";  storing: how many files are yet to be written
//   strokes           [[[x, y, width], …], …] in pad units (0..28);  picture: {index, label} of a test image or null
//   isBusy            pen or eraser is down, or pointer events wait for a frame
//   canUndo, canRedo, tool, pen, k, isNormalised, view, theme
//   image             784 numbers 0..255, or null for a blank pad
//   latent            K numbers or null: the drawing's own code;  code: the one shown;  isSweeping
//   reconstruction    784 numbers 0..255 or null;  error: {bce, mse} or null
//   votes             a number per class or null;  classNames;  prediction: a label or null
//   doubt             "none", "split", "far" or "faint";  neighbours: [{index, label, distance, decoded, own}], nearest first
//   milliseconds      {network, neighbours}
//   other             of the model beside: {model, ready, latent, reconstruction, error, codes} or null
//   pixels            {prediction, votes, neighbours, doubt, references, milliseconds}, as other.codes; or null
//   samples           {source, page, labels}
//   drawings          the reader's own: {count, labels: how many of each, used: they vote among the neighbours}
//   pictures          the reader's own: {state: "none", "reading" or "there", done, total, train, test: how many of each
//                     class, classes: their names, leftOut, tooMany, error}
//   datasets          {name: {train, test}}, each "elsewhere" (not on this site), "offered" (by it), "to be made",
//                     "loading", "failed" or "there"
//   worker            "absent", "starting", "ready" or "failed";  encoding: 0..1 or null
//   memory            {page, worker}: bytes of the two programs' memories, which never become smaller
//   station           "draw", "train" or "data";  training: {dataset: of the plan, runs, shown, estimate}
//     runs            [{number, name, state: "waiting", "training", "paused", "finished", "diverged" or
//                     "failed", until: "end", "batch" or "epoch", epoch: epochs done, batch: mini-batches
//                     done of the next, batches: in an epoch, epochs, history: [[training loss, validation
//                     loss, BCE, MSE], …], lastBatchLoss, batchLosses: how many have been told,
//                     imagesPerSecond, deadUnits, deadNeurons, deadUnitsOf, notice, error, savedAs,
//                     weightsAt: [epoch, batch] of the weights that have come, weightsHash}]
//     weightsHash     the first 16 digits of the SHA-256 of those weights' bytes, of the run shown and while it
//                     rests, else null: computing it takes long enough to disturb the training
//     shown           the number of the run shown, or 0;  estimate: {imagesPerSecond}
//   neighboursTest    at the station of the neighbours: lab/shown/neighbours_state.h
//   browsing          {dataset, half: "train" or "test", class: -1 for all, first, picked: -1 for none,
//                     images: how many can be looked at}
//   map               the latent map, as map_json() has it (lab/shown/map_words.h)
//   weights           {layer: "encoder" or "decoder", neurons, neuron: the one shown large or 0, measured: test images on
//                     which their use is known so far, dead: of them, or null}
//   reconstructions   {images: numbers of the test images or -1, rows: [{model, bce, mse: on all test images or null}]}
//   address           what the page's address says behind "#", or will once it rests
//   isDialogOpen, framesDrawn, pixelRatio, canvasWidth, isDark, places: {name: {x, y, width, height}},
//                     focus: one of these or null, where the keyboard is on the canvas
//   parts, lit        parts of the page as places, and the one that a line of the program in Python points at
// clang-format on
std::string write_state(const Session& session, const PageFacts& page);

}  // namespace bottleneck
