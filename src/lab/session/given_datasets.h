// Files of the published datasets that the reader gives by hand.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "formats/bytes.h"
#include "lab/session/session.h"

namespace bottleneck {

// Takes a file, unpacked, or the reason why it could not be read. One of the published files, recognised by
// its SHA-256 alone, goes to its place as though it had been fetched; once both files of a half are there,
// and are those of the chosen model's dataset, they are put to use. What has become of it stands in the
// notes. name: for the reader. Returns the path under which a copy is to be kept for the next visit; empty:
// none.
std::string take_dataset_file(Session& session, std::string_view name, Result<Bytes> content);

}  // namespace bottleneck
