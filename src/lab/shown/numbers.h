// The numbers of a station, for who goes on with them elsewhere: a table as a download.
#pragma once

#include <optional>
#include <string>

#include "formats/csv.h"
#include "lab/session/session.h"

namespace bottleneck {

// Numbers are written with a point and without any grouping. The first row names the columns.
struct Numbers {
  std::string stem;  // of the file's name
  CsvRows rows;
};

Numbers numbers_of_reconstructions(const Session& session);
Numbers numbers_of_weights(const Session& session);
Numbers training_numbers(const Session& session);  // the losses of this visit's runs, epoch by epoch

// Those of the station where the reader is; nothing at one without.
std::optional<Numbers> numbers_of(const Session& session);

// Hands the numbers of the station out, where they are wanted (Session::wants_numbers) and there are any.
void hand_out_numbers(Session& session);

// "bottleneck-neighbours-mnist-16.png": what the picture of the station is called;
// "bottleneck-map-mnist-16-walk.png".
std::string picture_name(const Session& session, PicturePart part);

}  // namespace bottleneck
