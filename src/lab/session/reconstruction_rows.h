// What stands at the station of the reconstructions: which models, and which images.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lab/base/clock.h"
#include "lab/session/session.h"

namespace bottleneck {

inline constexpr std::size_t kMostRows = 8;

// The names of a list with commas between, each once.
std::vector<std::string> row_names(std::string_view list);
std::string rows_text(const std::vector<std::string>& names);

// The models that are shown: those chosen, as far as the library has them, with the chosen model among them;
// where none are, those that go with it (lab/session/row_sets.h).
std::vector<const LibraryEntry*> reconstruction_rows(const Session& session);

// The errors of a model on the test images of the chosen model's dataset, or null while they are not
// measured.
const ErrorResult* errors_of_row(const Session& session, const LibraryEntry& entry);

// How many images there are to go through.
int images_on_shelf(const Session& session);
// The first one shown, by its place there.
int first_on_shelf(const Session& session);

// Brings Session::reconstructed up to date, and asks the worker for what is to be measured.
bool update_reconstructions(Session& session);

}  // namespace bottleneck
