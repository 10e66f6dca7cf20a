#include "ui/paint/pad_surface.h"

#include "lab/base/figures.h"
#include "lab/session/keeping_drawings.h"
#include "lab/session/queries.h"
#include "texts/panels.h"

namespace bottleneck {
namespace {

constexpr float kSmallPad = 200;  // on smaller pads a caption has one line, or is left out

// What the model knows, the reader may draw.
const char* hint_of(const LibraryEntry* entry) {
  if (means_digits(entry)) return texts::kDrawHere;
  return entry->card->dataset == "fashion-mnist" ? texts::kDrawGarmentHere : texts::kDrawAnythingHere;
}

// A ready-made image under the strokes, and which one it is.
void draw_picture(const Panel& panel, const Rect& pad, const Picture& picture) {
  draw_image(panel, pad, picture.image, Scaling::smooth);
  const std::string what =
      !picture.caption.empty()
          ? picture.caption
          : fill(texts::kTestImageOnPad,
                 {std::to_string(picture.index), class_name(chosen_entry(panel.session), picture.label)});
  const Rect box = pad.inset(kSpace3);
  if (pad.width < kSmallPad && text_width(*panel.look, kSmallText, what) > box.width)
    return;  // two lines would hide the image
  const auto caption = [&](const Canvas& on, float y) {
    return draw_paragraph(on, {box.x, y, box.width, 0}, kSmallText, panel.palette().tile_ink, what);
  };
  // On a ground of its own: the image may be bright there.
  const float height = caption(panel.measuring(), 0);
  const float y = pad.bottom() - kSpace2 - height;
  fill_rect(panel, {pad.x, y - kSpace1, pad.width, pad.bottom() - y + kSpace1}, panel.palette().tile, 0,
            0.8F);
  caption(panel, y);
}

}  // namespace

void draw_pad_surface(const Panel& panel, const Rect& pad, Colour behind) {
  if (!panel.list) return;
  const Palette& palette = panel.palette();
  const Sheet& sheet = panel.session.drawing.sheet;
  panel.view.places["pad"] = {pad.x, pad.y, pad.width, pad.height};
  if (!panel.view.is_popup_open && pad.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);  // shown as a cross hair: see platform/window.cpp
  }
  const auto draw_edge = [&] { outline_rect(panel, pad, palette.edge, kTileRadius); };  // on dark cards, too
  fill_rect(panel, pad, palette.tile, kTileRadius);
  if (sheet.is_blank()) {
    const Rect box = pad.inset(kSpace4);
    const std::string hint = first_fitting(*panel.look, kText, box.width,
                                           {hint_of(chosen_entry(panel.session)), texts::kDrawAnythingHere});
    draw_text(panel, box, kText, palette.tile_muted, hint, Align::centre);
    draw_edge();
    return;
  }
  if (sheet.picture) draw_picture(panel, pad, *sheet.picture);
  panel.view.ink.draw(panel, pad, kPadUnits, sheet.strokes, panel.session.choices.pen,
                      panel.session.drawing.gesture == Gesture::drawing);
  round_corners(panel, pad, kTileRadius, behind);
  draw_edge();
}

}  // namespace bottleneck
