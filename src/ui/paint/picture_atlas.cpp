#include "ui/paint/picture_atlas.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include <imgui_internal.h>

namespace bottleneck {
namespace {

// With a blank edge around each, which the graphics card blends into.
constexpr int kCell = kSide + 2;
constexpr int kTextureSide = PictureAtlas::kAcross * kCell;

struct Corner {
  int x;
  int y;
};
Corner corner_of(int slot) {
  return {slot % PictureAtlas::kAcross * kCell + 1, slot / PictureAtlas::kAcross * kCell + 1};
}

}  // namespace

PictureAtlas::~PictureAtlas() {
  // Dear ImGui has forgotten it where it has gone first.
  if (texture_ && ImGui::GetCurrentContext()) ImGui::UnregisterUserTexture(texture_.get());
}

void PictureAtlas::clear() {
  slots_.clear();
  unneeded_.clear();
}

std::vector<std::uint32_t> PictureAtlas::missing(std::span<const std::uint32_t> numbers) {
  assert(numbers.size() <= kRoom);
  std::vector<std::uint32_t> none;
  std::vector<std::uint32_t> named(numbers.begin(), numbers.end());
  std::ranges::sort(named);
  for (const std::uint32_t number : numbers) {
    if (!slots_.contains(number)) none.push_back(number);
  }
  unneeded_.clear();
  for (const auto& [number, slot] : slots_) {
    if (!std::ranges::binary_search(named, number)) unneeded_.push_back(number);
  }
  return none;
}

void PictureAtlas::prepare_texture() {
  if (!texture_) {
    texture_ = std::make_unique<ImTextureData>();
    texture_->Create(ImTextureFormat_Alpha8, kTextureSide, kTextureSide);
    std::memset(texture_->GetPixels(), 0, static_cast<std::size_t>(texture_->GetSizeInBytes()));
    ImGui::RegisterUserTexture(texture_.get());
  }
}

void PictureAtlas::put(std::uint32_t number, const Image& image) {
  prepare_texture();
  int slot = static_cast<int>(slots_.size());
  if (slot == kRoom) {
    assert(!unneeded_.empty());
    slot = slots_.at(unneeded_.back());
    slots_.erase(unneeded_.back());
    unneeded_.pop_back();
  }
  slots_[number] = slot;
  const auto [x, y] = corner_of(slot);
  for (int row = 0; row < kSide; ++row)
    std::memcpy(texture_->GetPixelsAt(x, y + row), image.data() + static_cast<std::size_t>(row) * kSide,
                kSide);
  if (texture_->Status == ImTextureStatus_WantCreate || texture_->Status == ImTextureStatus_Destroyed) return;
  // All between the pictures that are new: what lies there is as it was.
  ImTextureRect all{static_cast<unsigned short>(x), static_cast<unsigned short>(y), kSide, kSide};
  if (texture_->Status == ImTextureStatus_WantUpdates) {
    const ImTextureRect& old = texture_->UpdateRect;
    const int left = std::min<int>(x, old.x);
    const int top = std::min<int>(y, old.y);
    const int right = std::max(x + kSide, old.x + old.w);
    const int bottom = std::max(y + kSide, old.y + old.h);
    all = {static_cast<unsigned short>(left), static_cast<unsigned short>(top),
           static_cast<unsigned short>(right - left), static_cast<unsigned short>(bottom - top)};
  }
  texture_->UpdateRect = all;
  texture_->SetStatus(ImTextureStatus_WantUpdates);
}

bool PictureAtlas::draw(const Canvas& canvas, const Rect& square, std::uint32_t number) const {
  const auto slot = slots_.find(number);
  if (!canvas.list || slot == slots_.end()) return false;
  // The graphics context was lost, and the texture with it.
  if (texture_->Status == ImTextureStatus_Destroyed) texture_->SetStatus(ImTextureStatus_WantCreate);
  if (Painted* painted = canvas.look->painted) painted->images.push_back(square);
  fill_rect(canvas, square, canvas.palette().tile);
  const auto [x, y] = corner_of(slot->second);
  const auto share = [](int texel) { return static_cast<float>(texel) / static_cast<float>(kTextureSide); };
  canvas.list->AddImage(texture_->GetTexRef(), {square.x, square.y}, {square.right(), square.bottom()},
                        {share(x), share(y)}, {share(x + kSide), share(y + kSide)},
                        colour(canvas.palette().tile_ink));
  return true;
}

}  // namespace bottleneck
