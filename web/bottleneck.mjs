// The page as a widget: a front-end module for anywidget over the custom element of embed.js, taken by JupyterLab, Jupyter Book and
// MyST, VS Code, Colab and marimo. docs/python.md tells how it is used.
//
// These copy the module to where nothing else of the page is. So the site's build puts embed.js in place of the next line, and
// "src" has to say where the page is.
import './embed.js';

const kMissing = '{{widgetMissing}}';

// What the host may say: attributes of the element of these names. It reads "prediction" and "code".
const kAttributes = ['src', 'station', 'model', 'dataset', 'k', 'seed', 'theme', 'hide', 'links', 'settings', 'height', 'label'];

function render({model, el}) {
  const get = (name) => (model.get ? model.get(name) : model[name]) ?? ''; // Python's None is null
  if (!get('src')) {
    el.textContent = kMissing;
    return undefined;
  }
  const lab = document.createElement('bottleneck-lab');
  const show = (name) => {
    const value = get(name);
    if (value === '') lab.removeAttribute(name);
    else lab.setAttribute(name, value);
  };
  const changes = kAttributes.map((name) => [`change:${name}`, () => show(name)]);
  kAttributes.forEach(show);
  // Hosts without Python behind them, such as the pages of a book, cannot keep or forget anything, and say so by throwing.
  const attempt = (step) => {
    try {
      step();
    } catch {
      // The page is shown all the same.
    }
  };
  attempt(() => changes.forEach(([event, change]) => model.on(event, change)));
  lab.addEventListener('bottleneck-prediction', ({detail}) => attempt(() => {
    model.set('prediction', detail);
    model.set('code', detail.code ?? []);
    model.save_changes();
  }));
  el.append(lab);
  return () => {
    lab.remove();
    attempt(() => changes.forEach(([event, change]) => model.off(event, change)));
  };
}

export default {render};
