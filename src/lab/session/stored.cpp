#include "lab/session/stored.h"

#include <utility>

#include "lab/base/figures.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

// The names of the errors that browsers have for this (Indexed Database API 3.0; Web IDL, DOMException).
std::string in_words(std::string_view error) {
  if (error.starts_with("QuotaExceededError")) return texts::kStoreFull;
  if (error.starts_with("SecurityError") || error.starts_with("InvalidStateError") ||
      error.starts_with("ReferenceError") || error.starts_with("TypeError"))
    return texts::kStoreForbidden;
  if (error.starts_with("TimeoutError")) return texts::kStoreSilent;
  return fill(texts::kStoreOther, {in_quotes(error)});
}

void wish(Stored& stored, const std::string& key, std::shared_ptr<const Bytes> bytes) {
  if (stored.state == Stored::State::refused) return;
  stored.failed.erase(key);
  stored.waiting.insert_or_assign(key, std::move(bytes));
}

}  // namespace

void store_file(Stored& stored, const std::string& key, Bytes bytes) {
  wish(stored, key, std::make_shared<const Bytes>(std::move(bytes)));
}

void remove_file(Stored& stored, const std::string& key) {
  wish(stored, key, nullptr);
}

std::vector<StoreWrite> take_writes(Stored& stored) {
  std::vector<StoreWrite> writes;
  if (stored.state != Stored::State::allowed) return writes;
  for (auto next = stored.waiting.begin(); next != stored.waiting.end();) {
    const auto [key, bytes] = *next;
    if (stored.under_way.contains(key)) {
      ++next;
      continue;
    }
    next = stored.waiting.erase(next);
    const bool is_known = stored.known.contains(key);
    if (!bytes && !is_known) continue;  // there is nothing of ours to delete
    stored.under_way.emplace(key, bytes == nullptr);
    if (!bytes) stored.known.erase(key);
    writes.push_back({.key = key, .bytes = bytes, .is_new = !is_known});
  }
  return writes;
}

void note_stored_file(Stored& stored, const std::string& key) {
  stored.known.insert(key);
  stored.waiting.erase(key);  // what was wished before was about another file of that name
}

void note_store_ready(Stored& stored, std::string_view error) {
  if (error.empty()) {
    stored.state = Stored::State::allowed;
    return;
  }
  stored.state = Stored::State::refused;
  stored.reason = in_words(error);
  stored.waiting.clear();
}

void note_written(Stored& stored, const std::string& key, Written outcome, std::string_view error) {
  const auto found = stored.under_way.find(key);
  if (found == stored.under_way.end()) return;
  const bool is_deletion = found->second;
  stored.under_way.erase(found);
  // Deleted, it may be another's next time; not deleted, it is still ours.
  if (is_deletion == (outcome != Written::kept)) stored.known.insert(key);
  if (is_deletion || outcome == Written::kept) return;
  if (outcome == Written::failed) {
    stored.failed.insert_or_assign(key, in_words(error));
  } else {
    stored.waiting.erase(key);  // it was about a file that is another's
  }
}

const std::string& why_not_kept(const Stored& stored, const std::string& key) {
  static const std::string kKept;
  if (stored.state == Stored::State::refused) return stored.reason;
  const auto found = stored.failed.find(key);
  return found == stored.failed.end() || stored.waiting.contains(key) ? kKept : found->second;
}

}  // namespace bottleneck
