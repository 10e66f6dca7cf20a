#include "platform/outside.h"

#include <string>
#include <utility>

#include "lab/base/figures.h"
#include "lab/session/address.h"
#include "lab/session/notes.h"
#include "lab/session/queries.h"
#include "lab/shown/controls.h"
#include "lab/shown/inference_words.h"
#include "lab/shown/numbers.h"
#include "lab/shown/program/hand_out_program.h"
#include "lab/shown/program/program.h"
#include "platform/shell.h"
#include "platform/worker_link.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

// --- what the session wants of the world

void ask_for_files(Session& session) {
  for (const std::string& path : std::exchange(session.datasets.stopped, {})) shell::stop_fetching(path);
  for (const std::string& path : std::exchange(session.datasets.spoilt, {})) shell::remove_kept_file(path);
  for (const std::string& path : take_wanted(session.library)) shell::fetch_file(path, path, false, false);
  for (const FileRequest& file : take_wanted(session.datasets))
    shell::fetch_file(file.path, file.from, file.is_packed, file.is_fresh);
  if (std::exchange(session.picks_files, false)) shell::pick_files();
  if (std::exchange(session.own_pictures.picks_folder, false)) shell::pick_folder();
}

// What the session wants of the reader and of the browser's storage.
void hand_out_files(Session& session) {
  hand_out_numbers(session);
  hand_out_program(session);
  for (const OutgoingFile& file : std::exchange(session.downloads, {})) {
    if (!shell::download(file.name, file.bytes))
      add_note(session, fill(texts::kLibraryNoMemoryToKeep, {file.name}));
  }
  for (const StoreWrite& write : take_writes(session.stored)) {
    if (write.bytes) {
      shell::store_put(write.key, *write.bytes, write.is_new);
    } else {
      shell::store_delete(write.key);
    }
  }
}

void send_jobs(Session& session) {
  for (Request& request : std::exchange(session.jobs.outbox, {})) worker_link::send(encode(request));
}

// --- what the world is told

void tell_news(const Session& session, Told& told) {
  std::string news = spoken_news(session);
  if (session.drawing.is_busy() || session.sweep || news == told.news) return;
  shell::announce(news);
  told.news = std::move(news);
}

// Choosing another model or station is a step of the history; all else changes the present one.
void tell_address(const Session& session, Told& told) {
  const Library& library = session.library;
  if (session.drawing.is_busy() || library.entries.empty() || !library.is_settled() ||
      session.wanted_test_image || session.sweep)
    return;
  UnitValues units = set_units(session);
  if (session.choices == told.choices && session.drawing.sheet == told.sheet && units == told.units) return;
  std::string address = address_of(session);
  told.sheet = session.drawing.sheet;
  told.units = std::move(units);
  const Choices now = session.choices;
  const Choices& before = told.choices;
  const bool is_step = !before.model.empty() && (now.station != before.station || now.model != before.model ||
                                                 now.other != before.other);
  told.choices = now;
  if (address == told.address) return;
  shell::show_address(address, is_step);
  told.address = std::move(address);
}

void tell_controls(const Session& session, Told& told) {
  if (!shell::is_mirror_open() || session.drawing.is_busy() || session.sweep) return;
  std::string controls = write_controls(session);
  if (controls == told.controls) return;
  shell::show_mirror(controls);
  told.controls = std::move(controls);
}

// A card may change while it is shown: the model gets another name, or is kept. So may a link, by what it is
// to leave out.
void tell_dialog(const Session& session, Told& told) {
  const bool has_address = session.dialog == Dialog::link;
  const bool may_change =
      has_address || session.dialog == Dialog::card || session.dialog == Dialog::other_card;
  if (session.dialog == told.dialog && !may_change) return;
  std::string contents = write_dialog(session, has_address ? shell::page_address() : "");
  if (session.dialog == told.dialog && contents == told.dialog_contents) return;
  shell::show_dialog(contents);
  told.dialog = session.dialog;
  told.dialog_contents = std::move(contents);
}

void tell_program(const Session& session, Told& told) {
  if (session.drawing.is_busy() || session.sweep) return;
  std::string program = write_program(session);
  if (program == told.program) return;
  shell::show_program(program);
  told.program = std::move(program);
}

}  // namespace

void ask_for_given(Session& session) {
  const GivenOrders orders = take_given_orders(session);
  for (const GivenWant& want : orders.wanted) shell::read_given(want);
  for (const GivenCopy& copy : orders.copies) shell::keep_given(copy);
  for (const int gift : orders.done) shell::let_go_gift(gift);
}

void ask_outside(Session& session) {
  ask_for_files(session);
  ask_for_given(session);
  hand_out_files(session);
  send_jobs(session);
}

void tell_outside(const Session& session, Told& told) {
  tell_news(session, told);
  tell_address(session, told);
  tell_controls(session, told);
  tell_dialog(session, told);
  tell_program(session, told);
}

}  // namespace bottleneck
