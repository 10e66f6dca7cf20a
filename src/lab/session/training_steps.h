// What training does to the session: its part of perform(), update() and receive().
#pragma once

#include "lab/session/session.h"

namespace bottleneck {

// Actions (lab/session/actions.h).
void act(Session& session, const StartRun& action);
void act(Session& session, const ContinueModel& action);
void act(Session& session, const PauseRun& action);
void act(Session& session, const ResumeRun& action);
void act(Session& session, const RewindRun& action);
void act(Session& session, const SetRunEpochs& action);
void act(Session& session, const KeepRun& action);
void act(Session& session, const ShowRun& action);
void act(Session& session, const TakeRunPlan& action);
void act(Session& session, const NameRun& action);
void act(Session& session, const RemoveRun& action);
void act(Session& session, const RestoreRun& action);

// A new run by a plan, and one that goes on; the one at work is paused for it.
TrainingRun& start_run(Session& session, const TrainingPlan& plan, RunUntil until);
void pause_run(Session& session, TrainingRun& run);
void resume_run(Session& session, TrainingRun& run, RunUntil until);

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
