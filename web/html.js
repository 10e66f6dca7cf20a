// An element with properties and children.
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// The key of a keydown in a field; none while an input method composes: its Enter ends the composition, and nothing else. (Safari has ended
// it by then, and only the code 229 tells.)
export const keyOf = (event) => (event.isComposing || event.keyCode === 229 ? '' : event.key);
