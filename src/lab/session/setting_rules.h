// What the rows of lab/session/settings.cpp say by a function: when a setting can be changed, what else
// follows, and what its usual value stands for.
#pragma once

namespace bottleneck {

struct Choices;
struct Session;

// Setting::Rules::can_change.
bool is_normalisation_felt(const Session& session);
bool is_book_at_rest(const Session& session);

// Setting::Rules::settle.
void settle_model(Session& session, const Choices& before);
void settle_other(Session& session, const Choices& before);
void settle_samples(Session& session, const Choices& before);
void settle_plan_dataset(Session& session, const Choices& before);
void settle_browsing(Session& session, const Choices& before);
void settle_picked(Session& session, const Choices& before);
void settle_axes(Session& session, const Choices& before);
void settle_rows(Session& session, const Choices& before);
void settle_shelf(Session& session, const Choices& before);
void settle_layer(Session& session, const Choices& before);
void settle_cell(Session& session, const Choices& before);

// Setting::Rules::usual_now.
double epochs_now(const Session& session);
double workers_now(const Session& session);
double batch_now(const Session& session);

}  // namespace bottleneck
