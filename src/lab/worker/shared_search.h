// The queries of a search for neighbours, in pieces that this worker and its helpers take as they can, put
// together in their order.
//
//   queries ──share_out()──► helpers ──┐
//           ──take()──► this worker ──put()──► take_done(): those that are done, from the first on
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "lab/worker/team.h"

namespace bottleneck {

struct QueryPiece {
  std::size_t first;
  std::size_t count;
};

class SharedSearch {
 public:
  // The k nearest of `references` for the queries from `first` on, before `end`.
  SharedSearch(int k, int references, std::size_t first, std::size_t end)
      : k_(static_cast<std::size_t>(k)), references_(references), next_(first), end_(end), done_(first) {}

  // Takes what helpers have found, and gives them more: first the references, then pieces. now: on the clock.
  void share_out(Team& team, double now, const TakeReferences& references,
                 const std::function<NeighboursWanted(const QueryPiece&)>& wanted);

  // A piece for this worker, of so many queries at most; nothing: all are done, or with helpers.
  std::optional<QueryPiece> take(std::size_t most);
  void put(std::size_t first, std::vector<int> neighbours);

  // Nothing can be done before helpers answer.
  bool is_waiting() const;

  std::size_t done() const { return done_; }  // all queries before this one are
  std::vector<int> take_done() {
    return std::exchange(found_, {});
  }  // the neighbours of those since the last call

 private:
  struct Search {
    QueryPiece piece{};
    std::shared_ptr<Errand> errand{};
  };
  void take_answer(Team& team, Search& search);

  std::size_t k_;
  int references_;
  std::size_t next_;  // the first query that nobody has taken
  std::size_t end_;
  std::size_t done_;
  std::vector<QueryPiece> again_{};                           // that helpers did not do
  std::map<int, std::shared_ptr<Errand>> references_with_{};  // done: the helper of that number has them
  std::vector<Search> searches_{};                            // with helpers
  std::map<std::size_t, std::vector<int>> parts_{};           // by their first query: found, after a gap
  std::vector<int> found_{};
};

}  // namespace bottleneck
