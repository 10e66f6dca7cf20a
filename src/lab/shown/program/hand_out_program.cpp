#include "lab/shown/program/hand_out_program.h"

#include <array>
#include <new>
#include <string>
#include <utility>

#include "formats/npy.h"
#include "formats/zip.h"
#include "lab/base/figures.h"
#include "lab/session/exercises.h"
#include "lab/session/notes.h"
#include "lab/session/queries.h"
#include "lab/shown/program/program.h"
#include "lab/shown/program/recipe.h"
#include "texts/library.h"

namespace bottleneck {
namespace {

const DatasetEntry* dataset_of_station(const Session& session) {
  switch (session.choices.station) {
    case Station::train:
      return dataset_of(session, session.choices.plan);
    case Station::data:
      return &browsed_dataset(session);
    case Station::book:
      return nullptr;
    case Station::exercises:
      return exercise_dataset(session);
    default:
      return find_dataset(session.datasets, chosen_recipe(session).source.name);
  }
}

void put_out(Session& session, const std::string& name, const std::string& text) {
  session.downloads.push_back({.name = name, .bytes = Bytes(text.begin(), text.end())});
}

}  // namespace

const DatasetEntry* dataset_of_program(const Session& session) {
  const DatasetEntry* dataset = dataset_of_station(session);
  const bool has_file = dataset && source_of(session, dataset->name).kind == ImageSource::Kind::file;
  return has_file ? dataset : nullptr;
}

Bytes write_images_npz(const Dataset& train, const Dataset& test) {
  std::vector<ZipEntry> entries;
  for (const auto& [half, images] : {std::pair("train", &train), std::pair("test", &test)}) {
    entries.push_back({.path = std::string("x_") + half + ".npy",
                       .bytes = write_npy(std::array<std::int64_t, 3>{images->size(), kSide, kSide},
                                          std::span(images->images))});
    entries.push_back(
        {.path = std::string("y_") + half + ".npy",
         .bytes = write_npy(std::array<std::int64_t, 1>{images->size()}, std::span(images->labels))});
  }
  return write_zip(entries);
}

void hand_out_program(Session& session) {
  const ProgramFile wanted = std::exchange(session.wants_program, ProgramFile::none);
  if (wanted == ProgramFile::none) return;
  if (wanted == ProgramFile::images) {
    const DatasetEntry* dataset = dataset_of_program(session);
    if (!dataset || !dataset->train.images || !dataset->test.images) return;
    const std::string name = source_file(source_of(session, dataset->name));
    try {
      session.downloads.push_back(
          {.name = name, .bytes = write_images_npz(*dataset->train.images, *dataset->test.images)});
    } catch (const std::bad_alloc&) {
      add_note(session, fill(texts::kLibraryNoMemoryToKeep, {name}));
    }
    return;
  }
  const Program program = program_of(session);
  if (wanted == ProgramFile::python) put_out(session, program.stem + ".py", write_python(program));
  if (wanted == ProgramFile::notebook) put_out(session, program.stem + ".ipynb", write_notebook(program));
}

}  // namespace bottleneck
