#include "page/arrivals.h"

#include <optional>
#include <utility>
#include <variant>

#include "lab/data/datasets.h"
#include "lab/models/library.h"
#include "lab/session/given_files.h"
#include "lab/session/keeping.h"
#include "lab/session/receive.h"
#include "lab/worker/job_messages.h"
#include "page/running_page.h"
#include "platform/shell.h"

namespace bottleneck {
namespace {

// How far an epoch is, is a curve at training's own station; at any other a line of text, for which two
// frames a second do.
bool is_worth_a_frame(const Reply& reply) {
  constexpr double kBetweenLines = 500;  // ms
  static double drawn_at = 0;
  const auto* progressed = std::get_if<TrainingProgressed>(&reply);
  const bool is_line = progressed && progressed->records.empty() && !progressed->is_paused &&
                       page.session.choices.station != Station::train;
  if (is_line && shell::now() - drawn_at < kBetweenLines) return false;
  drawn_at = shell::now();
  return true;
}

}  // namespace

bool take_piece(const events::FilePiece& piece) {
  const Taken taken =
      receive_piece(page.session.datasets, piece.path, piece.bytes, piece.network_bytes, piece.network_total);
  if (taken == Taken::enough) ask_outside(page.session);  // perhaps for the same file once more
  if (taken != Taken::no) return taken == Taken::yes;
  note_progress(page.session.library, piece.path, piece.network_bytes, piece.network_total);
  Bytes& file = page.arriving[piece.path];
  file.insert(file.end(), piece.bytes.begin(), piece.bytes.end());
  return true;
}

void take_end(const std::string& path, const Status& status) {
  if (!receive_end(page.session.datasets, path, status)) {
    const Bytes file = std::exchange(page.arriving[path], {});
    page.arriving.erase(path);
    receive_file(page.session.library, path,
                 status ? Result<ByteView>(ByteView(file)) : Error{status.error()});
  }
  bring_up_to_date();
}

void take_gift(int gift, std::vector<GivenFile> files) {
  receive_gift(page.session, gift, std::move(files));
  bring_up_to_date();
}

void take_listing(int gift, int place, std::vector<std::string> paths) {
  receive_listing(page.session, gift, place, std::move(paths));
  bring_up_to_date();
}

// Of pictures there may be thousands: the page is brought up to date and drawn so often that the progress is
// seen, and at the end.
void take_given(int gift, int place, Result<GivenContent> content) {
  constexpr std::size_t kFrames = 200;
  const bool is_picture = gift == page.session.given.pictures.gift;
  receive_given(page.session, gift, place, std::move(content));
  const auto& import = page.session.own_pictures.under_way;
  const bool is_one_of_many = is_picture && import;
  if (is_one_of_many) ask_for_given(page.session);
  if (is_one_of_many && import->done % (import->items.size() / kFrames + 1) != 0) return;
  if (!is_one_of_many) bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
}

void take_stored_file(const std::string& key, const Result<ByteView>& content) {
  receive_stored_file(page.session, key, content);
}

void take_store_ready(const std::string& error) {
  receive_store_ready(page.session, error);
  bring_up_to_date();
}

void take_written(const std::string& key, Written outcome, const std::string& error) {
  receive_written(page.session, key, outcome, error);
  bring_up_to_date();
}

void take_reply(Packet packet) {
  Result<Reply> reply = decode_reply(packet);
  bool is_drawn = true;
  if (reply) {
    is_drawn = is_worth_a_frame(*reply);
    receive(page.session, *std::move(reply));
  } else {
    lose_worker(page.session, reply.error());
  }
  bring_up_to_date();
  if (is_drawn) events::ask_for_frames(1);  // no pointer is about: nothing has to come to rest
}

void take_loss(const std::string& message) {
  lose_worker(page.session, message);
  bring_up_to_date();
  events::ask_for_frames(events::kFramesToRest);
}

}  // namespace bottleneck
