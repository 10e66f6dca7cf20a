// What the worker's answers do to the session.
#pragma once

#include <string>

#include "lab/session/session.h"
#include "lab/worker/jobs.h"

namespace bottleneck {

// What the worker answers, or that it is lost.
void receive(Session& session, Reply reply);
void lose_worker(Session& session, const std::string& message);

}  // namespace bottleneck
