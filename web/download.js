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
