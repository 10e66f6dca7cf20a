#include <cmath>

#include "lab/base/figures.h"
#include "lab/session/queries.h"
#include "lab/shown/numbers.h"

namespace bottleneck {

Numbers training_numbers(const Session& session) {
  constexpr int kFileDigits = 6;
  const auto text = [](double loss) {
    return std::isfinite(loss) ? fixed(loss, kFileDigits) : std::string();
  };
  Numbers numbers{.stem = "bottleneck-losses",
                  .rows = {{"run", "name", "epoch", "train_loss", "val_loss", "val_bce", "val_mse"}}};
  for (const TrainingRun& run : session.training.runs) {
    for (std::size_t i = 0; i < run.history.size(); ++i) {
      const EpochRecord& epoch = run.history[i];
      numbers.rows.push_back({std::to_string(run.number), run_name(session, run), std::to_string(i + 1),
                              text(epoch.train_loss), text(epoch.val_loss), text(epoch.val_bce),
                              text(epoch.val_mse)});
    }
  }
  return numbers;
}

}  // namespace bottleneck
