// Neighbours of the test images in words and numbers, for the canvas, the HTML beside it, and the file of
// numbers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lab/session/neighbours.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

// "16 numbers", "784 pixels": what is compared.
std::string space_in_words(const Session& session, NeighboursBy by);

// "of 10,000 images", "of 3,200 so far": those that the figures of a result are of.
std::string images_in_words(const NeighbourResult& result);
// "95.29 %"; of few images fewer places.
std::string accuracy_in_words(const NeighbourResult& result);

// "4.7 · 10¹¹": how many multiplications a search takes as its definition goes, queries × references × width.
std::string multiplications_in_words(const NeighbourTest& test);

// One of the two that run: what it is, its time so far and what is left, and what it is spent on.
struct Racer {
  std::string what{};
  std::string time{};   // "1.0 s", "4.9 s so far · 11 s left"
  std::string work{};   // multiplications
  std::string split{};  // "fit 0.02 s · predict 0.98 s"; empty while there is nothing to say
  double share = 0;     // of the longer one's whole time, as far as that is known
  bool is_under_way = false;
};
Racer racer_of(const Session& session, NeighboursBy by);
// "16 times as long; the book: 1,000 times". Empty while it is not known.
std::string race_in_words(const Session& session);
// The codes of the images, made before the race begins; empty while they are not.
std::string encoding_in_words(const Session& session);

// Whether something has failed beside what is shown already (lab/shown/missing.h tells what is missing
// altogether); and what that is, or what differs from what was asked for; empty: nothing.
bool is_trouble(const Session& session);
std::string few_in_words(const Session& session);

// What stands below the matrix.
std::string matrix_note(const Session& session);

// "4 read as 9: 51 of 982 images"
std::string cell_in_words(const Session& session, const ConfusionMatrix& confusion,
                          const ConfusionCell& cell);
// "93.3 %" of a class's images, or "–" where there are none.
std::string recall_in_words(const ClassRecall& recall);
// "7", "Ankle boot"
std::string class_in_words(const Session& session, int label);
// Whether the classes are called by single figures or letters, which fit everywhere.
bool has_short_names(const Session& session, int classes);

// What the book printed beside what is measured here; without rows where it is about other images or
// networks.
struct NeighbourBookRow {
  std::string what;
  std::string book_right;
  std::string book_time;
  std::string here_right{};  // or that it is running, or not yet
  std::string here_time{};   // empty while it is not measured
};
std::vector<NeighbourBookRow> neighbour_book_rows(const Session& session);

Numbers neighbours_numbers(const Session& session);

}  // namespace bottleneck
