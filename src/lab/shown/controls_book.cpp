// "The book and here": what can be run and guessed, and the table.
#include <algorithm>
#include <string>

#include "lab/base/figures.h"
#include "lab/base/typed_numbers.h"
#include "lab/shown/book_files.h"
#include "lab/shown/book_run_words.h"
#include "lab/shown/book_words.h"
#include "lab/shown/offer.h"
#include "texts/book.h"

namespace bottleneck {
namespace {

// "0.95", "95 %", "49 ×", "1.2 s": the unit is the row's. Nothing: the guess is taken back.
Result<std::optional<double>> read_guess(std::string_view text) {
  std::string typed(text);
  std::ranges::replace(typed, ',', '.');
  std::erase(typed, ' ');
  if (typed.empty()) return std::optional<double>();
  double unit = 1;
  for (const std::string_view ending : {"%", "×", "x", "s"}) {
    if (!typed.ends_with(ending)) continue;
    typed.resize(typed.size() - ending.size());
    if (ending == "%") unit = 0.01;
    break;
  }
  const std::optional<double> number = read_number(typed);
  if (!number) return Error{texts::kBookGuessWanted};
  return std::optional(*number * unit);
}

Offer guess_offer(const Session& session, const Experiment& experiment, const BookRow& row) {
  const std::string id = row_id(experiment, row);
  const std::optional<double> guess = guess_of(session.book, experiment, row);
  return make_line("guess:" + id,
                   fill(texts::kMirrorBookGuess,
                        {experiment_title(session, experiment), figure_in_words(session, experiment, row)}),
                   guess ? short_number(*guess) : "", texts::kMirrorBookGuessApply,
                   [id](std::string_view text) -> Result<Action> {
                     const Result<std::optional<double>> typed = read_guess(text);
                     if (!typed) return Error{typed.error()};
                     return Action(GuessFigure{.row = id, .value = *typed});
                   })
      .with_short_label(texts::kBookGuess);
}

Offer run_offer(const Session& session, const Experiment& experiment) {
  const TrainingPlan plan = plan_now(session, experiment);
  Offer offer = make_button("book:run:" + experiment.id,
                            fill(texts::kMirrorBookRun, {experiment_title(session, experiment)}),
                            RunExperiments{{experiment.id}})
                    .with_short_label(texts::kBookRun);
  if (needs_model(experiment)) offer.control.hint = fill(texts::kBookRunHint, {std::to_string(plan.epochs)});
  return offer;
}

// Of the experiments as a whole: there is one main thing to do at a time.
void add_run_offers(OfferGroup& group, const Session& session) {
  const Book& book = session.book;
  if (book.wanted.empty()) {
    const bool has_more = std::ranges::any_of(
        book.experiments, [&](const Experiment& experiment) { return !is_done(session, experiment); });
    group.add(make_button("book:run-all", texts::kMirrorBookRunAll, RunExperiments{})
                  .with_short_label(book.record.figures.empty() ? texts::kBookRunAll : texts::kBookRunRest)
                  .enabled_if(has_more));
    return;
  }
  if (book.is_paused) {
    group.add(make_button("book:resume", texts::kMirrorBookResume, ResumeBook{})
                  .with_short_label(texts::kBookResume));
  } else {
    group.add(
        make_button("book:pause", texts::kMirrorBookPause, PauseBook{}).with_short_label(texts::kBookPause));
  }
  group.add(make_button("book:stop", texts::kMirrorBookStop, StopBook{}).with_short_label(texts::kBookStop));
}

}  // namespace

OfferGroup book_offers(const Session& session) {
  const Book& book = session.book;
  OfferGroup group{.id = "book", .title = texts::kBookTable};
  add_run_offers(group, session);
  add_settings(group, session);
  for (const Experiment& experiment : book.experiments) {
    if (!is_done(session, experiment) && !is_wanted(book, experiment))
      group.add(run_offer(session, experiment));
    for (const BookRow* row : rows_shown(session, experiment)) {
      if (!figure_here(session, experiment, *row)) group.add(guess_offer(session, experiment, *row));
    }
  }
  group.add(make_button("markdown", texts::kMirrorBookMarkdown, SaveMarkdown{})
                .with_short_label(texts::kBookMarkdown));
  if (!book.record.is_empty())
    group.add(make_button("book:forget", texts::kMirrorBookForget, ForgetBook{})
                  .with_short_label(texts::kBookForget));
  if (book.forgotten)
    group.add(make_button("book:restore", texts::kMirrorBookRestore, RestoreBook{})
                  .with_short_label(texts::kBookRestore));

  if (!book.wanted.empty()) {
    group.tell(texts::kMirrorBookProgress, book_progress_in_words(session));
    group.tell(texts::kBookColumnHere, book_now_in_words(session));
  } else {
    group.tell(texts::kMirrorBookProgress, book_to_do_in_words(session));
  }
  for (const std::string& problem : book_problems(session)) group.tell(texts::kMirrorBookProblem, problem);
  for (const std::string& line : book_images_in_words(session)) group.tell(texts::kMirrorBookImages, line);
  group.findings.push_back({.label = texts::kBookTable, .table = book_table(session)});
  group.tell(texts::kMirrorBookKept, book_keeping_in_words(session));
  return group;
}

}  // namespace bottleneck
