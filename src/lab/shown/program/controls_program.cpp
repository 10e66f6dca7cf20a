// The program in Python: to be seen, and to be taken along.
#include <string>
#include <utility>

#include "lab/session/queries.h"
#include "lab/shown/offer.h"
#include "lab/shown/program/hand_out_program.h"
#include "lab/shown/program/program.h"
#include "texts/program.h"

namespace bottleneck {

OfferGroup program_offers(const Session& session) {
  OfferGroup group{.id = "program", .title = texts::kPyProgram};
  if (session.choices.is_hidden(Part::python)) return group;
  add_settings(group, session);
  if (!session.choices.has_python) return group;
  group.add(make_button("python:file", texts::kPyFile, SaveProgram{ProgramFile::python})
                .with_short_label(texts::kPyFileShort));
  group.add(make_button("python:notebook", texts::kPyNotebook, SaveProgram{ProgramFile::notebook})
                .with_short_label(texts::kPyNotebookShort));
  if (const DatasetEntry* dataset = dataset_of_program(session)) {
    group.add(make_button("python:images", texts::kPyImages, SaveProgram{ProgramFile::images})
                  .with_short_label(texts::kPyImagesShort)
                  .enabled_if(dataset->train.images && dataset->test.images));
  }
  group.findings.push_back(
      {.label = texts::kPyProgram, .value = write_python(program_of(session)), .is_code = true});
  return group;
}

}  // namespace bottleneck
