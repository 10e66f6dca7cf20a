// Makes a SCORM 1.2 package of the page that is one file, the same bytes from the same files.
//   node scorm/package.mjs FILE ZIP [LINK]     FILE: bottleneck.html; LINK: what stands behind "#" in a link to what is to be shown
import {BlobReader, TextReader, Uint8ArrayWriter, ZipWriter, configure} from '@zip.js/zip.js';
import {readFile, writeFile} from 'node:fs/promises';

configure({useWebWorkers: false});

const kEntry = {lastModDate: new Date(1980, 0, 1), extendedTimestamp: false, level: 9};

const here = (name) => new URL(name, import.meta.url);
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

// A file of this folder, with its texts in place of each {{name}}.
async function filled(name, texts) {
  const text = await readFile(here(name), 'utf8');
  return text.replace(/{{(\w+)}}/g, (_, word) => {
    if (!(word in texts)) throw new Error(`${name}: there is no text “${word}”`);
    return escaped(texts[word]);
  });
}

async function makePackage(file, link) {
  const {shell} = JSON.parse(await readFile(here('../texts/english.json'), 'utf8'));
  const texts = {...shell, link: link && `#${link.replace(/^#/, '')}`};
  const zip = new ZipWriter(new Uint8ArrayWriter());
  for (const name of ['imsmanifest.xml', 'index.html', 'scorm.js']) await zip.add(name, new TextReader(await filled(name, texts)), kEntry);
  await zip.add('bottleneck.html', new BlobReader(new Blob([await readFile(file)])), kEntry);
  return zip.close();
}

async function main([file, zip, link = '']) {
  if (!zip) {
    console.error('usage: node scorm/package.mjs FILE ZIP [LINK]');
    return 2;
  }
  const bytes = Buffer.from(await makePackage(file, link));
  if (!bytes.equals(await readFile(zip).catch(() => Buffer.alloc(0)))) await writeFile(zip, bytes);
  console.log(`${zip}: ${bytes.length} bytes`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
