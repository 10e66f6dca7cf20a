// What the text of the article takes from the stations in it.
const part = (id) => document.getElementById(id);

part('pad').addEventListener('bottleneck-prediction', ({detail: {digit, name, votes}}) => {
  const count = votes?.find(({label}) => label === digit)?.count;
  part('verdict').textContent = digit === null ? 'nothing yet' : `${name}, by ${count} of ${votes.reduce((sum, vote) => sum + vote.count, 0)} neighbours`;
});

const kThree = [[
  [8.5, 8], [11, 6], [14.5, 5.4], [17.5, 6.6], [18.4, 9], [17, 11.6], [13, 13], [17, 14], [19.3, 16.6], [18.8, 20], [16, 22.3], [12, 22.5], [8.4, 21],
]]; // on a pad of 28 × 28
part('write').addEventListener('click', () => {
  part('pad').scrollIntoView({block: 'nearest'});
  part('pad').setStrokes(kThree).catch(({message}) => { part('verdict').textContent = message; });
});

part('training').addEventListener('bottleneck-progress', ({detail: {epoch, epochs}}) => {
  part('trained').textContent = `Epoch ${epoch} of ${epochs}.`;
});
part('training').addEventListener('bottleneck-completed', ({detail: {task, validationLoss}}) => {
  if (task === 'train' && validationLoss !== null) part('trained').textContent = `Your model’s validation loss: ${validationLoss.toFixed(4)}.`;
});
