// The page used through the HTML beside the canvas alone, with a keyboard.
import {open_in, until, use} from './open.mjs';

// Opens the page at url with its text version unfolded and runs `run` with what open_in() gives and the doings below. options: those of
// open_in(); hash: what follows the url.
export async function with_text_version(browser, url, options, run) {
  const opened = await open_in(browser, url + (options.hash ?? ''), options);
  const {page, wait} = opened;
  await (options.hash?.includes('station=') ? wait((now) => now.framesDrawn > 0, 'the station') : opened.ready());
  await page.focus('#text-version summary');
  await page.keyboard.press('Enter');
  await page.locator('#mirror [id^="mirror-"]').first().waitFor();
  const control = (id) => page.locator(`[id="mirror-${id}"]`);
  // Presses a button, types a number, or chooses from a list or from radio buttons.
  const press = async (id) => {
    await control(id).focus();
    await page.keyboard.press('Enter');
  };
  const type = async (id, value) => {
    await control(id).fill(value);
    await page.keyboard.press('Enter');
  };
  const check = (id, value) => control(id).locator(`input[value="${value}"]`).press('Space');
  const select = (id, value) => control(id).selectOption(value);
  // Types into a field of several lines, and presses the button behind it.
  const apply = async (id, text) => {
    await control(id).fill(text);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  };
  const put = (strokes) => apply('strokes', strokes);
  // What stands in a group of findings, once it fits.
  const reads = (group, pattern) => until(async () => {
    const text = await page.getByRole('region', {name: group}).innerText();
    return pattern.test(text) && text;
  }, `“${group}” to say ${pattern}`);
  await use(opened, () => run({...opened, page, wait, control, press, type, check, select, apply, put, reads}));
}
