// What happens when memory really runs out, which WebAssembly's 2 GB make easy to see.
#include <gtest/gtest.h>

#include "lab/worker/worker_jobs.h"
#include "texts/jobs.h"

namespace bottleneck {
namespace {

double no_time() {
  return 0;
}

// N × K codes of 4 bytes: more than there can be, and more than 32 bits can count.
TEST(WorkerJobsMemory, CodesThatDoNotFitAreRefused) {
  for (const std::size_t count : {20'000U, 70'000U}) {
    const int latent = count == 20'000U ? 30'000 : 65'536;
    WorkerJobs jobs;
    take(jobs, TakeImages{.dataset = "blank", .images = std::make_shared<const Bytes>(count * kPixels)});
    const Architecture architecture{.hidden = {1}, .latent = latent};
    take(jobs,
         EncodeImages{.id = 4,
                      .architecture = architecture,
                      .parameters = AlignedFloats(static_cast<std::size_t>(parameter_count(architecture)))});
    EXPECT_FALSE(step(jobs, no_time));
    ASSERT_EQ(jobs.outbox.size(), 1U);
    ASSERT_TRUE(std::holds_alternative<JobFailed>(jobs.outbox[0]));
    EXPECT_EQ(std::get<JobFailed>(jobs.outbox[0]).message, texts::kNoMemoryForJob);

    take(jobs, FindNearestPixels{.id = 5, .image = {}, .k = 1});
    EXPECT_FALSE(step(jobs, no_time));
    EXPECT_TRUE(std::holds_alternative<NearestPixelsFound>(jobs.outbox[1])) << "the worker lives on";
  }
}

}  // namespace
}  // namespace bottleneck
