// bottleneck notebook: the whole notebook, exercises included, as one table "the book / here".
#include <array>
#include <cstdio>
#include <span>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/notebook.h"
#include "cli/progress.h"
#include "formats/utf8.h"

namespace bottleneck {
namespace {

constexpr int kQuickEpochs = 3;
constexpr int kQuickQueries = 1000;

struct NotebookOptions {
  CommonOptions common;
  bool is_quick = false;
  std::string out = "notebook-pictures";
};

std::string cell(const nlohmann::ordered_json& value, const char* format) {
  if (value.is_null()) return "-";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), format, value.get<double>());
  return text.data();
}

void print_confusion(const char* title, std::span<const int> counts) {
  std::printf("\n%s\n", title);
  for (std::size_t i = 0; i < counts.size(); ++i)
    std::printf("%5d%s", counts[i], i % kClasses == kClasses - 1 ? "\n" : "");
}

void print_table(const Notebook& notebook) {
  std::printf("%-10s  %-60s  %12s  %12s\n", "step", "", "the book", "here");
  for (const NotebookRow& row : notebook.rows) {
    std::printf("%-10s  %-60s  %12s  %12s\n", row.step.c_str(), row.what.c_str(),
                cell(row.book, row.format).c_str(), cell(row.here, row.format).c_str());
  }
  print_confusion("MNIST, neighbours on 8 features, confusion matrix of the book (rows: true digit)",
                  book::kMnistConfusion8);
  print_confusion("here", notebook.confusion);
  std::printf("\npictures: %s\n", escaped(notebook.pictures.string()).c_str());
}

nlohmann::ordered_json to_json(const Notebook& notebook, bool is_quick, double seconds) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const NotebookRow& row : notebook.rows) {
    rows.push_back({{"step", row.step}, {"what", row.what}, {"book", row.book}, {"here", row.here}});
  }
  return {{"quick", is_quick},
          {"epochs", notebook.epochs},
          {"query_limit", notebook.query_limit},
          {"seconds", seconds},
          {"rows", rows},
          {"confusion", {{"book", book::kMnistConfusion8}, {"here", notebook.confusion}}},
          {"pictures", notebook.pictures.string()}};
}

void run_notebook(const NotebookOptions& options) {
  Notebook notebook;
  notebook.pictures = options.out;
  notebook.data = options.common.data;
  const std::string quick_note = "quick: " + std::to_string(kQuickEpochs) +
                                 " epochs instead of 30, the first " + std::to_string(kQuickQueries) +
                                 " test images as queries";
  if (options.is_quick) {
    notebook.epochs = kQuickEpochs;
    notebook.query_limit = kQuickQueries;
    std::fprintf(stderr, "%s\n", quick_note.c_str());
  }
  std::error_code failure;
  std::filesystem::create_directories(notebook.pictures, failure);
  if (failure) throw Error{notebook.pictures.string() + ": " + failure.message()};
  must(check_writable(notebook.pictures / "step-3-confusion.png"));  // as good as any of them

  const Stopwatch watch;
  for (const auto step : {run_mnist_steps, run_fashion_steps, run_picture_exercise}) {
    step(notebook);
  }
  if (options.common.is_json) {
    print_json(to_json(notebook, options.is_quick, watch.seconds()));
  } else {
    if (options.is_quick) std::printf("%s\n", quick_note.c_str());
    print_table(notebook);
    std::printf("%.0f s on this machine\n", watch.seconds());
  }
}

}  // namespace

void add_notebook_command(CLI::App& app) {
  auto [command, options] = add_command<NotebookOptions>(
      app, "notebook", "Repeat \"Your First Autoencoder\", exercises included", run_notebook);
  command.add_flag("--quick", options.is_quick, "3 epochs and 1,000 queries");
  command.add_option("--out", options.out, "folder for the pictures")->capture_default_str();
  options.common.add_data(command);
  options.common.add_json(command);
}

}  // namespace bottleneck
