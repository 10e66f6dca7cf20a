// All that the page knows, as plain data, and everything that can be done to it. No screen, no platform: the
// panels of ui/ look at a Session and return actions, page.cpp performs them, update() brings the results up
// to date.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/stroke.h"
#include "lab/drawing.h"
#include "lab/library.h"
#include "lab/reading.h"

namespace bottleneck {

enum class Theme : std::uint8_t { system, light, dark };

inline constexpr float kThinnestPen = 1.5F;  // in image pixels, as everywhere
inline constexpr float kThickestPen = 5;
inline constexpr int kNeighbours = 7;  // the notebook's k

// Choices of the reader; what another visit, or a link, would have to know.
struct Choices {
  std::string model;  // a name in the library; empty until the list is there, then its first
  float pen = kDefaultPen;
  int neighbours = kNeighbours;
  Theme theme = Theme::system;

  bool operator==(const Choices&) const = default;
};

struct Session {
  Choices choices;
  Drawing drawing;
  Library library;
  Reading reading;  // derived: what the chosen model makes of the drawing

  // What `reading` was made from, to know when it is out of date.
  struct Inputs {
    Strokes strokes;
    float pen = 0;
    int neighbours = 0;
    std::shared_ptr<const Autoencoder> model;
    std::shared_ptr<const CodeLibrary> codes;

    bool operator==(const Inputs& other) const;
  };
  Inputs read_from;
};

// Everything that can happen to a session. Places are in pad units.
struct BeginStroke {
  Point point;
};
struct ExtendStroke {
  Point point;
};
struct EndStroke {};
struct CancelStroke {};
struct Undo {};
struct Redo {};
struct Clear {};
struct SetPen {
  float width;  // clamped to kThinnestPen..kThickestPen
};
struct ChooseModel {
  std::string name;  // an unknown one is ignored
};
struct ChooseTheme {
  Theme theme;
};
struct RetryLoading {};  // asks again for what failed
using Action = std::variant<BeginStroke, ExtendStroke, EndStroke, CancelStroke, Undo, Redo, Clear, SetPen,
                            ChooseModel, ChooseTheme, RetryLoading>;

void perform(Session& session, const Action& action);

// The pipeline: strokes → image → code → reconstruction, votes. Recomputes when what it is made from has
// changed, and says whether it did. Also chooses a model when none is chosen, and marks the files that are
// wanted now.
bool update(Session& session, Clock clock);

// The chosen model, or null.
const LibraryEntry* chosen_entry(const Session& session);

// The name of a class of the chosen model: "7", "Ankle boot".
std::string class_name(const Session& session, int label);

// The result in words, or why there is none, for those who do not see the picture; empty while a stroke
// grows.
std::string spoken_result(const Session& session);

}  // namespace bottleneck
