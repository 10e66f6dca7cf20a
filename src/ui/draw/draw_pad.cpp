#include "ui/draw/draw_pad.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "lab/base/figures.h"
#include "lab/session/perform.h"
#include "lab/session/queries.h"
#include "texts/panels.h"
#include "ui/draw/keep_row.h"
#include "ui/paint/widgets.h"

namespace bottleneck {
namespace {

constexpr const char* kPad = "pad";
constexpr float kFinestStep = 0.75F;  // CSS pixels between two points that are worth drawing

Point to_pad_units(const PlaceOnPage& pad, const PointerSample& sample) {
  const auto unit = [](float place, float start, float size) {
    // A line that leaves the pad goes on along its edge: what is seen is what is read.
    return std::clamp((place - start) / size, 0.0F, 1.0F) * kPadUnits;
  };
  return {unit(sample.x, pad.x, pad.width), unit(sample.y, pad.y, pad.height), pressure_width(sample)};
}

// Whether a place lies on a thing that can be used now.
bool is_at(const View& view, const char* name, float x, float y) {
  const auto found = view.places.find(name);
  if (found == view.places.end() || view.is_popup_open) return false;
  const PlaceOnPage& place = found->second;
  return Rect{place.x, place.y, place.width, place.height}.contains(x, y);
}

// A piece of a stroke whose width changes from one end to the other; the ends are rounded by discs.
void draw_piece(const Canvas& canvas, const ImVec2& a, float radius_a, const ImVec2& b, float radius_b,
                ImU32 ink) {
  const float dx = b.x - a.x;
  const float dy = b.y - a.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length > 0) {
    const ImVec2 across{-dy / length, dx / length};
    // Clockwise on the screen, as the soft edges need it.
    const std::array<ImVec2, 4> corners{ImVec2{a.x - across.x * radius_a, a.y - across.y * radius_a},
                                        ImVec2{b.x - across.x * radius_b, b.y - across.y * radius_b},
                                        ImVec2{b.x + across.x * radius_b, b.y + across.y * radius_b},
                                        ImVec2{a.x + across.x * radius_a, a.y + across.y * radius_a}};
    canvas.list->AddConvexPolyFilled(corners.data(), static_cast<int>(corners.size()), ink);
  }
  canvas.list->AddCircleFilled(b, radius_b, ink);
}

void draw_strokes(const Canvas& canvas, const Rect& pad, const Strokes& strokes, float pen) {
  const float scale = pad.width / kPadUnits;
  const ImU32 ink = colour(canvas.palette().tile_ink);
  const auto place = [&](const Point& point) {
    return ImVec2{pad.x + point.x * scale, pad.y + point.y * scale};
  };
  const auto radius = [&](const Point& point) { return pen * point.width * scale / 2; };
  canvas.list->PushClipRect({pad.x, pad.y}, {pad.right(), pad.bottom()}, true);
  for (const Stroke& stroke : strokes) {
    const Point* last = &stroke.front();
    canvas.list->AddCircleFilled(place(*last), radius(*last), ink);
    for (const Point& point : stroke) {
      const ImVec2 from = place(*last);
      const ImVec2 to = place(point);
      const bool is_end = &point == &stroke.back();
      if (!is_end && std::abs(to.x - from.x) + std::abs(to.y - from.y) < kFinestStep) continue;
      draw_piece(canvas, from, radius(*last), to, radius(point), ink);
      last = &point;
    }
  }
  canvas.list->PopClipRect();
}

bool is_fashion(const Session& session) {
  const LibraryEntry* entry = chosen_entry(session);
  return entry && entry->card && entry->card->dataset == "fashion-mnist";
}

// A ready-made image under the strokes, and which one it is.
void draw_picture(const Session& session, const Canvas& canvas, const Rect& pad, const Picture& picture) {
  draw_image(canvas, pad, picture.image, Scaling::smooth);
  const std::string what =
      !picture.caption.empty()
          ? picture.caption
          : fill(texts::kTestImageOnPad,
                 {std::to_string(picture.index), class_name(chosen_entry(session), picture.label)});
  draw_text(canvas,
            {pad.x + kSpace3, pad.bottom() - kLineHeight - kSpace2, pad.width - 2 * kSpace3, kLineHeight},
            kSmallText, canvas.palette().tile_muted, what);
}

// Where the eraser would take ink away.
void draw_eraser(const Session& session, const Canvas& canvas, const Rect& pad) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!pad.contains(mouse.x, mouse.y)) return;
  const float radius = eraser_radius(session) * pad.width / kPadUnits;
  canvas.list->AddCircle(mouse, radius, colour(canvas.palette().tile_muted), 0, 1.5F);
}

void draw_surface(const Session& session, View& view, const Canvas& canvas, const DrawLayout& layout) {
  const Palette& palette = canvas.palette();
  const Rect& pad = layout.pad;
  const Sheet& sheet = session.drawing.sheet;
  view.places[kPad] = {pad.x, pad.y, pad.width, pad.height};
  if (!view.is_popup_open && pad.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);  // shown as a cross hair: see platform/window.cpp
  }
  fill_rect(canvas, pad, palette.tile, kTileRadius);
  if (sheet.is_blank()) {
    const char* hint = is_fashion(session) ? texts::kDrawGarmentHere : texts::kDrawHere;
    draw_text(canvas, pad.inset(kSpace4), kText, palette.tile_muted, hint, Align::centre);
    return;
  }
  if (sheet.picture) draw_picture(session, canvas, pad, *sheet.picture);
  draw_strokes(canvas, pad, sheet.strokes, session.choices.pen);
  if (session.tool == Tool::eraser) draw_eraser(session, canvas, pad);
  round_corners(canvas, pad, kTileRadius, layout.shape == Shape::narrow ? palette.paper : palette.card);
}

// On a small screen the votes lie below: the result in short stands beside the buttons.
void draw_short_result(const Session& session, const Canvas& canvas, const Rect& rect) {
  const Opinion& opinion = session.reading.codes.prediction ? session.reading.codes : session.pixels.opinion;
  if (!opinion.prediction) return;
  const std::string name = class_name(chosen_entry(session), *opinion.prediction);
  draw_text(canvas, rect, name.size() <= 2 ? kHeading : kSelectedText, canvas.palette().code_text, name,
            Align::right);
}

void draw_controls(const Session& session, View& view, const Canvas& canvas, const DrawLayout& layout,
                   std::vector<Action>& actions) {
  Rect row = layout.controls;
  const auto next_button = [&](const char* name, const char* label, bool is_enabled) {
    const Rect box = cut_left(row, button_width(*canvas.look, label), kSpace2);
    return button(view, canvas, name, box, label, is_enabled);
  };
  if (next_button("undo", texts::kUndo, session.drawing.can_undo())) actions.push_back(Undo{});
  if (next_button("redo", texts::kRedo, session.drawing.can_redo())) actions.push_back(Redo{});
  if (next_button("clear", texts::kClear, !session.drawing.is_blank())) actions.push_back(Clear{});
  if (layout.shape != Shape::wide) draw_short_result(session, canvas, row);
}

void draw_tools(const Session& session, View& view, const Canvas& canvas, Rect row,
                std::vector<Action>& actions) {
  const std::array tools{Segment{"tool:pen", texts::kPenTool}, Segment{"tool:eraser", texts::kEraserTool}};
  const Rect switches = cut_left(row, segments_width(*canvas.look, tools), kSpace3);
  if (const auto pressed = segments(view, canvas, switches, tools, session.tool == Tool::pen ? 0 : 1))
    actions.push_back(ChooseTool{*pressed == 0 ? Tool::pen : Tool::eraser});
  constexpr float kLongest = 160;
  Rect box = row;
  box.width = std::min(row.width, kLongest);
  box.x = row.right() - box.width;
  if (const auto pen = slider(view, canvas, "pen", box, session.choices.pen, kThinnestPen, kThickestPen))
    actions.push_back(Set{"pen", fixed(static_cast<double>(*pen), 1)});
}

}  // namespace

std::vector<Action> pen_actions(const Session& session, const View& view,
                                std::span<const PointerSample> samples) {
  using enum PointerSample::Kind;
  std::vector<Action> actions;
  const auto pad = view.places.find(kPad);
  if (pad == view.places.end()) return actions;
  bool is_down = session.drawing.is_busy();
  for (const PointerSample& sample : samples) {
    const Point point = to_pad_units(pad->second, sample);
    if (sample.kind == down && is_at(view, kPad, sample.x, sample.y)) {
      actions.push_back(BeginGesture{point});
      is_down = true;
    } else if (is_down && sample.kind == cancel) {
      actions.push_back(CancelGesture{});
      is_down = false;
    } else if (is_down) {
      actions.push_back(ExtendGesture{point});
      if (sample.kind == up) {
        actions.push_back(EndGesture{});
        is_down = false;
      }
    }
  }
  return actions;
}

bool takes_touch(const View& view, float x, float y) {
  return is_at(view, kPad, x, y) || is_at(view, "code", x, y) || is_at(view, "pen", x, y) ||
         is_at(view, "images:scroll", x, y);
}

void draw_pad(const Session& session, View& view, const Canvas& canvas, const DrawLayout& layout,
              std::vector<Action>& actions) {
  if (layout.pad_card.width > 0) draw_card(canvas, layout.pad_card);
  draw_surface(session, view, canvas, layout);
  draw_controls(session, view, canvas, layout, actions);
  draw_tools(session, view, canvas, layout.tools, actions);
  if (layout.keeping.width > 0) draw_keep_row(session, view, canvas, layout.keeping, actions);
}

}  // namespace bottleneck
