/**
 * Making and changing elements. Text only ever becomes text: nothing here, or elsewhere in the
 * console, reads a string as HTML, so that a payload cannot become part of the page.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element.
 *
 * @param {string} tag its name; `svg:` in front makes one of SVG
 * @param {Object<string, *>} [props] attributes; `on` has listeners by event. Without a value
 *     (`null`, `undefined`, `false`) an attribute is left out
 * @param {...(Node|string|null|undefined)} children what is in it
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = tag.startsWith('svg:')
    ? document.createElementNS(SVG, tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else {
      attribute(element, name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets an attribute if it is another, since even setting the same makes a browser work. */
export function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    element.removeAttribute(name);
  } else {
    const wanted = value === true ? '' : String(value);
    if (element.getAttribute(name) !== wanted) {
      element.setAttribute(name, wanted);
    }
  }
}

/** Sets the text of an element if it is another. */
export function text(element, value) {
  const wanted = String(value);
  if (element.textContent !== wanted) {
    element.textContent = wanted;
  }
}

/** What {@link sync} made for each key, by parent. */
const made = new WeakMap();

/**
 * Makes the children of an element those of a list, and keeps those that are there already: what
 * has the focus keeps it, and a list that did not change costs nothing.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => *} key the same for the same item
 * @param {(item: T) => {element: Element, update: (item: T) => void}} create
 */
export function sync(parent, items, key, create) {
  const before = made.get(parent) ?? new Map();
  const after = new Map();
  let next = parent.firstElementChild;
  for (const item of items) {
    const part = before.get(key(item)) ?? create(item);
    before.delete(key(item));
    after.set(key(item), part);
    part.update(item);
    if (part.element === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(part.element, next);
    }
  }
  for (const part of before.values()) {
    part.element.remove();
  }
  made.set(parent, after);
}
