#include "ui/paint/tile_sheet.h"

#include <algorithm>

#include <imgui_internal.h>

namespace bottleneck {
namespace {

constexpr int kSheetColumns = 64;
// Around each picture its edge is repeated, so that what is blended in there is not a neighbour.
constexpr int kPitch = kSide + 2;

void copy_picture(ImTextureData& texture, int left, int top, const Image& picture) {
  for (int y = 0; y < kPitch; ++y) {
    const int row = std::clamp(y - 1, 0, kSide - 1);
    auto* to = static_cast<unsigned char*>(texture.GetPixelsAt(left, top + y));
    const auto from = picture.begin() + static_cast<std::ptrdiff_t>(row) * kSide;
    to[0] = *from;
    std::copy_n(from, kSide, to + 1);
    to[kPitch - 1] = *(from + kSide - 1);
  }
}

}  // namespace

TileSheet::TileSheet() : texture_(std::make_unique<ImTextureData>()) {}

TileSheet::~TileSheet() {
  // Who drew last may be gone already.
  if (texture_->RefCount > 0 && ImGui::GetCurrentContext()) ImGui::UnregisterUserTexture(texture_.get());
}

void TileSheet::put(std::span<const Image> pictures) {
  if (pictures.empty()) return;
  const auto count = static_cast<int>(pictures.size());
  const int width = std::min(count, kSheetColumns) * kPitch;
  const int height = (count + kSheetColumns - 1) / kSheetColumns * kPitch;
  // Created once more, it keeps its name.
  texture_->SetStatus(ImTextureStatus_Destroyed);
  texture_->Create(ImTextureFormat_Alpha8, width, height);
  for (int i = 0; i < count; ++i)
    copy_picture(*texture_, i % kSheetColumns * kPitch, i / kSheetColumns * kPitch,
                 pictures[static_cast<std::size_t>(i)]);
}

void TileSheet::draw(const Canvas& canvas, std::span<const Stamp> stamps) {
  if (!canvas.list || stamps.empty()) return;
  if (texture_->RefCount == 0) ImGui::RegisterUserTexture(texture_.get());
  // The window has a new context, which knows nothing of it.
  if (texture_->Status == ImTextureStatus_Destroyed) texture_->SetStatus(ImTextureStatus_WantCreate);
  const ImVec2 whole{static_cast<float>(texture_->Width), static_cast<float>(texture_->Height)};
  canvas.list->PushTexture(texture_->GetTexRef());
  canvas.list->PrimReserve(static_cast<int>(stamps.size()) * 6, static_cast<int>(stamps.size()) * 4);
  for (const Stamp& stamp : stamps) {
    const auto left = static_cast<float>(stamp.picture % kSheetColumns * kPitch + 1);
    const auto top = static_cast<float>(stamp.picture / kSheetColumns * kPitch + 1);
    const Rect& square = stamp.square;
    canvas.list->PrimRectUV({square.x, square.y}, {square.right(), square.bottom()},
                            {left / whole.x, top / whole.y},
                            {(left + kSide) / whole.x, (top + kSide) / whole.y}, colour(stamp.ink));
    if (Painted* painted = canvas.look->painted) painted->images.push_back(square);
  }
  canvas.list->PopTexture();
}

}  // namespace bottleneck
