// Files that the reader drops anywhere onto the page, or picks: collected, folders and all, and handed on. It looks into none of them.
import {make} from './html.js';

const kMostFiles = 20000;

const isFileDrag = ({dataTransfer}) => dataTransfer?.types.includes('Files') ?? false;
const isField = (element) => element instanceof Element && element.matches('input, textarea, [contenteditable]');

// All files below an entry of a dropped item, until the list is full; what cannot be read is left out.
async function walk(entry, folder, list) {
  if (list.length === kMostFiles) return;
  const path = folder + entry.name;
  try {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      list.push({path, file});
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // Some at a time, and none at the end.
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) return;
      for (const inner of entries) await walk(inner, `${path}/`, list);
    }
  } catch {
    // Moved or forbidden meanwhile.
  }
}

async function collect(entries) {
  const list = [];
  for (const {entry, file} of entries) {
    if (entry?.isDirectory) await walk(entry, '', list);
    else if (file && list.length < kMostFiles) list.push({path: file.name, file}); // also where entries are refused
  }
  return list;
}

// Calls files([{path, file}, …]) with what is dropped onto `root` or picked: at most kMostFiles of them, each with its path from the
// dropped item down. While files are dragged over the page, root has the attribute data-dragged. Nothing that is dropped makes the
// browser leave the page. pick() opens the browser's file chooser; it needs to be called soon after the reader has done something.
export function connectDrop(root, {files}) {
  const show = (isDragged) => root.toggleAttribute('data-dragged', isDragged);
  const onDrag = (event) => {
    const isFile = isFileDrag(event);
    if (!isFile && isField(event.target)) return; // text may be dragged into a field
    event.preventDefault();
    event.dataTransfer.dropEffect = isFile ? 'copy' : 'none';
    show(isFile);
  };
  root.addEventListener('dragenter', onDrag);
  root.addEventListener('dragover', onDrag);
  root.addEventListener('dragleave', ({relatedTarget}) => {
    if (!relatedTarget) show(false); // it has left the window
  });
  root.addEventListener('drop', async (event) => {
    show(false);
    if (!isFileDrag(event)) {
      if (!isField(event.target)) event.preventDefault();
      return;
    }
    event.preventDefault();
    // What an item is can only be asked now.
    const items = [...event.dataTransfer.items].filter(({kind}) => kind === 'file');
    const list = await collect(items.map((item) => ({entry: item.webkitGetAsEntry?.(), file: item.getAsFile()})));
    if (list.length) files(list);
  });

  const input = make('input', {type: 'file', multiple: true, hidden: true, id: 'files'});
  input.addEventListener('change', () => {
    const list = Array.from(input.files, (file) => ({path: file.webkitRelativePath || file.name, file}));
    input.value = ''; // the same file can be chosen again
    if (list.length) files(list.slice(0, kMostFiles));
  });
  document.body.append(input);
  return {pick: () => input.click()};
}
