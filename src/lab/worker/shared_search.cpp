#include "lab/worker/shared_search.h"

#include <algorithm>
#include <utility>

namespace bottleneck {
namespace {

// At a time for a helper: the messages cost little beside it, and at the end nobody waits long.
constexpr std::size_t kHelperQueries = 256;
constexpr int kPiecesAhead = 2;  // the next one is there when the first is done

// A helper's references may take so many bytes in all of them together: of MNIST's images, two copies.
constexpr std::size_t kMostReferenceBytes = std::size_t{128} << 20;

// A piece, or the references to be prepared, takes a tenth of it on slow devices.
constexpr double kLateSearchMs = 10'000;

bool is_unanswered(const std::shared_ptr<Errand>& errand) {
  return errand->state == Errand::State::open;
}

}  // namespace

void SharedSearch::take_answer(Team& team, Search& search) {
  if (search.errand->state == Errand::State::done) {
    auto* const made = std::get_if<NeighboursMade>(&search.errand->made);
    const bool is_sound =
        made && made->neighbours.size() == search.piece.count * k_ &&
        std::ranges::all_of(made->neighbours, [&](int index) { return index >= 0 && index < references_; });
    if (is_sound) return put(search.piece.first, std::move(made->neighbours));
    dismiss(team, search.errand->helper);
  }
  again_.push_back(search.piece);
}

void SharedSearch::share_out(Team& team, double now, const TakeReferences& references,
                             const std::function<NeighboursWanted(const QueryPiece&)>& wanted) {
  std::erase_if(searches_, [&](Search& search) {
    if (is_unanswered(search.errand)) return false;
    take_answer(team, search);
    return true;
  });
  const std::vector<int> helpers = helpers_at_hand(team);
  std::erase_if(references_with_,
                [&](const auto& one) { return std::ranges::find(helpers, one.first) == helpers.end(); });
  const std::size_t most = kMostReferenceBytes / std::max<std::size_t>(references.body->size(), 1);
  for (const int helper : helpers) {
    if (next_ == end_) return;
    if (!references_with_.contains(helper) && references_with_.size() >= most) continue;
    std::shared_ptr<Errand>& taken = references_with_[helper];
    if (!taken) taken = ask(team, helper, references, now + kLateSearchMs);
    if (taken->state != Errand::State::done) continue;
    auto at_work = std::ranges::count_if(
        searches_, [&](const Search& search) { return search.errand->helper == helper; });
    for (; at_work < kPiecesAhead && next_ < end_; ++at_work) {
      const QueryPiece piece{.first = next_, .count = std::min(kHelperQueries, end_ - next_)};
      next_ += piece.count;
      searches_.push_back({.piece = piece, .errand = ask(team, helper, wanted(piece), now + kLateSearchMs)});
    }
  }
}

std::optional<QueryPiece> SharedSearch::take(std::size_t most) {
  if (!again_.empty()) {
    const QueryPiece piece = again_.back();
    again_.pop_back();
    return piece;
  }
  if (next_ == end_) return std::nullopt;
  const QueryPiece piece{.first = next_, .count = std::min(most, end_ - next_)};
  next_ += piece.count;
  return piece;
}

void SharedSearch::put(std::size_t first, std::vector<int> neighbours) {
  parts_[first] = std::move(neighbours);
  while (!parts_.empty() && parts_.begin()->first == done_) {
    const std::vector<int>& part = parts_.begin()->second;
    found_.insert(found_.end(), part.begin(), part.end());
    done_ += part.size() / k_;
    parts_.erase(parts_.begin());
  }
}

bool SharedSearch::is_waiting() const {
  if (next_ < end_ || !again_.empty() || done_ == end_) return false;
  return std::ranges::all_of(searches_, [](const Search& search) { return is_unanswered(search.errand); });
}

}  // namespace bottleneck
