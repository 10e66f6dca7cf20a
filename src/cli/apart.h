// Work in a process of its own, for libraries that damaged files crash or keep busy for ever, as libhdf5 is
// one.
#pragma once

#include <functional>

#include "core/result.h"
#include "formats/bytes.h"

namespace bottleneck {

// What `work` gives. It sees all memory as it is now; what it changes there is lost with its process, and so
// is what it says on standard error. Errors besides its own: it crashed, took more than `seconds` of a
// processor, or no process could be had.
Result<Bytes> run_apart(int seconds, const std::function<Result<Bytes>()>& work);

}  // namespace bottleneck
