// What the session wants of the page's surroundings, and what they are told of it.
#pragma once

#include <string>

#include "lab/session/session.h"

namespace bottleneck {

// Fetches, files to be handed out, storage, and jobs for the worker: all that the session has asked for.
void ask_outside(Session& session);

// The part of it that concerns files which the reader gives.
void ask_for_given(Session& session);

// What has been told, so that only news is.
struct Told {
  std::string news{};
  std::string address{};
  std::string controls{};
  Dialog dialog = Dialog::none;
  std::string dialog_contents{};
  std::string program = "null";
  Choices choices{};  // that the address was written from, with the sheet and the code's units
  Sheet sheet{};
  UnitValues units{};
};

// The news to a screen reader, the address to the browser, the text version and the dialog to their HTML.
void tell_outside(const Session& session, Told& told);

}  // namespace bottleneck
