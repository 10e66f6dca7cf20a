// The page drawn without a window, used through Dear ImGui's own input, and asked what stands where.
#pragma once

#include <cfloat>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "ui/draw_page.h"

namespace bottleneck {

struct ScreenSize {
  float width;
  float height;
  float pixel_ratio;
};
inline constexpr ScreenSize kDesk{1280, 800, 1};
inline constexpr ScreenSize kDeskWindow{1280, 762, 1};  // of it, what the text version's title leaves
inline constexpr ScreenSize kPhone{390, 844, 3};
inline constexpr ScreenSize kEmbedded{600, 450, 1};
inline constexpr ScreenSize kSmallPhone{320, 568, 2};
inline constexpr ScreenSize kPhoneOnItsSide{844, 390, 3};
inline constexpr ScreenSize kSmallest{320, 240, 1};      // the least that a page is embedded in
inline constexpr ScreenSize kZoomed{640, 400, 2};        // 1280×800 at 200 %
inline constexpr ScreenSize kProjected{853, 533, 1.5F};  // 1280×800 in the theme for projectors

class UiFrame {
 public:
  explicit UiFrame(const ScreenSize& size) : size_(size), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_HasMouseCursors;
    io.DisplayFramebufferScale = {size.pixel_ratio, size.pixel_ratio};
    io.DisplaySize = {size.width, size.height};
    view.look = prepare_look();
    view.look.painted = &painted;
  }
  ~UiFrame() {
    take_textures(true);
    ImGui::DestroyContext(context_);
  }
  UiFrame(const UiFrame&) = delete;
  UiFrame& operator=(const UiFrame&) = delete;

  // One frame as the page draws it, on a canvas as high as it wants to be.
  const DrawnPage& draw(const Session& session) {
    ImGuiIO& io = ImGui::GetIO();
    for (int attempt = 0; attempt < 2; ++attempt) {
      painted = {};
      io.DeltaTime = 1.0F / 60;
      ImGui::NewFrame();
      page = draw_page(session, view, {.width = size_.width, .viewport_height = size_.height}, is_dark);
      ImGui::Render();
      take_textures(false);
      if (io.DisplaySize.y == page.height || view.field || !page.actions.empty()) break;
      io.DisplaySize.y = page.height;
    }
    return page;
  }

  void point_at(const Session& session, float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    draw(session);
  }
  void point_nowhere(const Session& session) { point_at(session, -FLT_MAX, -FLT_MAX); }

  // Presses in the middle of what stands there by that name; all actions that come of it, until it is let go
  // and what it unfolds is seen.
  std::vector<Action> press(const Session& session, const std::string& name) {
    draw(session);
    const auto place = view.places.find(name);
    if (place == view.places.end()) return {};
    return press_at(session, place->second.x + place->second.width / 2,
                    place->second.y + place->second.height / 2);
  }
  std::vector<Action> press_at(const Session& session, float x, float y) {
    std::vector<Action> all;
    const auto go_on = [&] {
      for (const Action& action : draw(session).actions) all.push_back(action);
    };
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(x, y);
    go_on();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    go_on();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    go_on();
    if (view.field) field = view.field;
    go_on();
    go_on();
    return all;
  }

  View view;
  Painted painted;
  DrawnPage page;
  std::optional<FieldRequest> field;  // the last that was asked for
  bool is_dark = false;

 private:
  // In place of a renderer.
  static void take_textures(bool is_end) {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      const bool goes = is_end || texture->Status == ImTextureStatus_WantDestroy;
      if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
      if (goes) texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(goes ? ImTextureStatus_Destroyed : ImTextureStatus_OK);
    }
  }

  ScreenSize size_;
  ImGuiContext* context_;
};

}  // namespace bottleneck
