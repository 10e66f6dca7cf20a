// The deck, and who has the keys: the lab that the reader has clicked into, else the slides.
import Reveal from './reveal/reveal.js';

const back = document.getElementById('back');
const focusedLab = () => (document.activeElement?.localName === 'bottleneck-lab' ? document.activeElement : null);

const deck = new Reveal({
  width: '100%', height: '100%', margin: 0, minScale: 1, maxScale: 1, center: false, display: 'flex',
  scrollActivationWidth: 0, // slides on a phone, too
  hash: true, transition: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'none' : 'slide',
  keyboardCondition: () => !focusedLab(), // its button before it is loaded; then the keys go into its frame by themselves
});
await deck.initialize();

const giveBack = () => focusedLab()?.blur();
const show = () => { back.hidden = !focusedLab(); };
back.addEventListener('click', giveBack);
deck.on('slidechanged', giveBack);
document.addEventListener('keydown', ({key}) => {
  if (key === 'Escape') giveBack();
});
// A frame takes the focus without an event of its own; the window hears of it.
for (const event of ['focusin', 'focusout']) document.addEventListener(event, show);
for (const event of ['blur', 'focus']) window.addEventListener(event, () => setTimeout(show));

document.querySelector('bottleneck-lab').addEventListener('bottleneck-prediction', ({detail: {digit, name, model}}) => {
  document.getElementById('verdict').textContent = digit === null ? 'Nothing was drawn yet.' : `Your drawing was taken for a ${name} by ${model}.`;
});
