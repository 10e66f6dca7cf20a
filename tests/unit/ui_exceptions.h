// What the tests of the panels let pass: controls and offers that are not on both sides, or not always, or in
// other words.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace bottleneck {

// Of the panels alone: what is seen changes, not what there is.
inline constexpr std::array kOwnControls{
    "pad",            // the drawing goes on as gestures
    "code",           // drags the units; each is an offer
    "menu",           // unfolds stations, theme, link and help
    "more-models",    // goes on in the list of models
    "tab:",           // one card at a time is seen
    "image:",         // picks an image of the grid
    "images:scroll",  // browsing
    "drawing:",       // picks one of the reader's drawings
    "drawings:more",  // turns the page
    "experiment:",    // unfolds its figures
};
// The HTML alone has them.
inline constexpr std::array kHtmlOnly{
    "strokes",                        // the pad
    "test-image",                     // samples are turned by tens
    "samples-before",                 // the ten before come round again
    "model:",                         // in the model's card, which is HTML; "model:open" is not
    "other-model:",                   // likewise
    "continue",                       // a run that goes on from a model
    "browse:before",                  // the grid scrolls
    "browse:after",                   // likewise
    "dialog",                         // is HTML itself
    "map:image",                      // the map is pointed at
    "map:probe-x",    "map:probe-y",  // and its ring dragged
    "map:from",       "map:to",       // images are chosen on it
    "python:",                        // in the panel beside the canvas
    "map:left",       "map:right",    // it is dragged
    "map:above",      "map:below",    // likewise
};
// On the canvas they have no place at times.
inline constexpr std::array kSometimes{
    "source",
    "card",
    "other-card",
    "sweep",
    "reset",  // words, where there is room
    "unit:",  // the one last pointed at
    "model",
    "other",       // lists that unfold, as on narrow pages
    "model:open",  // in the first of them
    "link",
    "python",
    "help",
    "theme",
    "station",      // these
    "plan:as-run",  // where the plan is another
    "run:restore",  // where one was removed
    "start",
    "pause",
    "resume",  // one of them is the main button
    "keep",    // a word in its place once it is kept
    "run",     // of several runs one is shown already
    "load:",
    "cancel:",  // of the half that is looked at
    "retry",
    "pick-files",  // where something has failed or is missing
    "pictures:folder",
    "pictures:files",  // not while others are read
    "k",
    "normalised",  // not before there is a model
    "picture",
    "numbers",
    "numbers:npy",  // not before there is anything, or where there is no room
    "save-image",
    "save-strokes",  // what is on the pad, once there is something
    "drawings:use",
    "drawings:export",  // once there are drawings
    "drawings:clear",
    "cell:before",
    "cell:after",       // where there are more than are shown at a time
    "drawings:remove",  // the last of one that is picked
    "synthetic:count",
    "synthetic:seed",         // while they are looked at
    "reconstructions:from",   // not before there are images
    "reconstructions:shelf",  // nor before the model can be used
    "weights:neuron",
    "weights:close",  // once there are neurons
    "markdown",       // a word, where there is room
    "guess:",         // where the experiment is unfolded
    "book:run-all",
    "book:pause",
    "book:resume",
    "book:stop",  // the first or others of them
    "book:forget",
    "book:restore",
};
// Of these the options are rows, in which more stands than what they are called; or a sign.
inline constexpr std::array kInOtherWords{"run",          "model", "browse:dataset", "browse:class", "cell",
                                          "plan:dataset", "help"};
inline bool is_among(std::string_view name, std::span<const char* const> list) {
  return std::ranges::any_of(
      list, [&](std::string_view one) { return one.ends_with(':') ? name.starts_with(one) : name == one; });
}

}  // namespace bottleneck
