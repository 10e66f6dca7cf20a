// What is seen at some place of a page.

// The colours of all pixels of a part of the page (x, y, width, height in CSS pixels), [red, green, blue] each, row by row: of the
// screenshot, as the page's own browser decodes it.
export async function colours_in(page, part) {
  const png = (await page.screenshot({clip: part})).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const {width, height} = picture;
    const context = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d');
    context.drawImage(picture, 0, 0);
    const {data} = context.getImageData(0, 0, width, height);
    return Array.from({length: width * height}, (_, i) => [...data.slice(4 * i, 4 * i + 3)]);
  }, png);
}
