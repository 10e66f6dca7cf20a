#include "lab/worker/team.h"

#include <algorithm>
#include <utility>

namespace bottleneck {

void call_helpers(Team& team, int most) {
  const int all = team.most_workers - 1;
  const int count = std::min(all, most);
  // Where another task wants more of them, these stay.
  const bool is_called = count <= team.called && team.called <= all;
  if (is_called || team.lost >= kMostHelpersLost || !team.call) return;
  team.called = count;
  team.call(count);
}

std::vector<int> helpers_at_hand(const Team& team, int most) {
  const auto count = static_cast<std::size_t>(std::min(team.most_workers - 1, most));
  return {team.helpers.begin(),
          team.helpers.begin() + static_cast<std::ptrdiff_t>(std::min(count, team.helpers.size()))};
}

std::shared_ptr<Errand> ask(Team& team, int helper, ShareWanted wanted, double due_ms) {
  auto errand = std::make_shared<Errand>(Errand{.helper = helper, .id = ++team.last_id, .due_ms = due_ms});
  const auto number = [&](auto& message) {
    if constexpr (requires { message.id; }) message.id = errand->id;
  };
  std::visit(number, wanted);
  team.open.push_back(errand);
  team.post(helper, encode(wanted));
  return errand;
}

void tell(Team& team, int helper, const ShareWanted& message) {
  team.post(helper, encode(message));
}

void dismiss(Team& team, int helper) {
  if (std::ranges::find(team.helpers, helper) == team.helpers.end()) return;
  team.dismiss(helper);
  leave(team, helper, true);
}

void join(Team& team, int helper) {
  team.helpers.push_back(helper);
}

void leave(Team& team, int helper, bool is_lost) {
  team.called = 0;  // so that others are called when there is work again
  if (is_lost) ++team.lost;
  std::erase(team.helpers, helper);
  std::erase_if(team.open, [&](const std::shared_ptr<Errand>& errand) {
    if (errand->helper != helper) return false;
    errand->state = Errand::State::lost;
    return true;
  });
}

void receive(Team& team, int helper, const Packet& packet) {
  if (std::ranges::find(team.helpers, helper) == team.helpers.end()) return;
  Result<ShareMade> made = decode_share_made(packet);
  const auto is_of = [&](const std::shared_ptr<Errand>& errand) {
    return errand->helper == helper &&
           std::visit([&](const auto& message) { return message.id == errand->id; }, *made);
  };
  const auto errand = made ? std::ranges::find_if(team.open, is_of) : team.open.end();
  if (errand == team.open.end()) return dismiss(team, helper);
  (*errand)->made = *std::move(made);
  (*errand)->state = Errand::State::done;
  team.open.erase(errand);
}

void dismiss_late(Team& team, double now) {
  for (;;) {
    const auto is_late = [&](const std::shared_ptr<Errand>& errand) { return errand->due_ms < now; };
    const auto late = std::ranges::find_if(team.open, is_late);
    if (late == team.open.end()) return;
    dismiss(team, (*late)->helper);
  }
}

}  // namespace bottleneck
