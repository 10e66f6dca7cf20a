// The helpers of a worker (lab/worker/share_messages.h): who is there, and what each has been asked.
//
//   task ──ask()──► post() ──► helper ──► receive() ──► Errand::made, and the task goes on
//
// A helper that is lost, late, or answers what cannot be makes its errands lost: the task does them itself.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/leaves.h"
#include "lab/worker/job_messages.h"

namespace bottleneck {

// What a helper has been asked.
struct Errand {
  enum class State : std::uint8_t { open, done, lost };
  State state = State::open;
  int helper = 0;
  std::uint32_t id = 0;
  double due_ms = 0;  // on the clock: later it is lost
  ShareMade made{};   // once it is done
};

// After so many helpers lost no more are called, so that those that die of their work are not started for
// ever.
inline constexpr int kMostHelpersLost = 3;

struct Team {
  int most_workers = 1;        // with this one
  std::vector<int> helpers{};  // that are there, by the numbers that the platform gave them

  // What the platform does: sends a message to a helper; sees to it that so many are there; ends one.
  std::function<void(int helper, const Packet& packet)> post{};
  std::function<void(int count)> call{};
  std::function<void(int helper)> dismiss{};

  int called = 0;  // how many helpers have been called for
  int lost = 0;
  std::uint32_t last_id = 0;
  std::vector<std::shared_ptr<Errand>> open{};  // in the order of asking
};

// --- for tasks

// There is work worth sharing among so many helpers: as many of them as there may be are called, and are
// there sooner or later.
void call_helpers(Team& team, int most = kMostWorkers);

// Those that may be asked now, at most so many.
std::vector<int> helpers_at_hand(const Team& team, int most = kMostWorkers);

// Asks a helper that is there for what has an answer. The wanted's number is given here.
std::shared_ptr<Errand> ask(Team& team, int helper, ShareWanted wanted, double due_ms);

// Tells a helper that is there what has no answer.
void tell(Team& team, int helper, const ShareWanted& message);

// Ends a helper that is no use: what it has been asked is lost.
void dismiss(Team& team, int helper);

// --- for the platform

void join(Team& team, int helper);
// is_lost: nobody has ended it on purpose.
void leave(Team& team, int helper, bool is_lost);
void receive(Team& team, int helper, const Packet& packet);

// Dismisses the helpers that are late.
void dismiss_late(Team& team, double now);

}  // namespace bottleneck
