// "Show me the Python": the program with Keras 3 and scikit-learn that does what is on the screen.
//
//   Session ──program_of()──► sections of lines, each tied to the part of the page that it makes
//                                  ├──► write_python()    a file .py
//                                  ├──► write_notebook()  a file .ipynb
//                                  └──► write_program()   JSON for the panel beside the canvas
//                                  (web/program.js)
#pragma once

#include <string>
#include <vector>

#include "lab/session/session.h"

namespace bottleneck {

// part: what of the page it makes, by the name of a card ("card:loss") or of a place that can be used
// ("plan:latent"), as the canvas has them (ui/paint/view.h); empty: none.
struct ProgramLine {
  std::string text{};  // indented; no newline in it
  std::string part{};

  bool operator==(const ProgramLine&) const = default;
};

// A step, under a comment that says what it is; a cell of the notebook.
struct ProgramSection {
  std::string heading{};
  std::string part{};  // of the heading
  std::vector<ProgramLine> lines{};

  bool operator==(const ProgramSection&) const = default;
};

struct Program {
  std::string stem{};   // of its file's name: "bottleneck-train"
  std::string title{};  // one line
  std::string needs{};  // what is to be installed, one line
  std::vector<ProgramSection> sections{};

  bool operator==(const Program&) const = default;
};

// Of the station that is shown, by the settings and the models' cards. A card that is not there yet is left
// out, and the program says so by being about what is known.
Program program_of(const Session& session);

std::string write_python(const Program& program);

// Format 4.5 of Jupyter's notebooks.
std::string write_notebook(const Program& program);

// For the panel:
//   {title, lines: [{part, spans: [[kind, text], …]}, …], controls: [{id, label, enabled}, …], words: {…}}
// kind: "comment", "text", "number", "keyword" or "" (lab/shown/program/highlight.h). controls: offers that
// are buttons; words: what the panel itself says. "null" where the reader does not want it.
std::string write_program(const Session& session);

}  // namespace bottleneck
