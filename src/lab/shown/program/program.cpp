#include "lab/shown/program/program.h"

#include <nlohmann/json.hpp>

#include "lab/base/names.h"
#include "lab/session/stations.h"
#include "lab/shown/offer.h"
#include "lab/shown/program/highlight.h"
#include "lab/shown/program/station_programs.h"
#include "texts/dialogs.h"
#include "texts/program.h"

namespace bottleneck {
namespace {

using ProgramJson = nlohmann::ordered_json;

using MakeProgram = Program (*)(const Session& session);
constexpr StationTable<MakeProgram> kPrograms{
    draw_program,        train_program,      data_program, reconstructions_program,
    compression_program, neighbours_program, map_program,  weights_program,
    book_program,        exercises_program};

constexpr const char* kSpanKinds[] = {"", "comment", "text", "number", "keyword"};

// As a cell of Spyder's and Visual Studio Code's.
std::string heading_line(const ProgramSection& section) {
  return "# %% " + section.heading;
}

// All lines as in the file.
std::vector<ProgramLine> lines_of(const Program& program) {
  std::vector<ProgramLine> lines{{.text = "# " + program.title}, {.text = "# " + program.needs}};
  for (const ProgramSection& section : program.sections) {
    lines.push_back({});
    lines.push_back({.text = heading_line(section), .part = section.part});
    lines.insert(lines.end(), section.lines.begin(), section.lines.end());
  }
  return lines;
}

std::string dumped(const ProgramJson& json, int indent) {
  return json.dump(indent, ' ', false, ProgramJson::error_handler_t::replace);
}

// Lines of a cell: each but the last with its end.
ProgramJson source_of_cell(const std::vector<std::string>& lines) {
  ProgramJson source = ProgramJson::array();
  for (std::size_t i = 0; i < lines.size(); ++i)
    source.push_back(i + 1 < lines.size() ? lines[i] + "\n" : lines[i]);
  return source;
}

// id: 1 to 64 of letters, digits and "-", unique in the notebook.
ProgramJson cell_json(const char* type, std::size_t id, const std::vector<std::string>& lines) {
  ProgramJson cell{
      {"cell_type", type}, {"id", "cell-" + std::to_string(id)}, {"metadata", ProgramJson::object()}};
  if (std::string_view(type) == "code") {
    cell["execution_count"] = nullptr;
    cell["outputs"] = ProgramJson::array();
  }
  cell["source"] = source_of_cell(lines);
  return cell;
}

}  // namespace

Program program_of(const Session& session) {
  return kPrograms[session.choices.station](session);
}

std::string write_python(const Program& program) {
  std::string text;
  for (const ProgramLine& line : lines_of(program)) text += line.text + "\n";
  return text;
}

std::string write_notebook(const Program& program) {
  ProgramJson cells = ProgramJson::array();
  cells.push_back(cell_json("markdown", 0, {"# " + program.title, "", program.needs}));
  for (const ProgramSection& section : program.sections) {
    cells.push_back(cell_json("markdown", cells.size(), {"## " + section.heading}));
    std::vector<std::string> lines;
    for (const ProgramLine& line : section.lines) lines.push_back(line.text);
    cells.push_back(cell_json("code", cells.size(), lines));
  }
  const ProgramJson notebook{
      {"cells", std::move(cells)},
      {"metadata",
       {{"kernelspec", {{"display_name", "Python 3"}, {"language", "python"}, {"name", "python3"}}},
        {"language_info", {{"name", "python"}}}}},
      {"nbformat", 4},
      {"nbformat_minor", 5}};
  return dumped(notebook, 1) + "\n";
}

std::string write_program(const Session& session) {
  if (!session.choices.has_python || session.choices.is_hidden(Part::python)) return "null";
  const Program program = program_of(session);
  ProgramJson lines = ProgramJson::array();
  Highlighter highlighter;
  for (const ProgramLine& line : lines_of(program)) {
    ProgramJson spans = ProgramJson::array();
    for (const Span& span : highlighter.next(line.text))
      spans.push_back(ProgramJson::array({name_in(kSpanKinds, span.kind), span.text}));
    lines.push_back({{"part", line.part}, {"spans", std::move(spans)}});
  }
  ProgramJson controls = ProgramJson::array();
  for (const Offer& offer : program_offers(session).offers) {
    if (offer.control.kind == Control::Kind::button)
      controls.push_back({{"id", offer.control.id},
                          {"label", offer.control.label_on_canvas()},
                          {"enabled", offer.control.is_enabled}});
  }
  return dumped({{"title", texts::kPyTitle},
                 {"lines", std::move(lines)},
                 {"controls", std::move(controls)},
                 {"words",
                  {{"code", texts::kPyCodeLabel},
                   {"close", texts::kDialogClose},
                   {"copy", texts::kDialogCopy},
                   {"copied", texts::kDialogCopied},
                   {"selected", texts::kDialogSelected}}}},
                -1);
}

}  // namespace bottleneck
