// What the reader is told in notes on top of the page, until it is dismissed.
#pragma once

#include <cstddef>
#include <string>

#include "lab/session/session.h"

namespace bottleneck {

// A folder full of wrong files does not fill the page with notes: the oldest goes for the newest.
inline constexpr std::size_t kMostNotes = 8;

// Each text stands there once, however often it is said.
void add_note(Session& session, std::string text);

}  // namespace bottleneck
