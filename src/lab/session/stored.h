// What the page keeps from one visit to the next: named files in the browser's own storage, where the browser
// allows it. Nothing is written here: this says what is to be written, and what has come of it. The platform
// (web/store.js) does it.
//
//   opening ──► every file that is there, then "ready" ──► allowed: writes go out ──► kept, taken or failed
//                                                     └──► refused: nothing is kept
//
// Another tab may write to the same storage. A file that this page neither read nor wrote is never
// overwritten: the write comes back as `taken`, and whoever wanted it takes another key.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes.h"

namespace bottleneck {

// One thing for the platform to do.
struct StoreWrite {
  std::string key{};
  std::shared_ptr<const Bytes> bytes{};  // null: delete the file
  bool is_new = false;                   // only if there is no such file
};

struct Stored {
  enum class State : std::uint8_t { opening, allowed, refused };
  State state = State::opening;
  std::string reason{};  // of a refusal, for the reader

  std::map<std::string, std::shared_ptr<const Bytes>> waiting{};  // the latest wish for each key
  std::map<std::string, bool> under_way{};  // keys whose write is not answered yet: whether it deletes
  std::set<std::string> known{};            // files that were read or written here: these may be overwritten
  std::map<std::string, std::string> failed{};  // key → why its latest write failed, for the reader
};

// Wishes for a key replace those before that have not gone out. Where storage is refused nothing happens.
void store_file(Stored& stored, const std::string& key, Bytes bytes);
void remove_file(Stored& stored, const std::string& key);

// What the platform is to do now; for each key one thing at a time.
std::vector<StoreWrite> take_writes(Stored& stored);

// A file was there at the start. Its content is its owner's business (lab/session/keeping.h).
void note_stored_file(Stored& stored, const std::string& key);

// All files have come. error: of opening the storage, as the browser says it ("SecurityError: …"); empty
// where there is none.
void note_store_ready(Stored& stored, std::string_view error);

// The answer to a write. error: as the browser says it, for a failed one.
enum class Written : std::uint8_t { kept, taken, failed };
void note_written(Stored& stored, const std::string& key, Written outcome, std::string_view error);

// Why a file of that key would not be there at the next visit, for the reader; empty where it is kept, or on
// its way.
const std::string& why_not_kept(const Stored& stored, const std::string& key);

}  // namespace bottleneck
