import {make} from './html.js';

const kFetchedBy = 60000; // ms: a browser has taken the bytes by then

// Hands the reader a file. False: there is no memory for it.
export function download(name, bytes) {
  try {
    const address = URL.createObjectURL(new Blob([bytes]));
    make('a', {href: address, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(address), kFetchedBy);
    return true;
  } catch {
    return false;
  }
}

// The same of a part of a canvas, in CSS pixels, as a PNG with the pixels of the screen.
export function downloadPicture(canvas, name, {x, y, width, height}) {
  const scale = canvas.width / canvas.clientWidth;
  const [left, top, wide, high] = [x, y, width, height].map((length) => Math.round(length * scale));
  const picture = make('canvas', {width: wide, height: high});
  picture.getContext('2d').drawImage(canvas, -left, -top);
  picture.toBlob((blob) => blob && download(name, blob), 'image/png');
}
