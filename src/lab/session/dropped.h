// Files that the reader gives by hand: dropped onto the page or picked.
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
std::string receive_dropped(Session& session, std::string_view name, Result<Bytes> content);

// So many files that are of no kind that the page knows; one of them by name. count: at least 1.
void receive_strangers(Session& session, std::string_view name, int count);

}  // namespace bottleneck
