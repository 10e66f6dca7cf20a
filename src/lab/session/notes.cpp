#include "lab/session/notes.h"

#include <algorithm>
#include <utility>

namespace bottleneck {

void add_note(Session& session, std::string text) {
  std::vector<std::string>& notes = session.notes;
  if (std::ranges::find(notes, text) != notes.end()) return;
  if (notes.size() >= kMostNotes) notes.erase(notes.begin());
  notes.push_back(std::move(text));
}

}  // namespace bottleneck
