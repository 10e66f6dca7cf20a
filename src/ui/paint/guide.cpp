#include "ui/paint/guide.h"

#include "lab/shown/guide_words.h"
#include "texts/guides.h"
#include "ui/paint/offered.h"

namespace bottleneck {
namespace {

constexpr float kAllFormsFrom = 440;  // of a row that its title leaves

}  // namespace

float draw_guide(const Panel& panel, const Rect& card) {
  if (panel.session.choices.is_hidden(Part::guide)) return 0;
  const bool is_open = panel.session.choices.has_guide;
  const float padding = is_open ? kCardPadding : kSpace2;
  draw_card(panel, card);
  Rect area = card.inset(card_padding(card.width), padding);
  Rect head = cut_top(area, kLineHeight, kSpace2);
  use_word(panel, {"guide", is_open ? "false" : "true"}, head, Align::right);
  draw_text(panel, head, is_open ? kTitle : kSmallText, is_open ? panel.palette().ink : panel.palette().muted,
            texts::kGuideTitle);
  if (!is_open) return 2 * padding + kLineHeight;
  const float text =
      draw_paragraph(panel, area, kText, panel.palette().muted, guide_of(panel.session.choices.station));
  return area.y + text + padding - card.y;
}

void draw_exports(const Panel& panel, Rect& row, const Rect& picture) {
  // On wide cards, so that the title keeps its room; elsewhere the text version has it.
  if (row.width >= kAllFormsFrom) use_word(panel, "numbers:npy", row, Align::right);
  use_word(panel, "numbers", row, Align::right);
  use_word(panel, "picture", row, Align::right);
  panel.view.pictures[PicturePart::station] = picture;
}

}  // namespace bottleneck
