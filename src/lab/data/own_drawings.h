// The reader's own drawings, each kept with the digit that it is of. A drawing is its strokes: a picture from
// a dataset is none.
//
//   strokes + pen + label ──► image, normalised as MNIST's were ──► dataset "drawings"; neighbours
//
// The images are normalised whatever the pad does, so that they are of one kind with MNIST's, and the native
// program makes the same ones of an exported file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dataset.h"
#include "core/result.h"
#include "core/stroke.h"
#include "formats/bytes.h"
#include "lab/data/datasets.h"

namespace bottleneck {

struct OwnDrawing {
  Strokes strokes{};
  float pen = kDefaultPen;
  int label = 0;  // 0..9
  Image image{};  // normalised
  int file = 0;   // the number of the file in which it is kept; 0: in none (lab/session/keeping_drawings.h)
};

// All of them together: a model sees each once, and they are kept in memory.
inline constexpr int kMostOwnDrawings = 2000;
inline constexpr std::size_t kMostOwnPoints = 1'000'000;

// One that was taken out, and where it stood.
struct RemovedDrawing {
  int index = 0;
  OwnDrawing drawing{};
};

struct OwnDrawings {
  std::vector<OwnDrawing> list{};           // in the order in which they were kept
  std::shared_ptr<const Dataset> images{};  // of all, in that order; null: there are none
  bool is_changed = false;                  // `images` are those of an earlier list
  std::vector<RemovedDrawing> removed{};    // the last time, by rising index; can be brought back
  int last_file = 0;                        // the highest number that a file has had
  bool is_refusal_told = false;             // that nothing is kept here

  int size() const { return static_cast<int>(list.size()); }
};

// pen: as of a line of strokes; label: 0..9. Error, for the reader: no points, or too many for a pad.
Result<OwnDrawing> make_own_drawing(Strokes strokes, float pen, int label);

// The index of the same strokes with the same pen, or -1: no drawing is kept twice.
int find_own_drawing(const OwnDrawings& drawings, const Strokes& strokes, float pen);

// Adds those that are not there yet, as long as there is room.
struct Added {
  int added = 0;
  int already = 0;  // were there
  int left_out = 0;
};
Added add_own_drawings(OwnDrawings& drawings, std::vector<OwnDrawing> more);

// Takes out what `indices` (rising) name; what was taken out before cannot be brought back any more.
void remove_own_drawings(OwnDrawings& drawings, std::span<const int> indices);
// Puts back where they stood those that were taken out last; they are in no file. Returns their new indices.
std::vector<int> restore_own_drawings(OwnDrawings& drawings);

// How many of each label.
std::vector<int> label_counts(const OwnDrawings& drawings);

// To which half each image of a dataset goes: of each label, every sixth (the 6th, 12th, …) to the test half,
// a label of 2 to 5 gives its last; as `bottleneck train` does with a folder of pictures.
std::vector<Split> halves_by_label(std::span<const std::uint8_t> labels);

// After changes of the list, brings `images` and the dataset's up to date; a half without images is null.
// Says whether anything was to be done.
bool renew_images(OwnDrawings& drawings, DatasetEntry& entry);

// As a text of a line for each, with label and pen (formats/strokes_json.h), and back. Of a line that is
// wrong nothing is read; `problems` has "line 3: why" for the first of them, in words for the reader.
Bytes write_own_drawings(std::span<const OwnDrawing> drawings);
struct ReadDrawings {
  std::vector<OwnDrawing> drawings{};   // kMostOwnDrawings at most
  int unread = 0;                       // lines after so many
  int wrong = 0;                        // lines
  std::vector<std::string> problems{};  // of the first kMostLineProblems
};
inline constexpr int kMostLineProblems = 3;
ReadDrawings read_own_drawings(std::string_view text);

}  // namespace bottleneck
