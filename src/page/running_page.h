// The page between what it knows (lab/), what it shows (ui/) and the browser around it (platform/).
//
//   pointer -> pen actions -> Session -> update(): image -> code -> reconstruction, votes -> panels -> screen
//                                ^         |                                              '---> HTML beside
//                                it |         '--> files wanted, jobs for the worker ---> their answers --.
//                                '---------------------- actions --------------------------------------'
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lab/session/session.h"
#include "lab/shown/protocol.h"
#include "lab/shown/state_json.h"
#include "platform/outside.h"
#include "ui/paint/view.h"

namespace bottleneck {

struct Page {
  Session session;
  View view;
  PageFacts facts;
  float drawn_height = -1;                // that the panels wanted, as last drawn
  Told told;                              // the surroundings
  HostTold told_host;                     // the page around this one
  std::string pointed;                    // the parts of the page whose lines of the program are lit
  std::map<std::string, Bytes> arriving;  // files of the library; datasets take their pieces themselves
  // A browser first compiles a program quickly, and well only what has run for a while. So ready-made
  // drawings go the way of the first stroke before it comes.
  int rehearsals_left = 20;
};

// The only one: what the browser calls brings nothing along by which to find it.
inline Page page;

void perform_all(const std::vector<Action>& actions);

// Brings everything up to date, inside and outside.
void bring_up_to_date();

void rehearse_once();

}  // namespace bottleneck
