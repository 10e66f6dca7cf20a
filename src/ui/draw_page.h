// The page: all panels in their places.
#pragma once

#include <vector>

#include "lab/session/session.h"
#include "ui/paint/layout.h"
#include "ui/paint/view.h"

namespace bottleneck {

// Whether dark colours are shown: the reader's choice, or the system's.
bool is_dark_shown(const Session& session, bool is_system_dark);

// What a drawn page asks for.
struct DrawnPage {
  std::vector<Action> actions;
  float height = 0;  // the page wants to be this high, in CSS pixels
};

// Between ImGui::NewFrame() and ImGui::Render().
DrawnPage draw_page(const Session& session, View& view, const PageSize& size, bool is_dark);

}  // namespace bottleneck
