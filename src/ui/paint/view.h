// What the panels remember from frame to frame; nothing that matters to the results.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/autoencoder.h"
#include "core/dataset.h"
#include "lab/drawing/pinch.h"
#include "lab/models/latent_map.h"
#include "lab/shown/state_json.h"
#include "ui/paint/geometry.h"
#include "ui/paint/look.h"
#include "ui/paint/pad_ink.h"
#include "ui/paint/picture_places.h"
#include "ui/paint/picture_sheet.h"
#include "ui/paint/weight_tiles.h"

namespace bottleneck {

// Which card is shown where there is room for one: on small screens.
enum class Tab : std::uint8_t { codes, other_codes, pixels, samples };

// A value that the reader wants to type: a field of HTML is laid over the canvas. `id` as in
// lab/shown/controls.h.
struct FieldRequest {
  std::string id;
  std::string label;
  std::string value;
  Rect place;
  bool is_number = true;  // on a phone, keys for digits will do
};

// What a network in training makes of some images, until it has other weights.
struct Reconstructions {
  std::shared_ptr<const Autoencoder> model{};  // of which they are
  std::shared_ptr<const Dataset> test{};
  std::optional<Image> drawing{};
  std::vector<Image> images{};         // the first of the test images
  std::vector<Image> reconstructed{};  // as many, and one more where there is a drawing
};

// A grid that scrolls, and whether there is more of it in either direction.
struct GridPlace {
  Rect place{};
  bool can_go_up = false;
  bool can_go_down = false;
};

// The latent map as it is drawn.
struct MapLook {
  Rect window{};  // through which it is seen; empty: it is not
  std::vector<CloudPoint> cloud{};
  std::uint32_t version = 0;               // of the cloud
  std::shared_ptr<const LatentMap> map{};  // of which it is, in which colours, and which class alone
  const Palette* palette = nullptr;
  int label = -1;
  PictureSheet pictures{};
  PicturePlaces places{};                        // of images by their numbers, on that sheet
  std::shared_ptr<const Dataset> pictures_of{};  // null: decoded
  std::shared_ptr<const CodeLibrary> pictured{};
  enum class Drag : std::uint8_t { none, all, ring } drag = Drag::none;
  float pan_x = 0;  // by the keyboard, in CSS pixels, since the last frame
  float pan_y = 0;
};

// Where the keyboard is, among what can be used on the canvas (ui/keyboard.h). By the names of places.
struct Keyboard {
  std::string at{};                            // empty: nowhere yet
  bool is_shown = false;                       // the reader uses it: there is a ring around that
  bool has_moved = false;                      // the page is to be scrolled to it
  std::string line{};                          // of the list that is open
  std::map<std::string, std::string> tiles{};  // of grids, by what their names begin with: where it was last
  // For the next frame.
  std::optional<PlaceOnPage> tile_place{};  // where it stays, while a grid scrolls under it
  std::string pressed{};
  int step = 0;  // of the number that it is at
  // As last drawn.
  bool is_in_list = false;  // a list is being drawn
  std::vector<std::string> drawn{};
  std::vector<std::string> drawn_in_list{};
  std::vector<std::string> order{};               // of those: what Tab comes by, in reading order
  std::vector<std::vector<std::string>> grids{};  // of many tiles, of which one is in the order
  std::vector<std::string> list{};
  std::map<std::string, std::string> labels{};
  std::map<std::string, std::string> numbers{};  // the ids of the offers of those that are numbers
  std::optional<Rect> ring{};
};

struct View {
  Look look;
  Keyboard keys;
  PadInk ink;
  Tab tab = Tab::codes;
  bool is_tabbed = false;       // one card at a time is shown
  int unit = 0;                 // of the latent code: the one last pointed at
  bool is_unit_kept = false;    // it was dragged: it stays until the pointer leaves the bars
  bool is_press_spent = false;  // a double click has reset the code: while it is held it drags no bar
  bool is_popup_open = false;   // a list lies over the page
  bool has_fingers = false;     // what is pressed is pressed with a finger: it wants to be larger
  ImVec2 finger_shift{0, 0};    // of the one that is down, to what it means
  float viewport_height = 0;    // what can be seen of the page at once, in CSS pixels
  int picked_drawing = -1;      // of the reader's: the one to be removed; -1: none
  int newest_drawing = 0;       // of the reader's that are shown: so many are newer
  int first_own = 0;            // of the reader's models: the first one in the list, where not all fit
  bool close_popups = false;    // asked for from outside: Escape
  // Where the pointer was when Escape took away what it reads off; until it is elsewhere, it reads nothing.
  std::optional<ImVec2> closed_reading{};
  std::map<std::string, PlaceOnPage> places;  // of what can be used, as last drawn
  std::map<std::string, PlaceOnPage> parts;   // cards and the like, as last drawn (ui/paint/parts.h)
  std::string lit;                            // the part that the program beside the page points at
  std::string pointed;                        // the parts that the reader points at (parts_pointed_at())
  std::map<std::string, std::string> offers;  // by the same names, of those that are: the id of the offer
  std::optional<FieldRequest> field;          // for the page to take
  Reconstructions reconstructions;
  GridPlace grid{};
  MapLook map{};
  bool wants_frame = false;     // more of what is drawn is to come
  PinchStep pinch{};            // since the last frame
  float wheel = 0;              // turned over the grid since the last frame, in CSS pixels downwards
  float wheel_rest = 0;         // of that, in rows: what was too little for one
  WeightTiles first_layer{};    // of a network in training
  WeightTiles neurons{};        // at the station of the weights
  std::string open_experiment;  // of the book's table, where one is unfolded at a time; empty: the first
  std::map<PicturePart, Rect> pictures;  // what "PNG" hands out, as last drawn
};

}  // namespace bottleneck
