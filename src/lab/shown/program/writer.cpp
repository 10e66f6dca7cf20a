#include "lab/shown/program/writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "formats/utf8.h"
#include "lab/base/figures.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kLongestLine = 84;  // with a comment behind it, in bytes

// What a program that says the one needs the other for.
struct Import {
  const char* use;
  const char* line;
  const char* package;  // on PyPI
};
constexpr std::array kImports{
    Import{"getsize(", "from os.path import getsize", nullptr},
    Import{"Path(", "from pathlib import Path", nullptr},
    Import{"perf_counter(", "from time import perf_counter", nullptr},
    Import{"keras.", "import keras", "keras tensorflow"},
    Import{"plt.", "import matplotlib.pyplot as plt", "matplotlib"},
    Import{"np.", "import numpy as np", "numpy"},
    Import{"layers.Dense", "from keras import layers", "keras tensorflow"},
    Import{"Image.", "from PIL import Image, ImageOps", "pillow"},
    Import{"PCA(", "from sklearn.decomposition import PCA", "scikit-learn"},
    Import{"confusion_matrix(", "from sklearn.metrics import confusion_matrix", "scikit-learn"},
    Import{"KNeighborsClassifier(", "from sklearn.neighbors import KNeighborsClassifier", "scikit-learn"}};

bool uses(const Program& program, std::string_view what) {
  return std::ranges::any_of(program.sections, [&](const ProgramSection& section) {
    return std::ranges::any_of(
        section.lines, [&](const ProgramLine& line) { return line.text.find(what) != std::string::npos; });
  });
}

// Whether a line calls show(), not plt.show().
bool shows_images(const Program& program) {
  return std::ranges::any_of(program.sections, [](const ProgramSection& section) {
    return std::ranges::any_of(section.lines, [](const ProgramLine& line) {
      const std::size_t code = line.text.find_first_not_of(' ');
      return code != std::string::npos && line.text.substr(code).starts_with("show(");
    });
  });
}

// On one line, whatever a file says.
std::string as_comment(std::string_view text) {
  return "# " + escaped(text);
}

}  // namespace

std::string python_text(std::string_view text) {
  const nlohmann::json json = std::string(text);
  return escaped(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string docstring(std::string_view text) {
  return "\"\"" + python_text(text) + "\"\"";
}

std::string python_list(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) list += (list.size() > 1 ? ", " : "") + python_text(text);
  return list + "]";
}

void ProgramWriter::about(std::string part) {
  part_ = std::move(part);
  if (!program_.sections.empty() && program_.sections.back().lines.empty())
    program_.sections.back().part = part_;
}

void ProgramWriter::section(std::string heading) {
  program_.sections.push_back({.heading = escaped(heading), .part = part_});
}

void ProgramWriter::add(std::string_view code, std::string_view comment) {
  add_at(part_, code, comment);
}

void ProgramWriter::add_at(std::string_view part, std::string_view code, std::string_view comment) {
  auto& lines = program_.sections.back().lines;
  const std::string margin(indent_ * kIndent, ' ');
  std::string line = margin + std::string(code);
  if (!comment.empty()) {
    const std::string said = as_comment(comment);
    if (!code.empty() && line.size() + 2 + said.size() <= kLongestLine) {
      line += "  " + said;
    } else {
      lines.push_back({.text = margin + said, .part = std::string(part)});
    }
  }
  if (!code.empty()) lines.push_back({.text = std::move(line), .part = std::string(part)});
}

void ProgramWriter::gap() {
  program_.sections.back().lines.emplace_back();
}

void ProgramWriter::begin(std::string_view code, std::string_view comment) {
  add(code, comment);
  ++indent_;
}

void ProgramWriter::end(std::string_view code) {
  --indent_;
  if (!code.empty()) add(code);
}

void ProgramWriter::define_show() {
  begin("def show(*rows):");
  add(docstring(texts::kPyShow));
  add("columns = max(map(len, rows))");
  add("figsize = columns, len(rows) * 1.1");
  add("figure, axes = plt.subplots(len(rows), columns, squeeze=False, figsize=figsize)");
  begin("for line, row in zip(axes, rows):");
  begin("for axis, image in zip(line, row):");
  add(R"(axis.imshow(image.reshape(28, 28), cmap="gray", vmin=0, vmax=1))");
  end();
  end();
  begin("for axis in axes.flat:");
  add(R"(axis.axis("off"))");
  end();
  add("plt.show()");
  end();
}

Program ProgramWriter::finish(std::string stem, std::string title) && {
  about("");
  if (shows_images(program_)) {
    section(texts::kPyShowHeading);
    define_show();
    std::rotate(program_.sections.begin(), program_.sections.end() - 1, program_.sections.end());
  }
  ProgramSection imports{.heading = texts::kPyImports};
  std::string packages;
  for (const Import& one : kImports) {
    if (!uses(program_, one.use)) continue;
    if (one.package && packages.empty() && !imports.lines.empty()) imports.lines.emplace_back();
    imports.lines.push_back({.text = one.line});
    if (one.package && packages.find(one.package) == std::string::npos)
      packages += std::string(packages.empty() ? "" : " ") + one.package;
  }
  program_.sections.insert(program_.sections.begin(), std::move(imports));
  program_.stem = std::move(stem);
  program_.title = std::move(title);
  program_.needs = fill(texts::kPyNeeds, {packages});
  return std::move(program_);
}

}  // namespace bottleneck
