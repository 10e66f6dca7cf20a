// A model card in words: all that it says, in sections of label and value.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

struct DialogSection {
  std::string title;  // or empty
  std::vector<std::pair<std::string, std::string>> rows{};
};

// The entry's card must be there.
std::vector<DialogSection> card_in_words(const Session& session, const LibraryEntry& entry);

}  // namespace bottleneck
