// What the page has kept in a database of the browser: 'bottleneck', or 'bottleneck-data' for the datasets.

// The keys of its files.
export const kept_keys = (page, name) => page.evaluate((database) => new Promise((resolve, reject) => {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('files');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const keys = request.result.transaction('files').objectStore('files').getAllKeys();
    keys.onsuccess = () => {
      request.result.close();
      resolve(keys.result);
    };
  };
}), name);

export const kept_data = (page) => kept_keys(page, 'bottleneck-data');
