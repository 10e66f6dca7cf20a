// The program that draws the page (page/running_page.h): what the browser tells goes to those who know what
// to do.
#include "lab/data/datasets.h"
#include "lab/session/address.h"
#include "lab/session/update.h"
#include "page/answers.h"
#include "page/arrivals.h"
#include "page/frame.h"
#include "page/running_page.h"
#include "platform/events.h"
#include "platform/renderer.h"
#include "platform/shell.h"
#include "platform/window.h"
#include "platform/worker_link.h"
#include "ui/paint/look.h"

namespace bottleneck {
namespace {

void start() {
  const Status opened = window::open();
  if (!opened) {
    shell::show_failure(opened.error());
    return;
  }
  page.view.look = prepare_look();
  page.session.device = shell::device();
  page.session.cores = shell::cores();
  page.view.look.draw_cloud = renderer::draw_cloud;
  events::set_handlers(
      {.draw_frame = draw_frame,
       .is_touch_taken = is_touch_taken,
       .is_touch_shared = is_touch_shared,
       .can_pinch = can_pinch,
       .is_wheel_taken = is_wheel_taken,
       .file_piece = take_piece,
       .file_end = take_end,
       .file_kept = [](const std::string& path) { receive_kept(page.session.datasets, path); },
       .gift = take_gift,
       .listing = take_listing,
       .given = take_given,
       .stored_file = take_stored_file,
       .store_ready = take_store_ready,
       .store_written = take_written,
       .act = act,
       .point = point_at,
       .request = take_request,
       .woken = bring_up_to_date,
       .idle = rehearse_once,
       .mirror_opened = bring_up_to_date,
       .address = take_address,
       .state = state_now,
       .key = is_key_taken,
       .keyboard = enter_by_keyboard,
       .context_lost = window::context_lost,
       .context_restored = window::context_restored,
       .context_asked = window::ask_for_context,
       .in_sight = window::be_in_sight});
  worker_link::set_handlers({.reply = take_reply, .lost = take_loss});
  go_to(page.session, read_address(shell::address()));
  shell::share_fonts();
  shell::open_store();
  bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
  shell::show_ready();
}

}  // namespace
}  // namespace bottleneck

int main() {
  bottleneck::start();
  return 0;  // the runtime stays: what follows comes as events
}
