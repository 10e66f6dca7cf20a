// Shows the text and the widgets of what MyST has made of a page, each widget by MyST's own renderer. The test bundles it.
import {createElement} from 'react';
import {createRoot} from 'react-dom/client';
import {ANY_RENDERERS} from '@myst-theme/anywidget';

function show(node) {
  if (node.type === 'text') return node.value;
  if (node.type === 'anywidget') return createElement(ANY_RENDERERS.anywidget, {node, key: node.key});
  return createElement('div', {key: node.key}, node.children?.map(show));
}
const {mdast} = await (await fetch('index.json')).json();
createRoot(document.body.appendChild(document.createElement('main'))).render(show(mdast));
