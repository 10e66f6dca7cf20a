#include "ui/paint/pad_ink.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include <imgui_internal.h>

namespace bottleneck {
namespace {

constexpr float kFinestStep = 0.75F;  // CSS pixels between two points that are worth drawing
constexpr double kEdge = 1;           // as soft as Dear ImGui makes its edges, in device pixels

// Whether the strokes are those that have been inked, or these and more.
bool go_on_from(const Strokes& inked, const Strokes& strokes) {
  if (inked.size() > strokes.size()) return false;
  for (std::size_t i = 0; i < inked.size(); ++i) {
    const bool may_be_longer = i + 1 == inked.size();
    if (inked[i].size() > strokes[i].size()) return false;
    if (inked[i].size() < strokes[i].size() && !may_be_longer) return false;
    if (std::memcmp(inked[i].data(), strokes[i].data(), inked[i].size() * sizeof(Point)) != 0) return false;
  }
  return true;
}

}  // namespace

PadInk::~PadInk() {
  // Dear ImGui has forgotten it where it has gone first.
  if (texture_ && ImGui::GetCurrentContext()) ImGui::UnregisterUserTexture(texture_.get());
}

void PadInk::draw(const Canvas& canvas, const Rect& pad, float pad_units, const Strokes& strokes, float pen,
                  bool is_growing) {
  const Scale scale{.pad = pad, .pixel = canvas.look->pixel, .unit = pad.width / pad_units, .pen = pen};
  // The graphics context was lost, and the texture with it.
  if (texture_ && texture_->Status == ImTextureStatus_Destroyed)
    texture_->SetStatus(ImTextureStatus_WantCreate);
  if (!texture_ || scale != scale_ || !go_on_from(inked_, strokes)) begin_anew(scale);

  for (std::size_t i = inked_.empty() ? 0 : inked_.size() - 1; i < strokes.size(); ++i) {
    if (i == inked_.size()) inked_.emplace_back();
    ink_rest(inked_[i], strokes[i], is_growing && i + 1 == strokes.size());
  }
  const auto corner = [&](int x, int y) {
    return ImVec2{static_cast<float>(x) * scale.pixel, static_cast<float>(y) * scale.pixel};
  };
  canvas.list->PushClipRect({pad.x, pad.y}, {pad.right(), pad.bottom()}, true);
  canvas.list->AddImage(texture_->GetTexRef(), corner(square_.left, square_.top),
                        corner(square_.right, square_.bottom), {0, 0}, {1, 1},
                        colour(canvas.palette().tile_ink));
  canvas.list->PopClipRect();
}

void PadInk::begin_anew(const Scale& scale) {
  if (!texture_) {
    texture_ = std::make_unique<ImTextureData>();
    ImGui::RegisterUserTexture(texture_.get());
  }
  scale_ = scale;
  inked_.clear();
  const auto first = [&](float start) { return static_cast<int>(std::floor(start / scale.pixel)); };
  const auto last = [&](float end) { return static_cast<int>(std::ceil(end / scale.pixel)); };
  square_ = {.left = first(scale.pad.x),
             .right = last(scale.pad.right()),
             .top = first(scale.pad.y),
             .bottom = last(scale.pad.bottom())};
  const int width = square_.right - square_.left;
  const int height = square_.bottom - square_.top;
  if (width == texture_->Width && height == texture_->Height) {
    std::memset(texture_->GetPixels(), 0, static_cast<std::size_t>(texture_->GetSizeInBytes()));
    mark_changed({.right = width, .bottom = height});
    return;
  }
  texture_->SetStatus(ImTextureStatus_Destroyed);
  texture_->Create(ImTextureFormat_Alpha8, width, height);
}

// The pieces are the same however the points are spread over the frames. Of a stroke that goes on, a step too
// small to be seen waits for what comes after it.
void PadInk::ink_rest(Stroke& inked, const Stroke& stroke, bool is_growing) {
  for (std::size_t i = inked.size(); i < stroke.size(); ++i) {
    const Point& point = stroke[i];
    if (i == 0) last_ = 0;
    const Point& last = stroke[last_];
    const bool is_step =
        i == 0 || (std::abs(point.x - last.x) + std::abs(point.y - last.y)) * scale_.unit >= kFinestStep;
    const bool is_end = i + 1 == stroke.size();
    if (!is_step && is_end && is_growing) return;
    if (is_step || is_end) {
      ink_piece(last, point);
      last_ = i;
    }
    inked.push_back(point);
  }
}

void PadInk::ink_piece(const Point& from, const Point& to) {
  constexpr int kFull = 255;
  const Mark mark(nib_of(from), nib_of(to), kEdge);
  const PixelBox box = mark.pixels(texture_->Width, texture_->Height);
  ++pieces_inked_;
  if (box.left >= box.right || box.top >= box.bottom) return;
  for (int row = box.top; row < box.bottom; ++row) {
    std::uint8_t* pixel = texture_->Pixels + row * texture_->Width + box.left;
    for (int column = box.left; column < box.right; ++column, ++pixel) {
      if (*pixel == kFull) continue;
      const double ink = mark.ink_at(column + 0.5, row + 0.5);
      *pixel = std::max(*pixel, static_cast<std::uint8_t>(ink * kFull + 0.5));
    }
  }
  mark_changed(box);
}

// In the texture's pixels.
Nib PadInk::nib_of(const Point& point) const {
  const auto place = [&](float start, float by, int origin) {
    return static_cast<double>((start + by * scale_.unit) / scale_.pixel) - origin;
  };
  return {.x = place(scale_.pad.x, point.x, square_.left),
          .y = place(scale_.pad.y, point.y, square_.top),
          .radius = static_cast<double>(scale_.pen * point.width * scale_.unit / scale_.pixel) / 2};
}

// For the renderer, which has the pixels as they were when the status was last OK.
void PadInk::mark_changed(const PixelBox& box) {
  if (texture_->Status == ImTextureStatus_WantCreate) return;
  PixelBox all = box;
  if (texture_->Status == ImTextureStatus_WantUpdates) {
    const ImTextureRect& old = texture_->UpdateRect;
    all = {.left = std::min<int>(box.left, old.x),
           .right = std::max(box.right, old.x + old.w),
           .top = std::min<int>(box.top, old.y),
           .bottom = std::max(box.bottom, old.y + old.h)};
  }
  const auto number = [](int value) { return static_cast<unsigned short>(value); };
  texture_->UpdateRect = {number(all.left), number(all.top), number(all.right - all.left),
                          number(all.bottom - all.top)};
  texture_->SetStatus(ImTextureStatus_WantUpdates);
}

}  // namespace bottleneck
