#include "page/running_page.h"

#include "lab/session/perform.h"
#include "lab/session/update.h"
#include "lab/session/update_inference.h"
#include "platform/events.h"
#include "platform/shell.h"

namespace bottleneck {

void perform_all(const std::vector<Action>& actions) {
  for (const Action& action : actions) perform(page.session, action);
}

void rehearse_once() {
  --page.rehearsals_left;
  rehearse(page.session, page.rehearsals_left, shell::now);
  if (page.rehearsals_left > 0) events::wait_for_idle();
}

void bring_up_to_date() {
  page.session.today = shell::today();
  if (update(page.session, shell::now)) events::ask_for_frames(events::kFramesToRest);
  ask_outside(page.session);
  tell_outside(page.session, page.told);
  const HostEvents events = host_events(page.session, page.told_host, shell::now());
  for (const std::string& message : events.messages) shell::tell_host(message);
  if (events.next_in_ms) events::wake_after(*events.next_in_ms);
  if (page.rehearsals_left > 0 && page.facts.frames_drawn > 0 && can_rehearse(page.session))
    events::wait_for_idle();
}

}  // namespace bottleneck
