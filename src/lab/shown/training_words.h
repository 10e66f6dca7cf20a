// Training plans and runs in words, for the canvas and for the HTML beside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lab/session/session.h"
#include "lab/shown/data_words.h"
#include "texts/training.h"

namespace bottleneck {

// 900 → "0.9 s", 21'000 → "21 s", 200'000 → "3 min 20 s", 3'900'000 → "1 h 5 min".
std::string duration_in_words(double ms);
// "0.17 s"; of what rounds to nothing "under 0.01 s".
std::string hundredths_in_words(double ms);

const char* loss_name(Loss loss);

// Hidden layers as a reader types them: "none", "300", "300,100". Any spaces are let pass; what cannot be is
// an error that says what can.
std::string hidden_in_words(const std::vector<int>& hidden);
Result<std::vector<int>> read_hidden(std::string_view text);

// Whether a dataset can be trained on: its images are here, or can be had.
bool can_train_on(const DatasetEntry& dataset);
// Whether there is such a dataset for the plan.
bool can_start(const Session& session);

// The offer that is the main thing to do: to start a run, to pause the one shown, or to let it go on.
const char* main_use(const Session& session);

// Of the encoder's layers, then of the decoder's.
struct LayerWords {
  int inputs;
  int outputs;
  std::string activation;
  std::int64_t parameters;
};
std::vector<LayerWords> layers_in_words(const Architecture& architecture);

// "25,888 weights · 7,050 updates · about 21 s · 96 MB"; while it is measured "measuring …" stands for the
// time. Of few updates it says so.
std::string estimate_in_words(const Session& session, const TrainingPlan& plan);

const char* state_in_words(TrainingRun::State state);
// "finished", "waiting: loading MNIST 3.1 MB of 11.6 MB", "failed: …", for those who do not see a bar.
std::string state_in_full(const Session& session, const TrainingRun& run);
// What a run that waits is waiting for, in a few words.
std::string waits_for(const Session& session, const TrainingRun& run);
// Of the files that a run waits for; 0 of 0 where it waits for none.
BytesOnTheWay bytes_on_the_way(const Session& session, const TrainingRun& run);

// "epoch 13 of 30 · batch 201/235", or how many epochs were done. pattern: how the former is put; a shorter
// one is kRunAtShort.
std::string place_in_words(const TrainingRun& run, const char* pattern = texts::kRunAt);
// How much of the run is done, 0..1.
double share_done(const TrainingRun& run);
// "11 s left", "in 21 s", or empty.
std::string time_in_words(const TrainingRun& run);
// How fast it is, in full and in few words; of one whose speed is known.
struct SpeedWords {
  std::string full;
  std::string brief;
};
SpeedWords speed_in_words(const TrainingRun& run);

// The model of the library that a run was saved as, for the reader.
std::string saved_title(const Session& session, const TrainingRun& run);

}  // namespace bottleneck
