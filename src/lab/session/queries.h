// What a session tells when it is asked; nothing is changed here.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lab/data/browsing.h"
#include "lab/session/session.h"
#include "lab/session/unit_values.h"

namespace bottleneck {

// The chosen model, and the one beside it; or null.
const LibraryEntry* chosen_entry(const Session& session);
const LibraryEntry* other_entry(const Session& session);

// What a run is called: as its model in the library, where it has one.
const std::string& run_name(const Session& session, const TrainingRun& run);

// Whether another run, or a model that is not this run's, has that name. run: null for a run to come.
bool is_name_taken(const Session& session, std::string_view name, const TrainingRun* run);

// The settings of a run as a plan, open where they are as usual; and whether the present plan is just that.
TrainingPlan plan_of(const Session& session, const TrainingRun& run);
bool is_plan_of(const Session& session, const TrainingRun& run);

// The dataset that a plan is about, or null for a name that is unknown here. A plan that names none is about
// MNIST, or about synthetic digits where MNIST has failed to come.
const DatasetEntry* dataset_of(const Session& session, const TrainingPlan& plan);

// On how many images a run by this plan would be trained; 0 while that is not known.
int planned_images(const Session& session, const TrainingPlan& plan);

// The plan with nothing left open, as a run by it would begin.
TrainingPlan whole_plan(const Session& session, const TrainingPlan& plan);

// The dataset that a model was trained on, or null where it is none of those the page knows, or not loaded,
// or one of the reader's own that is not there or has other classes now.
const DatasetEntry* dataset_of(const Session& session, const LibraryEntry* entry);

// The images that a model's codes are of, or null where they are not there.
std::shared_ptr<const Dataset> code_images(const Session& session, const LibraryEntry* entry);

// What an address says of the session (lab/session/address.h); empty before the list of models is there.
std::string address_of(const Session& session);
std::string address_of(const Session& session, const Choices& choices);  // with other choices

// The units of the code that the reader has set, or that a link has set and the model is still to come.
UnitValues set_units(const Session& session);

// The dataset looked at, never null, and its half.
const DatasetEntry& browsed_dataset(const Session& session);
const DatasetHalf& browsed_half(const Session& session);

// The test images of the chosen model's dataset, or null.
std::shared_ptr<const Dataset> test_images(const Session& session);

// The neuron shown large, from 0: the one that was picked, else the first in the reader's order; -1: there
// are none.
int shown_neuron(const Session& session);

// Gives the picture on a sheet, an image of that half by its index, a caption in place of the index where an
// address cannot name it.
void name_picture(const Session& session, const DatasetEntry& dataset, Split split, Sheet& sheet);

// An image of the half looked at, as it lies on the pad. It is one of the chosen model's test images, or has
// a caption.
Sheet sheet_of_image(const Session& session, int index);

// How many workers may share the work: as chosen, or as many as the device has cores.
int most_workers(const Session& session);

}  // namespace bottleneck
