// Files that the reader gives: dropped anywhere onto the page, or chosen. They are collected, folders and all, and handed on; none of them
// is looked into.
import {make} from './html.js';

const kMostFiles = 100000;

const isFileDrag = ({dataTransfer}) => dataTransfer?.types.includes('Files') ?? false;
const isField = (element) => element instanceof Element && element.matches('input, textarea, [contenteditable]');

// All files below an entry of a dropped item, at most room.left of them; what cannot be read is left out.
async function walk(entry, folder, room) {
  const path = folder + entry.name;
  const list = [];
  try {
    if (entry.isFile) {
      if (room.left-- <= 0) return [];
      return [{path, file: await new Promise((resolve, reject) => entry.file(resolve, reject))}];
    }
    const reader = entry.createReader();
    while (room.left > 0) {
      // Some at a time, and none at the end.
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (entries.length === 0) break;
      for (const found of await Promise.all(entries.map((inner) => walk(inner, `${path}/`, room)))) list.push(...found);
    }
  } catch {
    // Moved or forbidden meanwhile.
  }
  return list;
}

async function collect(entries) {
  const list = [];
  const room = {left: kMostFiles};
  for (const {entry, file} of entries) {
    if (entry?.isDirectory) list.push(...await walk(entry, '', room));
    else if (file && room.left-- > 0) list.push({path: file.name, file}); // also where entries are refused
  }
  return list;
}

// A file chooser of the browser; chosen([{path, file}, …]) is called with what the reader chooses.
function makeChooser(id, chosen) {
  const input = make('input', {type: 'file', multiple: true, hidden: true, id});
  input.addEventListener('change', () => {
    const list = Array.from(input.files, (file) => ({path: file.webkitRelativePath || file.name, file}));
    input.value = ''; // the same file can be chosen again
    if (list.length) chosen(list.slice(0, kMostFiles));
  });
  document.body.append(input);
  return input;
}

// Calls given([{path, file}, …]) with what is dropped onto `root` or picked: at most kMostFiles of them, each with its path from the
// dropped item down. While files are dragged over the page, root has the attribute data-dragged; while folders are gone through, and until
// given() has kept its promise, data-collecting. Nothing that is dropped makes the browser leave the page. pick() opens the browser's file
// chooser, pickFolder() the one for a folder with all that is in it, where the browser has one; they need to be called soon after the
// reader has done something.
export function connectGiving(root, given) {
  const handOn = async (collecting) => {
    root.setAttribute('data-collecting', '');
    try {
      const list = await collecting;
      if (list.length) await given(list);
    } finally {
      root.removeAttribute('data-collecting');
    }
  };
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
  root.addEventListener('drop', (event) => {
    show(false);
    if (!isFileDrag(event)) {
      if (!isField(event.target)) event.preventDefault();
      return;
    }
    event.preventDefault();
    // What an item is can only be asked now.
    const items = [...event.dataTransfer.items].filter(({kind}) => kind === 'file');
    const entries = items.map((item) => ({entry: item.webkitGetAsEntry?.(), file: item.getAsFile()}));
    handOn(collect(entries));
  });

  const chooser = makeChooser('files', handOn);
  const folderChooser = makeChooser('folder', handOn);
  folderChooser.webkitdirectory = true;
  return {pick: () => chooser.click(), pickFolder: () => folderChooser.click()};
}
