// axe-core on a page: what it finds wrong for readers who do not see it, or not well, or use no mouse.
import assert from 'node:assert/strict';
import axe from 'axe-core';

// Runs all of axe-core's rules on a page of playwright's as it is now. Returns the violations as one line each: rule, how grave, where
// and what is wrong there. It reaches the page through the browser's debugger, which no content security policy binds.
export async function run_axe(page) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  const {passes, violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations', 'passes']}));
  assert.ok(passes.length > 0, 'axe-core has looked at something');
  return violations.flatMap(({id, impact, nodes}) => nodes.map(({target, failureSummary}) => (
    `${id} (${impact}) at ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`)));
}
