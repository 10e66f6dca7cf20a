// What training does to the session: its part of perform(), update() and receive().
#pragma once

#include "lab/session/session.h"

namespace bottleneck {

// Actions.
void start_run(Session& session, RunUntil until);
void continue_model(Session& session, const std::string& name);
void pause_run(Session& session);
void resume_run(Session& session, RunUntil until);
void rewind_run(Session& session);
void set_run_epochs(Session& session, int epochs);
void keep_run(Session& session, int number);
void name_run(Session& session, int number, const std::string& name);
void remove_run(Session& session, int number);

// What the worker is told of a run that is to go on.
TrainingOrder order_of(const TrainingRun& run);

// Back to where the worker would begin with a run that it does not have any more: the end of its latest
// epoch.
void go_back_to_checkpoint(TrainingRun& run);

// Brings images and worker to the run that waits, and measures the plan.
void update_training(Session& session);

// What the worker answers.
void receive_training(Session& session, TrainingProgressed& progressed);
void receive_training(Session& session, TrainingWeights& weights);
void receive_training(Session& session, TrainingCheckpoint& checkpoint);
void receive_training(Session& session, const TrainingMeasured& measured);
// A job that failed; false: it was none of training's.
bool receive_training(Session& session, const JobFailed& failed);

// The worker has been lost: its run waits for the next one, or has failed with it. Call after
// lose_worker(Jobs&).
void lose_run(Session& session);

}  // namespace bottleneck
