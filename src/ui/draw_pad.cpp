#include "ui/draw_pad.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "texts.h"
#include "ui/widgets.h"

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

void draw_surface(const Session& session, View& view, const Canvas& canvas, const PageLayout& layout) {
  const Palette& palette = canvas.palette();
  const Rect& pad = layout.pad;
  view.places[kPad] = {pad.x, pad.y, pad.width, pad.height};
  if (!view.is_chooser_open && pad.contains(ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y)) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);  // shown as a cross hair: see platform/window.cpp
  }
  fill_rect(canvas, pad, palette.tile, kTileRadius);
  if (session.drawing.is_blank()) {
    const char* hint = is_fashion(session) ? texts::kDrawGarmentHere : texts::kDrawHere;
    draw_text(canvas, pad.inset(kSpace4), kText, palette.tile_muted, hint, Align::centre);
    return;
  }
  draw_strokes(canvas, pad, session.drawing.strokes, session.choices.pen);
  round_corners(canvas, pad, kTileRadius, layout.shape == Shape::narrow ? palette.paper : palette.card);
}

// On a small screen the votes lie below: the result in short stands beside the buttons.
void draw_short_result(const Session& session, const Canvas& canvas, const Rect& rect) {
  if (!session.reading.prediction) return;
  const std::string name = class_name(session, *session.reading.prediction);
  draw_text(canvas, rect, name.size() <= 2 ? kHeading : kSelectedText, canvas.palette().code_text, name,
            Align::right);
}

// The slider and, where there is room, what it is for.
void draw_pen_slider(const Session& session, View& view, const Canvas& canvas, Rect row, Align align,
                     std::vector<Action>& actions) {
  constexpr float kLongest = 88;
  constexpr float kShortest = 64;
  const float label = std::ceil(text_width(*canvas.look, kText, texts::kPen));
  const bool has_label = row.width >= label + kSpace2 + kShortest;
  const float width = std::min(kLongest, row.width - (has_label ? label + kSpace2 : 0));
  Rect box = row;
  const float used = width + (has_label ? label + kSpace2 : 0);
  if (align == Align::right) box.x = row.right() - used;
  box.width = used;
  if (has_label) draw_text(canvas, cut_left(box, label, kSpace2), kText, canvas.palette().muted, texts::kPen);
  if (const auto pen = slider(view, canvas, "pen", box, session.choices.pen, kThinnestPen, kThickestPen)) {
    actions.push_back(SetPen{*pen});
  }
}

}  // namespace

std::vector<Action> pen_actions(const Session& session, const View& view,
                                std::span<const PointerSample> samples) {
  using enum PointerSample::Kind;
  std::vector<Action> actions;
  const auto pad = view.places.find(kPad);
  if (pad == view.places.end()) return actions;
  bool is_down = session.drawing.is_pen_down;
  for (const PointerSample& sample : samples) {
    const Point point = to_pad_units(pad->second, sample);
    if (sample.kind == down && is_on_pad(view, sample.x, sample.y)) {
      actions.push_back(BeginStroke{point});
      is_down = true;
    } else if (is_down && sample.kind == cancel) {
      actions.push_back(CancelStroke{});
      is_down = false;
    } else if (is_down) {
      actions.push_back(ExtendStroke{point});
      if (sample.kind == up) {
        actions.push_back(EndStroke{});
        is_down = false;
      }
    }
  }
  return actions;
}

bool is_on_pad(const View& view, float x, float y) {
  const auto pad = view.places.find(kPad);
  if (pad == view.places.end() || view.is_chooser_open) return false;
  const PlaceOnPage& place = pad->second;
  return Rect{place.x, place.y, place.width, place.height}.contains(x, y);
}

void draw_pad(const Session& session, View& view, const Canvas& canvas, const PageLayout& layout,
              std::vector<Action>& actions) {
  if (layout.pad_card.width > 0) draw_card(canvas, layout.pad_card);
  draw_surface(session, view, canvas, layout);

  Rect row = layout.controls;
  const auto next_button = [&](const char* name, const char* label, bool is_enabled) {
    const Rect box = cut_left(row, std::ceil(button_width(*canvas.look, label)), kSpace2);
    return button(view, canvas, name, box, label, is_enabled);
  };
  if (next_button("undo", texts::kUndo, session.drawing.can_undo())) actions.push_back(Undo{});
  if (next_button("clear", texts::kClear, !session.drawing.is_blank())) actions.push_back(Clear{});

  if (layout.shape == Shape::narrow) {
    draw_short_result(session, canvas, cut_right(row, std::min(row.width * 0.35F, 96.0F), kSpace2));
  }
  draw_pen_slider(session, view, canvas, row, layout.shape == Shape::narrow ? Align::left : Align::right,
                  actions);
}

}  // namespace bottleneck
