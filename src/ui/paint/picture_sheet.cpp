#include "ui/paint/picture_sheet.h"

#include <algorithm>

#include <imgui_internal.h>

namespace bottleneck {
namespace {

constexpr int kSheetColumns = 64;
// Around each picture its edge is repeated, so that what is blended in there is not a neighbour.
constexpr int kPitch = kSide + 2;

struct Corner {
  int x;
  int y;
};
// Of what is repeated around the picture.
Corner corner_of(int place) {
  return {place % kSheetColumns * kPitch, place / kSheetColumns * kPitch};
}

void copy_picture(ImTextureData& texture, Corner corner, const Image& picture) {
  for (int y = 0; y < kPitch; ++y) {
    const int row = std::clamp(y - 1, 0, kSide - 1);
    auto* to = static_cast<unsigned char*>(texture.GetPixelsAt(corner.x, corner.y + y));
    const auto from = picture.begin() + static_cast<std::ptrdiff_t>(row) * kSide;
    to[0] = *from;
    std::copy_n(from, kSide, to + 1);
    to[kPitch - 1] = *(from + kSide - 1);
  }
}

// All between the pictures that are new since the texture was last brought up to date.
void mark_as_new(ImTextureData& texture, Corner corner) {
  if (texture.Status != ImTextureStatus_OK && texture.Status != ImTextureStatus_WantUpdates)
    return;  // all of it is
  int left = corner.x;
  int top = corner.y;
  int right = left + kPitch;
  int bottom = top + kPitch;
  if (texture.Status == ImTextureStatus_WantUpdates) {
    const ImTextureRect& old = texture.UpdateRect;
    left = std::min<int>(left, old.x);
    top = std::min<int>(top, old.y);
    right = std::max(right, old.x + old.w);
    bottom = std::max(bottom, old.y + old.h);
  }
  texture.UpdateRect = {static_cast<unsigned short>(left), static_cast<unsigned short>(top),
                        static_cast<unsigned short>(right - left), static_cast<unsigned short>(bottom - top)};
  texture.SetStatus(ImTextureStatus_WantUpdates);
}

}  // namespace

PictureSheet::PictureSheet() : texture_(std::make_unique<ImTextureData>()) {}

PictureSheet::~PictureSheet() {
  // Who drew last may be gone already.
  if (texture_->RefCount > 0 && ImGui::GetCurrentContext()) ImGui::UnregisterUserTexture(texture_.get());
}

void PictureSheet::prepare(int places) {
  const int width = std::min(places, kSheetColumns) * kPitch;
  const int height = (places + kSheetColumns - 1) / kSheetColumns * kPitch;
  // Created once more, it keeps its name.
  texture_->SetStatus(ImTextureStatus_Destroyed);
  texture_->Create(ImTextureFormat_Alpha8, width, height);
}

bool PictureSheet::is_prepared() const {
  return texture_->Width > 0;
}

void PictureSheet::put(int place, const Image& picture) {
  const Corner corner = corner_of(place);
  copy_picture(*texture_, corner, picture);
  mark_as_new(*texture_, corner);
}

void PictureSheet::draw(const Canvas& canvas, std::span<const Stamp> stamps) {
  if (!canvas.list || stamps.empty()) return;
  if (texture_->RefCount == 0) ImGui::RegisterUserTexture(texture_.get());
  // The window has a new context, which knows nothing of it.
  if (texture_->Status == ImTextureStatus_Destroyed) texture_->SetStatus(ImTextureStatus_WantCreate);
  const ImVec2 whole{static_cast<float>(texture_->Width), static_cast<float>(texture_->Height)};
  canvas.list->PushTexture(texture_->GetTexRef());
  canvas.list->PrimReserve(static_cast<int>(stamps.size()) * 6, static_cast<int>(stamps.size()) * 4);
  for (const Stamp& stamp : stamps) {
    const Corner corner = corner_of(stamp.place);
    const auto left = static_cast<float>(corner.x + 1);
    const auto top = static_cast<float>(corner.y + 1);
    const Rect& square = stamp.square;
    canvas.list->PrimRectUV({square.x, square.y}, {square.right(), square.bottom()},
                            {left / whole.x, top / whole.y},
                            {(left + kSide) / whole.x, (top + kSide) / whole.y}, colour(stamp.ink));
    if (Painted* painted = canvas.look->painted) painted->images.push_back(square);
  }
  canvas.list->PopTexture();
}

}  // namespace bottleneck
